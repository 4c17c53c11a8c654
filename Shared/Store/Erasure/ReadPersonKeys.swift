import Domain
import Postgres

/// Reads the keys of all addresses that persons ever had, each with the profile that had it: those that stand on the
/// profiles, have left them, or came with a merge; without those that somebody else has now (L2).
///
/// An address that came with a merge or an import and went back with its end to another profile was never the
/// person's.
struct ReadPersonKeys: Statement {
  let members: [ProfileID]
  /// Keys that are known to be the person's, whatever stands in the tables.
  let named: [AddressKey]

  typealias Row = (profile: ProfileID?, key: AddressKey)

  static let sql = """
    WITH merged_profiles (id) AS MATERIALIZED (
      SELECT m.id FROM unnest($1::uuid[]) AS m (id)
    ), \(Self.former)
    SELECT u.profile_id, u.key
    FROM (
      SELECT a.profile_id, a.key FROM address AS a WHERE a.profile_id = ANY ($1::uuid[])
      UNION
      SELECT f.profile_id, f.key FROM former AS f
      UNION
      SELECT NULL, n.key FROM unnest($2::text[]) AS n (key)
    ) AS u
    WHERE NOT EXISTS (
      SELECT FROM address AS h
      WHERE h.key = u.key AND h.profile_id <> ALL ($1::uuid[])
      OFFSET 0)
    ORDER BY u.key COLLATE "C"
    """

  /// Of `address_past AS k`: the stay was the person's, and no merge or import had brought the address for a while.
  static let isTheirs = """
    (k.removed_by_type <> 'profile.unmerge'
      AND (k.removed_by_type <> 'import.undoChunk' OR k.moved_to IS NULL))
    """

  /// The addresses that have left the profiles `merged_profiles`, or came with a merge.
  static let former = """
    former (profile_id, key) AS MATERIALIZED (
      SELECT k.profile_id, k.key
      FROM address_past AS k
      WHERE k.profile_id = ANY (ARRAY(SELECT m.id FROM merged_profiles AS m))
      AND \(Self.isTheirs)
      UNION
      SELECT m.removed_id, k.key
      FROM merge AS m
      CROSS JOIN unnest(m.address_keys) AS k (key)
      WHERE m.removed_id = ANY (ARRAY(SELECT n.id FROM merged_profiles AS n))
    )
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(named) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (try row.optionalUUID(0).map { ProfileID(value: $0) }, AddressKey(stored: try row.text(1)))
  }
}

extension [AddressKey] {
  /// Each once, of keys in order.
  var withoutRepetition: Self {
    reduce(into: []) { keys, key in if keys.last != key { keys.append(key) } }
  }
}

/// Reads the tags of addresses that were erased with a person before: all that is left of them (L6).
struct ReadPersonTags: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = (key: String, octets: [UInt8], erasedAt: Timestamp, profile: ProfileID)

  static let sql = """
    SELECT e.key_id, e.tag, e.erased_at, e.profile_id
    FROM erased_address AS e
    WHERE e.profile_id = ANY ($1::uuid[])
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      try row.text(0), try row.bytes(1), try row.moment(2), ProfileID(value: try row.uuid(3))
    )
  }
}
