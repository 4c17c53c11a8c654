import Domain
import Hashing
import Postgres

/// Looks up which addresses were erased (L1, L6), by the tags that each known secret makes of them.
struct ReadErasures: Statement {
  let keys: [AddressKey]
  /// The tags of all keys, with the place of the key that each was made of.
  private let tags: [(place: Int, tag: KeyRing.Tag)]

  struct Row {
    /// The place of the key in the parameters, from 0.
    let place: Int
    let erasure: Erasure
  }

  init(keys: [AddressKey], ring: KeyRing) {
    self.keys = keys
    tags = keys.enumerated().flatMap { place, key in
      ring.tags(of: key.text).map { (place, $0) }
    }
  }

  static let sql = """
    SELECT u.place, e.kind, e.profile_id, e.erased_at
    FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS u (place, key_id, tag)
    CROSS JOIN LATERAL (
      SELECT k.kind, k.profile_id, k.erased_at
      FROM erased_address AS k
      WHERE k.key_id = u.key_id AND k.tag = u.tag AND NOT k.is_former AND k.expires_at > now()
      OFFSET 0
    ) AS e
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8Array(tags) { Int64($0.place) }
    parameters.textArray(tags) { $0.tag.key }
    parameters.bytesArray(tags) { $0.tag.octets }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    guard let kind = Erasure.Kind(rawValue: try row.int2(1)) else {
      throw .decoding(column: 1, .malformed)
    }
    return Row(
      place: Int(try row.int8(0)),
      erasure: Erasure(
        kind: kind, profile: ProfileID(value: try row.uuid(2)), at: try row.moment(3)))
  }
}
