/// Remembers what was published until the broker has answered for it.
///
/// A state machine without I/O: it is told of each publish and of each event, and says which tokens
/// are settled and how. Confirms may come out of order and for many at once; a message that no queue
/// took is returned first and confirmed after.
public struct OutstandingConfirms<Token: Sendable>: Sendable {
  /// End of a publish.
  public enum Settlement: Sendable, Hashable {
    /// The broker keeps it.
    case confirmed
    /// The broker could not keep it: publish it again.
    case rejected
    /// No queue takes it: it comes back whenever it is published with this routing key.
    case returned(Returned)
  }

  private struct Pending: Sendable {
    let token: Token
    let messageID: String?
    var returned: Returned?
  }

  /// Slots by sequence number; a settled one is empty until all before it are.
  private var slots: [Pending?] = []
  /// The first slot that is still of use.
  private var head = 0
  /// The sequence number of the slot at `head`.
  private var first: UInt64 = 1

  /// The sequence number from which on a return is looked for: behind that of the last one.
  private var nextReturn: UInt64 = 1

  /// Number of publishes that are not settled.
  public private(set) var count = 0

  /// Nothing is published yet.
  public init() {}

  /// `true` if all are settled.
  public var isEmpty: Bool { count == 0 }

  /// Notes a publish under the sequence number that it was given.
  ///
  /// - Parameters:
  ///   - sequence: what ``Connection/publish(_:exchange:routingKey:mandatory:)`` returned.
  ///   - messageID: its message id, by which a return is known; `nil` if it is not mandatory.
  ///   - token: what the caller knows the message by.
  public mutating func track(_ sequence: UInt64, messageID: String? = nil, _ token: Token) {
    let next = first + UInt64(slots.count - head)
    precondition(
      sequence >= next, "A sequence number is noted once, and in the order of publishing.")
    if slots.count == head {
      slots.removeAll(keepingCapacity: true)
      head = 0
      first = sequence
    } else {
      for _ in next..<sequence { slots.append(nil) }
    }
    slots.append(Pending(token: token, messageID: messageID, returned: nil))
    count += 1
  }

  /// Takes an event and hands out each token that it settles, in the order of publishing.
  ///
  /// Other events, and answers for what is not pending, settle nothing.
  public mutating func settle(
    _ event: borrowing Event, _ settled: (Token, Settlement) -> Void
  ) {
    switch event {
    case .confirmed(let sequence, let multiple):
      settle(sequence, multiple, as: .confirmed, settled)
    case .rejected(let sequence, let multiple):
      settle(sequence, multiple, as: .rejected, settled)
    case .returned(let returned):
      track(returned)
    case .delivery, .cancelled, .blocked, .unblocked, .closed:
      break
    }
  }

  private mutating func settle(
    _ sequence: UInt64, _ multiple: Bool, as settlement: Settlement,
    _ settled: (Token, Settlement) -> Void
  ) {
    guard sequence >= first || (multiple && sequence == 0) else { return }
    // RabbitMQ never sends 0, which AMQP reads as "all".
    let last = sequence == 0 ? slots.count - 1 : place(of: sequence)
    guard last >= head, last < slots.count || multiple else { return }
    let end = min(last, slots.count - 1)
    for place in (multiple ? head : end)..<(end + 1) {
      guard let pending = slots[place] else { continue }
      slots[place] = nil
      count -= 1
      settled(pending.token, settlement.of(pending.returned))
    }
    drop()
  }

  private func place(of sequence: UInt64) -> Int {
    let distance = sequence - first
    return distance >= UInt64(slots.count - head) ? slots.count : head + Int(distance)
  }

  /// Matches a return, which names no sequence number, with its publish.
  ///
  /// Messages are returned in the order in which they were published, copies of one among them; so the
  /// search goes on where the last one ended, and not past all that were returned before.
  private mutating func track(_ returned: Returned) {
    guard let id = returned.messageID else { return }
    let start = nextReturn > first ? min(place(of: nextReturn), slots.count) : head
    let places = [start..<slots.count, head..<start].joined()
    let found = places.first { slots[$0]?.messageID == id && slots[$0]?.returned == nil }
    guard let found else { return }
    slots[found]?.returned = returned
    nextReturn = first + UInt64(found - head) + 1
  }

  /// Lets go of settled slots at the front, and now and then of their memory.
  private mutating func drop() {
    while head < slots.count, slots[head] == nil {
      head += 1
      first += 1
    }
    if head > 1024, head > slots.count / 2 {
      slots.removeFirst(head)
      head = 0
    }
  }
}

extension OutstandingConfirms.Settlement {
  /// Returns the settlement with a return, which outweighs the confirm that follows it, but not a
  /// rejection.
  fileprivate func of(_ returned: Returned?) -> Self {
    guard let returned, self == .confirmed else { return self }
    return .returned(returned)
  }
}
