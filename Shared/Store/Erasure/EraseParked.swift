import Domain
import Postgres

/// Deletes the parked messages in which a person stands: they cannot be read as data, so they are searched
/// as octets (L2). The inbox goes on saying that they were parked.
///
/// It reads the list of parked messages through; that list is short, or someone has other troubles.
struct EraseParked: Statement {
  typealias Row = Never

  let traces: Traces

  static let sql = """
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
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(traces.texts)
    parameters.text(traces.textPattern)
    parameters.bytesArray(traces.octets)
    parameters.text(traces.octetPattern)
    parameters.bytesArray(traces.base64)
    parameters.bytesArray(traces.wholeBase64)
  }
}
