import Domain
import Postgres

/// Locks the profiles that a batch touches, in the order of their ids.
///
/// All of a batch are locked with one strength, its firmest: one statement has one order, and so two
/// lanes cannot wait for each other. `FOR KEY SHARE` of those who add beside shuts out `FOR UPDATE`
/// only; `FOR NO KEY UPDATE` of those who change shuts out its like as well. Whoever changes a profile
/// locks the whole ``Domain/MergedProfiles`` with it.
protocol LockProfiles: Statement where Row == ProfileID {
  var request: LoadRequest { get }
}

extension LockProfiles {
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}

/// For a batch that only adds beside its profiles.
struct LockProfilesBeside: LockProfiles {
  let request: LoadRequest

  static let sql = """
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (
      $1::uuid[]
      || ARRAY(SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    ORDER BY p.id
    FOR KEY SHARE OF p
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(request.ids) { $0.value }
    parameters.textArray(request.keys) { $0.text }
  }
}

/// For a batch that changes one of its profiles.
struct LockProfilesChanging: LockProfiles {
  let request: LoadRequest

  static let sql = """
    WITH RECURSIVE named (id) AS MATERIALIZED (
      SELECT unnest($1::uuid[])
      UNION
      SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])
      UNION
      SELECT r.profile_id FROM registration AS r WHERE r.id = ANY ($3::uuid[])
      UNION
      SELECT s.profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT s.other_profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT r.profile_id
      FROM suggestion AS s
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM registration AS k WHERE k.id = s.registration_id OFFSET 0
      ) AS r
      WHERE s.id = ANY ($4::uuid[])
    ), upwards (id, merged_into) AS (
      SELECT n.id, p.merged_into
      FROM named AS n
      CROSS JOIN LATERAL (
        SELECT k.merged_into FROM profile AS k WHERE k.id = n.id OFFSET 0
      ) AS p
      UNION
      SELECT p.id, p.merged_into
      FROM upwards AS u
      CROSS JOIN LATERAL (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = u.merged_into OFFSET 0
      ) AS p
    ), merged_profiles (id) AS (
      SELECT u.id FROM upwards AS u
      UNION
      SELECT p.id
      FROM merged_profiles AS m
      CROSS JOIN LATERAL (
        SELECT k.id FROM profile AS k WHERE k.merged_into = m.id OFFSET 0
      ) AS p
    )
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (ARRAY(SELECT m.id FROM merged_profiles AS m))
    ORDER BY p.id
    FOR NO KEY UPDATE OF p
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }
}

/// For a batch that ends one of its profiles.
struct LockProfilesExclusive: LockProfiles {
  let request: LoadRequest

  static let sql = """
    WITH RECURSIVE named (id) AS MATERIALIZED (
      SELECT unnest($1::uuid[])
      UNION
      SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])
      UNION
      SELECT r.profile_id FROM registration AS r WHERE r.id = ANY ($3::uuid[])
      UNION
      SELECT s.profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT s.other_profile_id FROM suggestion AS s WHERE s.id = ANY ($4::uuid[])
      UNION
      SELECT r.profile_id
      FROM suggestion AS s
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM registration AS k WHERE k.id = s.registration_id OFFSET 0
      ) AS r
      WHERE s.id = ANY ($4::uuid[])
    ), upwards (id, merged_into) AS (
      SELECT n.id, p.merged_into
      FROM named AS n
      CROSS JOIN LATERAL (
        SELECT k.merged_into FROM profile AS k WHERE k.id = n.id OFFSET 0
      ) AS p
      UNION
      SELECT p.id, p.merged_into
      FROM upwards AS u
      CROSS JOIN LATERAL (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = u.merged_into OFFSET 0
      ) AS p
    ), merged_profiles (id) AS (
      SELECT u.id FROM upwards AS u
      UNION
      SELECT p.id
      FROM merged_profiles AS m
      CROSS JOIN LATERAL (
        SELECT k.id FROM profile AS k WHERE k.merged_into = m.id OFFSET 0
      ) AS p
    )
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (ARRAY(SELECT m.id FROM merged_profiles AS m))
    ORDER BY p.id
    FOR UPDATE OF p
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }
}
