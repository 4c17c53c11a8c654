/// Rules of matching that are configured.
public struct MatchingRules: Hashable, Sendable {
  /// Local parts, in lower case, of mailboxes that belong to an office and not to a person (M7).
  public let roleMailboxes: Set<String>

  /// Takes local parts in any case.
  public init(roleMailboxes: some Sequence<String>) {
    self.roleMailboxes = Set(roleMailboxes.map { $0.trimmed.lowercased() })
  }

  /// The rules where nothing is configured.
  public static let standard = MatchingRules(
    roleMailboxes: """
      abuse admin bokning contact donotreply ekonomi expedition faktura help helpdesk hostmaster
      hr info invoice kansli kontakt kundtjanst kundtjänst mail mailer-daemon no-reply nobody
      noreply office order post postmaster reception receptionen registrar registrator root
      sales security service support webmaster
      """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Returns whether an address is a role mailbox, at whatever domain.
  public func isRoleMailbox(_ key: AddressKey) -> Bool {
    guard let separator = key.text.utf8.lastIndex(of: .at) else { return false }
    return roleMailboxes.contains(String(key.text[..<separator]))
  }
}
