/// Recipient of whom a report speaks.
public struct ReportedRecipient: Sendable {
  /// Outcome, as a report tells it.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// It did not arrive.
    case failed
    /// It has not arrived yet.
    case delayed
    /// It arrived.
    case delivered
    /// It was given to a server that reports nothing.
    case relayed
    /// It was given to several addresses.
    case expanded

    /// Reads an action; some servers write a comment behind it.
    init?(_ value: ArraySlice<UInt8>) {
      guard let known = Self.allCases.first(where: { value.hasWordPrefix($0.rawValue) }) else {
        return nil
      }
      self = known
    }
  }

  /// Addresses of the recipient, the one that we mailed first (B7): original, final, and what else the
  /// report calls it.
  ///
  /// There is one at least. Where several recipients bear the address of one list, that comes last.
  public private(set) var addresses: [String]
  /// The `Action`, if there is one.
  public internal(set) var action: Action?
  /// The enhanced code of the server's answer, else that of the report; as it stands there.
  public private(set) var status: StatusCode?
  /// The report's own `Status`.
  public internal(set) var reportedStatus: StatusCode?
  /// The server that refused, as the report calls it.
  public internal(set) var remoteMTA: String?
  /// Time of the last try; microseconds since 1970.
  public internal(set) var lastAttemptAt: Int64?
  /// Words that were said of it, those nearest to a server's own first.
  public internal(set) var passages: [Passage]
  /// Tells whether the same words were reported of several recipients, of whom they cannot all be true.
  public internal(set) var isShared = false

  init(addresses: [String], passages: [Passage]) {
    (self.addresses, self.passages) = (addresses, passages)
  }

  /// The diagnostic text: the first passage, unfolded.
  public var diagnostic: String? { passages.first?.line }

  /// The reply code of the first answer that has one.
  public var reply: Int? {
    passages.lazy.flatMap(\.codes).compactMap(\.reply).first
  }

  /// Tells whether there is a server's answer with both its codes, which says all that prose could.
  var hasAnswer: Bool {
    passages.contains { $0.codes.contains { $0.reply != nil && $0.status != nil } }
  }

  // MARK: - Putting it together

  /// Adds an address, unless it is there in this or that case.
  mutating func add(_ address: String) {
    let key = address.lowercased()
    if !addresses.contains(where: { $0 == address || $0.lowercased() == key }) {
      addresses.append(address)
    }
  }

  /// Puts the address last that stood first: that of a list before that of its member.
  mutating func putMemberFirst() {
    addresses.append(addresses.removeFirst())
  }

  /// Adds what a notice says in prose, of each passage no more than a number of octets.
  mutating func add(_ told: ProseRecipients.Recipient, share: Int) {
    for alias in told.aliases { add(alias.text) }
    passages += Dialogue.passages(in: told.passages.map { $0.prefix(share) })
  }

  /// Takes the enhanced code of the server's answer in `Diagnostic-Code`, else the report's own, unless that
  /// says nothing (`5.0.0`) and the prose knows better.
  mutating func settleStatus() {
    var diagnosed: StatusCode?
    var told: StatusCode?
    for passage in passages where passage.source != .notice {
      guard let code = passage.codes.lazy.compactMap(\.status).first else { continue }
      if passage.source == .diagnosticCode { diagnosed = diagnosed ?? code }
      told = told ?? code
    }
    let reported = reportedStatus.flatMap { $0.subject == 0 && $0.detail == 0 ? nil : $0 }
    status = diagnosed ?? reported ?? told ?? reportedStatus
  }
}
