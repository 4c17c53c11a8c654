import Domain
import Postgres

/// Takes the messages that name a purged person out of the outbox: no event tells an address of one (L2).
///
/// A row of which nothing is left goes.
struct EraseOutgoing: Statement {
  let patterns: ErasurePatterns

  static let sql = """
    WITH marked AS MATERIALIZED (
      SELECT o.id, array_agg(u.place ORDER BY u.place) FILTER (WHERE NOT u.is_theirs) AS left_over
      FROM outbox AS o
      CROSS JOIN LATERAL (
        SELECT
          b.place,
          EXISTS (
            SELECT FROM unnest($1::bytea[]) AS t (octets)
            WHERE strpos(e.text, encode(t.octets, 'escape')) > 0)
          AND e.text ~ $2::text AS is_theirs
        FROM unnest(o.body, o.properties) WITH ORDINALITY AS b (body, properties, place)
        CROSS JOIN LATERAL (
          SELECT
            lower(
              encode(b.body || convert_to(' ' || coalesce(b.properties, ''), 'UTF8'), 'escape')
              COLLATE "C") AS text
          OFFSET 0
        ) AS e
      ) AS u
      GROUP BY o.id
      HAVING bool_or(u.is_theirs)
    ), emptied AS (
      DELETE FROM outbox AS o
      USING marked AS m
      WHERE o.id = m.id
      AND m.left_over IS NULL
    )
    UPDATE outbox AS o
    SET
      message_count = cardinality(m.left_over),
      exchange = ARRAY(SELECT o.exchange[p] FROM unnest(m.left_over) AS u (p)),
      routing_key = ARRAY(SELECT o.routing_key[p] FROM unnest(m.left_over) AS u (p)),
      message_id = ARRAY(SELECT o.message_id[p] FROM unnest(m.left_over) AS u (p)),
      content_type = ARRAY(SELECT o.content_type[p] FROM unnest(m.left_over) AS u (p)),
      properties = ARRAY(SELECT o.properties[p] FROM unnest(m.left_over) AS u (p)),
      body = ARRAY(SELECT o.body[p] FROM unnest(m.left_over) AS u (p))
    FROM marked AS m
    WHERE o.id = m.id
    AND m.left_over IS NOT NULL
    """

  func bind(_ parameters: inout Parameters) {
    parameters.bytesArray(patterns.octets)
    parameters.text(patterns.octetPattern)
  }
}
