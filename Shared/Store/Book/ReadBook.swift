import Domain
import Postgres

/// Reads what a batch touches, in a statement after the one that locked it, so that it sees what the
/// lock waited for.
///
/// One statement for all parts, so that the keys are looked up once: profiles first, then addresses,
/// external ids and suggestions, each in the order of the profiles.
struct ReadBook: Statement {
  let ids: [ProfileID]
  let keys: [AddressKey]

  /// One row: a profile, or something that belongs to one read before.
  enum Row {
    case profile(Profile)
    case address(Address, on: ProfileID)
    case externalID(ExternalID, on: ProfileID)
    case suggestion(Suggestion.Identity)
    /// What a newer program wrote and this one cannot make.
    case unread
  }

  static let sql = """
    WITH wanted AS MATERIALIZED (
      SELECT
        p.id, p.version, p.state, p.is_protected, p.given_name, p.family_name, p.phone,
        p.merged_into
      FROM profile AS p
      WHERE p.id = ANY (
        $1::uuid[]
        || ARRAY(SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    )
    SELECT
      0::smallint AS part, w.id, w.version AS number, w.state AS bits, w.is_protected,
      w.given_name AS first, w.family_name AS second, w.phone AS third, w.merged_into AS other
    FROM wanted AS w
    UNION ALL
    SELECT 1::smallint, a.profile_id, a.position, a.uses, false, a.key, a.text, NULL, NULL
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.position, k.uses, k.key, k.text
      FROM address AS k
      WHERE k.profile_id = w.id
      OFFSET 0
    ) AS a
    UNION ALL
    SELECT 2::smallint, e.profile_id, 0, 0::smallint, false, e.system, e.value, NULL, NULL
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.system, k.value
      FROM external_id AS k
      WHERE k.profile_id = w.id
      OFFSET 0
    ) AS e
    UNION ALL
    SELECT 3::smallint, s.profile_id, 0, 0::smallint, false, s.kind, s.evidence, NULL, s.other_profile_id
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.kind, k.evidence, k.other_profile_id
      FROM suggestion AS k
      WHERE k.profile_id = w.id
      OFFSET 0
    ) AS s
    UNION ALL
    SELECT 3::smallint, s.profile_id, 0, 0::smallint, false, s.kind, s.evidence, NULL, s.other_profile_id
    FROM wanted AS w
    CROSS JOIN LATERAL (
      SELECT k.profile_id, k.kind, k.evidence, k.other_profile_id
      FROM suggestion AS k
      WHERE k.other_profile_id = w.id
      OFFSET 0
    ) AS s
    ORDER BY part, id, number
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.textArray(keys) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let id = ProfileID(value: try row.uuid(1))
    switch try row.int2(0) {
    case 0: return .profile(try profile(id, row))
    case 1:
      let key = AddressKey(stored: try row.text(5))
      let address = EmailAddress(stored: try row.text(6), key: key)
      return .address(Address(address, uses: Uses(rawValue: try row.int2(3))), on: id)
    case 2:
      return .externalID(ExternalID(system: try row.text(5), value: try row.text(6)), on: id)
    default:
      guard let kind = Suggestion.Kind(rawValue: try row.text(5)) else { return .unread }
      let other = try row.optionalUUID(8).map { ProfileID(value: $0) }
      return .suggestion(
        Suggestion.Identity(
          kind: kind, profiles: [id] + (other.map { [$0] } ?? []), evidence: try row.text(6)))
    }
  }

  private static func profile(
    _ id: ProfileID, _ row: borrowing RowReader
  ) throws(PostgresError) -> Profile {
    guard let state = Profile.State(rawValue: try row.int2(3)) else {
      throw .decoding(column: 3, .malformed)
    }
    return Profile(
      id: id, state: state, version: try row.int8(2),
      name: Name(given: try row.optionalText(5), family: try row.optionalText(6)),
      phone: try row.optionalText(7), isProtected: try row.bool(4),
      mergedInto: try row.optionalUUID(8).map { ProfileID(value: $0) })
  }
}
