import Domain
import Postgres

/// Locks the profiles that a batch touches, by id or through a key, in the order of their ids.
///
/// All of a batch are locked with one strength, its firmest: one statement has one order, and so two
/// lanes cannot wait for each other. `FOR KEY SHARE` of those who add beside shuts out `FOR UPDATE`
/// only; `FOR NO KEY UPDATE` of those who change shuts out its like as well.
protocol LockProfiles: Statement where Row == ProfileID {
  var ids: [ProfileID] { get }
  var keys: [AddressKey] { get }
}

extension LockProfiles {
  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.textArray(keys) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}

/// For a batch that only adds beside its profiles.
struct LockProfilesBeside: LockProfiles {
  let ids: [ProfileID]
  let keys: [AddressKey]

  static let sql = """
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (
      $1::uuid[]
      || ARRAY(SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    ORDER BY p.id
    FOR KEY SHARE OF p
    """
}

/// For a batch that changes one of its profiles.
struct LockProfilesChanging: LockProfiles {
  let ids: [ProfileID]
  let keys: [AddressKey]

  static let sql = """
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (
      $1::uuid[]
      || ARRAY(SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    ORDER BY p.id
    FOR NO KEY UPDATE OF p
    """
}

/// For a batch that ends one of its profiles.
struct LockProfilesEnding: LockProfiles {
  let ids: [ProfileID]
  let keys: [AddressKey]

  static let sql = """
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (
      $1::uuid[]
      || ARRAY(SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($2::text[])))
    ORDER BY p.id
    FOR UPDATE OF p
    """
}
