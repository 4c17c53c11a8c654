import Domain
import Postgres

/// Reads profiles as they stand, of whatever state, by id; protected where one is hidden, through merges too
/// (L8).
///
/// A page is reached by the index, however many were before it.
struct ListSnapshots: Statement {
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT \(ProfileSnapshot.columns)
    FROM profile AS p
    WHERE p.id >= coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid)
    AND p.id IS DISTINCT FROM $1
    ORDER BY p.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileSnapshot {
    try row.profileSnapshot()
  }
}

extension ProfileSnapshot {
  /// Of `profile AS p`; protected where it is hidden, through merges too (L8).
  static let columns = """
    p.id, p.version, p.state, \(HiddenProfile.profile), p.given_name, p.family_name, p.phone,
    p.merged_into, p.created_at, p.state_before_death,
    ARRAY(SELECT a.key FROM address AS a WHERE a.profile_id = p.id ORDER BY a.position, a.key),
    ARRAY(SELECT a.text FROM address AS a WHERE a.profile_id = p.id ORDER BY a.position, a.key),
    ARRAY(SELECT a.uses FROM address AS a WHERE a.profile_id = p.id ORDER BY a.position, a.key),
    ARRAY(
      SELECT m.since
      FROM address AS a
      LEFT JOIN mark AS m ON m.key = a.key
      WHERE a.profile_id = p.id
      ORDER BY a.position, a.key),
    ARRAY(
      SELECT m.status
      FROM address AS a
      LEFT JOIN mark AS m ON m.key = a.key
      WHERE a.profile_id = p.id
      ORDER BY a.position, a.key),
    ARRAY(SELECT e.system FROM external_id AS e WHERE e.profile_id = p.id ORDER BY e.system),
    ARRAY(SELECT e.value FROM external_id AS e WHERE e.profile_id = p.id ORDER BY e.system),
    ARRAY(SELECT o.topic FROM opt_out AS o WHERE o.profile_id = p.id)
    """
}

extension RowReader {
  /// Reads all columns of a profile's snapshot, from the first.
  func profileSnapshot() throws(PostgresError) -> ProfileSnapshot {
    var profile = try profile(0)
    let (keys, texts) = (try textArray(10), try textArray(11))
    let uses = try int2Array(12)
    let (since, status) = (try timestampArrayWithNulls(13), try textArrayWithNulls(14))
    var marks: [AddressKey: Mark] = [:]
    // One statement: the arrays of one row are of one length.
    for place in keys.indices {
      let key = AddressKey(stored: keys[place])
      profile.addresses.append(
        Address(EmailAddress(stored: texts[place], key: key), uses: Uses(rawValue: uses[place])))
      marks[key] = since[place].map {
        Mark(since: Timestamp(microseconds: $0), status: status[place])
      }
    }
    let values = try textArray(16)
    for (place, system) in try textArray(15).enumerated() {
      profile.externalIDs[system] = values[place]
    }
    profile.optedOut = Set(try textArray(17))
    return ProfileSnapshot(profile: profile, marks: marks)
  }
}

/// Counts the profiles behind one, or all.
struct CountProfiles: Statement {
  let after: ProfileID?

  static let sql = """
    SELECT count(*) FROM profile AS p WHERE $1::uuid IS NULL OR p.id > $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}
