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
      USING (
        SELECT
          k.id,
          lower(encode(k.body, 'escape') COLLATE "C") AS body,
          lower(
            concat_ws(
              ' ', k.source, k.message_id, k.type, k.routing_key, k.path, k.properties)
            COLLATE "C") AS rest
        FROM parked AS k
        OFFSET 0
      ) AS k
      WHERE p.id = k.id
      AND (
        EXISTS (SELECT FROM unnest($1::text[]) AS t (text) WHERE strpos(k.rest, t.text) > 0)
          AND k.rest ~ $2::text
        OR EXISTS (
            SELECT FROM unnest($3::bytea[]) AS t (octets)
            WHERE strpos(k.body, encode(t.octets, 'escape')) > 0)
          AND k.body ~ $4::text
        OR EXISTS (
            SELECT FROM unnest($5::bytea[]) AS t (octets) WHERE position(t.octets IN p.body) > 0)
          AND EXISTS (
            SELECT FROM unnest($6::bytea[]) AS t (octets) WHERE position(t.octets IN p.body) > 0))
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
    parameters.textArray(patterns.texts)
    parameters.text(patterns.textPattern)
    parameters.bytesArray(patterns.octets)
    parameters.text(patterns.octetPattern)
    parameters.bytesArray(patterns.base64)
    parameters.bytesArray(patterns.wholeBase64)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}
