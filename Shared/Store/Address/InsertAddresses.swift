import Domain
import Postgres

/// An address that comes onto a profile.
struct PlacedAddress {
  let key: AddressKey
  let text: String
  let uses: Uses
  let profile: ProfileID
  let position: Int64
  let provenance: Provenance
}

/// Inserts addresses, sorted by key, so that two lanes with the same new ones cannot wait for each
/// other: the later one meets `address_key_unique` (U1).
struct InsertAddresses: Statement {
  let added: [PlacedAddress]

  static let sql = """
    INSERT INTO address (
      key, key_version, profile_id, text, uses, position,
      added_at, added_by_type, added_by_source, added_by_id, added_by_actor)
    SELECT
      u.key, $1::smallint, u.profile_id, u.text, u.uses, u.position,
      u.added_at, u.type, u.source, u.id, u.actor
    FROM unnest(
      $2::text[], $3::uuid[], $4::text[], $5::smallint[], $6::bigint[], $7::timestamptz[],
      $8::text[], $9::text[], $10::text[], $11::text[])
      AS u (key, profile_id, text, uses, position, added_at, type, source, id, actor)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2(AddressKey.version)
    parameters.textArray(added) { $0.key.text }
    parameters.uuidArray(added) { $0.profile.value }
    parameters.textArray(added) { $0.text }
    parameters.int2Array(added) { $0.uses.rawValue }
    parameters.int8Array(added) { $0.position }
    parameters.provenanceArrays(added) { $0.provenance }
  }
}
