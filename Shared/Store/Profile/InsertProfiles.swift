import Domain
import Postgres

/// Inserts the profiles that the batch made.
struct InsertProfiles: Statement {
  let profiles: [Profile]

  static let sql = """
    INSERT INTO profile (
      id, state, version, is_protected, given_name, family_name, phone, merged_into, created_at)
    SELECT
      u.id, u.state, u.version, u.is_protected, u.given_name, u.family_name, u.phone,
      u.merged_into, u.created_at
    FROM unnest(
      $1::uuid[], $2::smallint[], $3::bigint[], $4::boolean[], $5::text[], $6::text[],
      $7::text[], $8::uuid[], $9::timestamptz[])
      AS u (
        id, state, version, is_protected, given_name, family_name, phone, merged_into, created_at)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.id.value }
    parameters.int2Array(profiles) { $0.state.rawValue }
    parameters.int8Array(profiles) { $0.version }
    parameters.boolArray(profiles) { $0.isProtected }
    parameters.textArray(profiles) { $0.name.given }
    parameters.textArray(profiles) { $0.name.family }
    parameters.textArray(profiles) { $0.phone }
    parameters.uuidArray(profiles) { $0.mergedInto?.value }
    parameters.timestampArray(profiles) { $0.createdAt.microseconds }
  }
}
