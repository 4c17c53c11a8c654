/// The fence of a queue that is taken in order (L7): it lets one batch through at a time, and none of a
/// consumer that another has followed.
public struct Fence: Hashable, Sendable {
  /// Passage of a batch.
  public enum Passage: Hashable, Sendable {
    /// The first batch of a consumer: those before it are shut out from its commit on.
    case first
    /// A later batch of the consumer that got this epoch; `StoreError.superseded` if another followed.
    case same(epoch: Int64)
    /// A message beside the order: it waits for its turn and shuts nobody out.
    case aside
  }

  /// The queue.
  public let queue: String
  /// Passage of the batch.
  public let passage: Passage

  /// Describes a passage.
  public init(queue: String, passage: Passage) {
    self.queue = queue
    self.passage = passage
  }

  /// Rise of the epoch.
  var step: Int64 { passage == .first ? 1 : 0 }

  /// Returns whether a batch may pass where this epoch is found.
  public func admits(_ epoch: Int64) -> Bool {
    switch passage {
    case .first, .aside: true
    case .same(let mine): mine == epoch
    }
  }
}
