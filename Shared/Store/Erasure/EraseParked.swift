import Domain
import Postgres

/// Deletes the parked messages in which a person stands: they cannot be read as data, so they are searched
/// as octets (L2); gives how many those were.
///
/// The inbox goes on saying that they were parked, unless their very ids name the person. The list of
/// parked messages is read through; it is short, or someone has other troubles.
struct EraseParked: Statement {
  let patterns: ErasurePatterns

  static let sql = """
    WITH gone AS (
      DELETE FROM parked AS p
      WHERE p.id = ANY (ARRAY(\(ErasurePatterns.parkedSearch)))
      RETURNING p.message_id, p.source
    ), forgotten AS (
      DELETE FROM inbox AS i
      USING gone AS g
      WHERE i.message_id = g.message_id
      AND i.source = g.source
      AND lower(concat_ws(' ', i.message_id, i.source, i.type) COLLATE "C") ~ $2::text
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    patterns.bindAll(&parameters)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}

extension ErasurePatterns {
  /// The ids of the parked messages in which a person stands, for `$1` to `$6`: what a purge deletes and an
  /// extract tells.
  static let parkedSearch = """
    SELECT k.id
    FROM (
      SELECT
        p.id,
        p.body AS octets,
        lower(encode(p.body, 'escape') COLLATE "C") AS body,
        lower(
          concat_ws(' ', p.source, p.message_id, p.type, p.routing_key, p.path, p.properties)
          COLLATE "C") AS rest
      FROM parked AS p
      OFFSET 0
    ) AS k
    WHERE EXISTS (SELECT FROM unnest($1::text[]) AS t (text) WHERE strpos(k.rest, t.text) > 0)
      AND k.rest ~ $2::text
    OR EXISTS (
        SELECT FROM unnest($3::bytea[]) AS t (octets)
        WHERE strpos(k.body, encode(t.octets, 'escape')) > 0)
      AND k.body ~ $4::text
    OR EXISTS (
        SELECT FROM unnest($5::bytea[]) AS t (octets) WHERE position(t.octets IN k.octets) > 0)
      AND EXISTS (
        SELECT FROM unnest($6::bytea[]) AS t (octets) WHERE position(t.octets IN k.octets) > 0)
    """

  /// Its parameters.
  func bindAll(_ parameters: inout Parameters) {
    parameters.textArray(texts)
    parameters.text(textPattern)
    parameters.bytesArray(octets)
    parameters.text(octetPattern)
    parameters.bytesArray(base64)
    parameters.bytesArray(wholeBase64)
  }
}
