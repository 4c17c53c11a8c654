import Domain
import Postgres

/// Sets what a steward edits of profiles that stood before the batch, external ids apart, and raises their
/// versions: one new version of the row for both.
struct UpdateDetails: Statement {
  let details: [(profile: ProfileID, details: Details, by: Int64)]

  static let sql = """
    UPDATE profile AS p
    SET
      version = p.version + u.by,
      given_name = u.given_name,
      family_name = u.family_name,
      phone = u.phone,
      is_protected = u.is_protected
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[])
      AS u (id, given_name, family_name, phone, is_protected, by)
    WHERE p.id = ANY ($1::uuid[])
    AND p.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(details) { $0.profile.value }
    parameters.textArray(details) { $0.details.name.given }
    parameters.textArray(details) { $0.details.name.family }
    parameters.textArray(details) { $0.details.phone }
    parameters.boolArray(details) { $0.details.isProtected }
    parameters.int8Array(details) { $0.by }
  }
}
