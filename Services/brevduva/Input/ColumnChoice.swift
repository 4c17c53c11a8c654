import Domain

/// A column of a file, and what somebody says that it is for (P2).
struct ColumnChoice: Hashable, Sendable {
  /// The fields that there are, in the contract's words.
  static let fields =
    "profileId, externalId:SYSTEM, givenName, familyName, phone, email.primary, email.work, "
    + "email.private, email.student, email.additional, optOut, optOut:TOPIC, undeliverable, deceased "
    + "or protected"

  /// Its header.
  let header: String
  /// Its purpose.
  let field: ImportField

  /// The choice as it is typed.
  var text: String { "\(header)=\(field)" }
}
