import Domain
import Postgres

/// Finds who holds an address, unless the profile is hidden (L8).
struct FindHolder: Statement {
  let key: AddressKey

  static let sql = """
    SELECT p.id
    FROM address AS a
    JOIN profile AS p ON p.id = a.profile_id
    WHERE a.key = $1
    AND NOT \(HiddenProfile.profile)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(key.text)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}

/// Finds profiles by a part of their name or of an address; no hidden one (L8).
///
/// It reads the tables through, which a person at the command line may do and a message may not. Case
/// and order are those of Unicode, whatever the database's own collation is.
struct FindProfiles: Statement {
  let text: String
  let limit: Int

  static let sql = """
    SELECT \(ProfileSummary.columns)
    FROM profile AS p
    WHERE p.state <> 3
    AND NOT \(HiddenProfile.profile)
    AND (
      concat_ws(' ', p.given_name, p.family_name) ILIKE $1 COLLATE "und-x-icu"
      OR p.id IN (
        SELECT a.profile_id
        FROM address AS a
        WHERE a.text ILIKE $1 COLLATE "und-x-icu" OR a.key ILIKE $1 COLLATE "und-x-icu"))
    ORDER BY
      p.family_name COLLATE "und-x-icu", p.given_name COLLATE "und-x-icu", p.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text("%\(Self.escaped(text))%")
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileSummary {
    try row.profileSummary()
  }

  /// The text with its own `%`, `_` and `\` meaning themselves.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
