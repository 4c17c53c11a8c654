/// An order of a test to make the process fail somewhere: `name:action[:n][@message-id]`.
public struct FailpointOrder: Hashable, Sendable {
  /// A way to fail.
  public enum Action: Hashable, Sendable {
    /// SIGKILL to itself: no deferred work, no flush.
    case exit
    /// SIGABRT to itself.
    case abort
    /// The lane stands still for ever.
    case hang
    /// The lane stands still for a while.
    case pause(milliseconds: Int)
    /// An error is thrown.
    case `throw`
  }

  /// The place.
  public let point: Failpoint
  /// The way to fail.
  public let action: Action
  /// Pass at which it fails, counted from 1 over all lanes; `nil` for every pass.
  public let pass: Int?
  /// Message that a batch must hold for its passes to count; `nil` for all batches.
  public let messageID: String?

  init(parsing text: String) throws(Flaw) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    messageID = halves.count == 2 ? String(halves[1]) : nil
    var words = halves[0].split(separator: ":", omittingEmptySubsequences: false)[...]
    guard let name = words.popFirst(), let point = Failpoint(rawValue: String(name)) else {
      let names = Failpoint.allCases.map(\.rawValue).joined(separator: ", ")
      throw Flaw("names no failpoint (there are \(names))")
    }
    self.point = point
    action = try Self.action(in: &words)
    if let count = words.popFirst() {
      guard let number = Int(count), number > 0 else {
        throw Flaw("counts", quoting: count)
      }
      pass = number
    } else {
      pass = nil
    }
    guard words.isEmpty, messageID != "" else { throw Flaw("is", quoting: text) }
  }

  private static func action(in words: inout ArraySlice<Substring>) throws(Flaw) -> Action {
    switch words.popFirst() {
    case "exit": return .exit
    case "abort": return .abort
    case "hang": return .hang
    case "throw": return .throw
    case "sleep":
      guard let time = words.popFirst().flatMap({ Int($0) }), (0...3_600_000).contains(time) else {
        throw Flaw("sleeps for no time in milliseconds")
      }
      return .pause(milliseconds: time)
    case let other: throw Flaw("has the action", quoting: other ?? "")
    }
  }
}
