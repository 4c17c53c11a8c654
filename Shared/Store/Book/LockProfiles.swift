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

/// Locks for a batch that only adds beside its profiles.
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

/// Locks for a batch that changes one of its profiles.
struct LockProfilesChanging: LockProfiles {
  let request: LoadRequest

  static let sql = """
    \(Self.merged)
    FOR NO KEY UPDATE OF p
    """

  /// The profiles that are named, with all that are one with them.
  fileprivate static let merged = """
    WITH RECURSIVE \(LoadRequest.namedProfiles), \(LoadRequest.mergedProfiles)
    SELECT p.id
    FROM profile AS p
    WHERE p.id = ANY (ARRAY(SELECT m.id FROM merged_profiles AS m))
    ORDER BY p.id
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }
}

/// Locks for a batch that ends one of its profiles, or joins it with another.
struct LockProfilesExclusive: LockProfiles {
  let request: LoadRequest

  static let sql = """
    \(LockProfilesChanging.merged)
    FOR UPDATE OF p
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }
}
