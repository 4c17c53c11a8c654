/// Enhanced status code (RFC 3463): class, subject, detail.
public struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
  /// 2 for success, 4 for what may pass, 5 for what will not.
  public let category: Int
  /// Subject: 1 the address, 2 the mailbox, 3 the mail system, 4 the way there, 5 the protocol,
  /// 6 the content, 7 security and policy.
  public let subject: Int
  /// The case.
  public let detail: Int

  /// Puts a code together; `nil` where RFC 3463 has none like it.
  public init?(_ category: Int, _ subject: Int, _ detail: Int) {
    guard [2, 4, 5].contains(category), 0...999 ~= subject, 0...999 ~= detail else { return nil }
    (self.category, self.subject, self.detail) = (category, subject, detail)
  }

  /// Reads a code such as `5.1.1`; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let category = Int(parts[0]), let subject = Int(parts[1]),
      let detail = Int(parts[2])
    else { return nil }
    self.init(category, subject, detail)
  }

  /// The code with its dots.
  public var description: String { "\(category).\(subject).\(detail)" }
}
