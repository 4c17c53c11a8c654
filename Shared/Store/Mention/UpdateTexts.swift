import Domain
import Postgres

/// Writes texts back from which somebody was cut out, each in the row that was locked.
///
/// A row that is known by its texts stays as it was where another one has them already, or nothing is left of
/// them: ``DeleteTexts`` takes it out.
struct UpdateTexts: Statement {
  let rows: [TextRow]

  static let sql = """
    WITH changed AS MATERIALIZED (
      SELECT u.part, u.place::tid AS place, u.texts::jsonb AS t
      FROM unnest($1::smallint[], $2::text[], $3::text[]) AS u (part, place, texts)
    ), registrations AS (
      UPDATE registration AS r
      SET content = (u.t ->> 0)::jsonb, event_id = u.t ->> 1, source = u.t ->> 2,
        message_id = u.t ->> 3, matched_key = u.t ->> 4
      FROM changed AS u
      WHERE u.part = 0 AND r.ctid = u.place
    ), suggestions AS (
      UPDATE suggestion AS s
      SET evidence = u.t ->> 0
      FROM changed AS u
      WHERE u.part = 1 AND s.ctid = u.place AND u.t ->> 0 <> ''
      AND NOT EXISTS (
        SELECT FROM suggestion AS k
        WHERE md5(k.evidence) = md5(u.t ->> 0)
        AND k.kind = s.kind
        AND k.profile_id IS NOT DISTINCT FROM s.profile_id
        AND k.other_profile_id IS NOT DISTINCT FROM s.other_profile_id
        OFFSET 0)
    ), profiles AS (
      UPDATE profile AS p
      SET given_name = u.t ->> 0, family_name = u.t ->> 1, phone = u.t ->> 2
      FROM changed AS u
      WHERE u.part = 2 AND p.ctid = u.place
    ), external_ids AS (
      UPDATE external_id AS e
      SET system = u.t ->> 0, value = u.t ->> 1
      FROM changed AS u
      WHERE u.part = 3 AND e.ctid = u.place AND u.t ->> 1 <> ''
      AND NOT EXISTS (
        SELECT FROM external_id AS k
        WHERE k.system = u.t ->> 0 AND k.value = u.t ->> 1
        OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM external_id AS k
        WHERE k.profile_id = e.profile_id AND k.system = u.t ->> 0 AND k.system <> e.system
        OFFSET 0)
    ), opt_outs AS (
      UPDATE opt_out AS o
      SET topic = u.t ->> 0, by_source = u.t ->> 1, by_id = u.t ->> 2
      FROM changed AS u
      WHERE u.part = 4 AND o.ctid = u.place AND u.t ->> 0 <> ''
      AND NOT EXISTS (
        SELECT FROM opt_out AS k
        WHERE k.profile_id = o.profile_id AND k.topic = u.t ->> 0 AND k.topic <> o.topic
        OFFSET 0)
    ), addresses AS (
      UPDATE address AS a
      SET added_by_source = u.t ->> 0, added_by_id = u.t ->> 1,
        uses_changed_by_source = u.t ->> 2, uses_changed_by_id = u.t ->> 3
      FROM changed AS u
      WHERE u.part = 5 AND a.ctid = u.place
    ), past AS (
      UPDATE address_past AS a
      SET added_by_source = u.t ->> 0, added_by_id = u.t ->> 1, removed_by_source = u.t ->> 2,
        removed_by_id = u.t ->> 3
      FROM changed AS u
      WHERE u.part = 6 AND a.ctid = u.place
    ), merges AS (
      UPDATE merge AS m
      SET given_name = u.t ->> 0, family_name = u.t ->> 1, phone = u.t ->> 2,
        external_systems = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 3)::jsonb)),
        external_values = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 4)::jsonb)),
        topics = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 5)::jsonb)),
        affirmed = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 6)::jsonb))
      FROM changed AS u
      WHERE u.part = 7 AND m.ctid = u.place
    ), marks AS (
      UPDATE mark AS m
      SET status = u.t ->> 0, reason = u.t ->> 1, diagnostic = u.t ->> 2, gateway_id = u.t ->> 3,
        changed_by_source = u.t ->> 4, changed_by_id = u.t ->> 5
      FROM changed AS u
      WHERE u.part = 8 AND m.ctid = u.place
    ), handled AS (
      UPDATE inbox AS i
      SET message_id = u.t ->> 0, source = u.t ->> 1, type = u.t ->> 2
      FROM changed AS u
      WHERE u.part = 9 AND i.ctid = u.place
      AND NOT EXISTS (
        SELECT FROM inbox AS k
        WHERE k.message_id = u.t ->> 0 AND k.source = u.t ->> 1
        AND (k.message_id, k.source) <> (i.message_id, i.source)
        OFFSET 0)
    ), refusals AS (
      UPDATE refused AS f
      SET message_id = u.t ->> 0, source = u.t ->> 1, type = u.t ->> 2
      FROM changed AS u
      WHERE u.part = 10 AND f.ctid = u.place
      AND NOT EXISTS (
        SELECT FROM refused AS k
        WHERE k.message_id = u.t ->> 0 AND k.source = u.t ->> 1
        AND (k.message_id, k.source) <> (f.message_id, f.source)
        OFFSET 0)
    ), bounces AS (
      UPDATE bounce AS b
      SET send = u.t ->> 0, diagnostic = u.t ->> 1, gateway_id = u.t ->> 2,
        mailing = nullif(u.t ->> 3, ''), evidence = (u.t ->> 4)::jsonb, source = u.t ->> 5,
        message_id = u.t ->> 6
      FROM changed AS u
      WHERE u.part = 12 AND b.ctid = u.place
      AND NOT EXISTS (
        SELECT FROM bounce AS k
        WHERE k.key = b.key AND k.send = u.t ->> 0 AND k.send <> b.send
        OFFSET 0)
    ), suppressions AS (
      UPDATE suppression AS s
      SET reason = u.t ->> 0
      FROM changed AS u
      WHERE u.part = 13 AND s.ctid = u.place
    ), imports AS (
      UPDATE import AS i
      SET headers = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 0)::jsonb)),
        fields = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 1)::jsonb)),
        overwritten = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 2)::jsonb)),
        sheet = u.t ->> 3, source = u.t ->> 4, message_id = u.t ->> 5
      FROM changed AS u
      WHERE u.part = 14 AND i.ctid = u.place
    ), import_lines AS (
      UPDATE import_line AS l
      SET cells = u.t ->> 0, column_header = u.t ->> 1
      FROM changed AS u
      WHERE u.part = 15 AND l.ctid = u.place
    ), import_profiles AS (
      UPDATE import_profile AS p
      SET given_name = u.t ->> 0, family_name = u.t ->> 1, phone = u.t ->> 2,
        external_systems = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 3)::jsonb)),
        external_values = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 4)::jsonb)),
        topics = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 5)::jsonb))
      FROM changed AS u
      WHERE u.part = 16 AND p.ctid = u.place
    ), notes AS (
      UPDATE note AS n
      SET subject = u.t ->> 0, body = u.t ->> 1, participants = (u.t ->> 2)::jsonb,
        attachments = (u.t ->> 3)::jsonb, forwarded_from = nullif(u.t ->> 4, ''),
        source = u.t ->> 5, message_id = u.t ->> 6
      FROM changed AS u
      WHERE u.part = 17 AND n.ctid = u.place
    ), mailings AS (
      UPDATE mailing AS m
      SET event_ids = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 0)::jsonb)),
        except_event_ids = ARRAY(SELECT jsonb_array_elements_text((u.t ->> 1)::jsonb)),
        topic = u.t ->> 2, subject = u.t ->> 3, body_text = u.t ->> 4, body_html = u.t ->> 5,
        source = u.t ->> 6, message_id = u.t ->> 7
      FROM changed AS u
      WHERE u.part = 20 AND m.ctid = u.place
    )
    UPDATE erasure AS e
    SET decision = u.t ->> 0, source = u.t ->> 1, message_id = u.t ->> 2
    FROM changed AS u
    WHERE u.part = 11 AND e.ctid = u.place
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(rows) { $0.table.rawValue }
    parameters.textArray(rows) { $0.place }
    parameters.textArray(rows) { $0.json }
  }
}

/// Takes out the rows that ``UpdateTexts`` left as they were: those are in their places still.
struct DeleteTexts: Statement {
  let rows: [TextRow]

  static let sql = """
    WITH left_over AS MATERIALIZED (
      SELECT u.part, u.place::tid AS place
      FROM unnest($1::smallint[], $2::text[]) AS u (part, place)
    ), suggestions AS (
      DELETE FROM suggestion AS s USING left_over AS u WHERE u.part = 1 AND s.ctid = u.place
    ), external_ids AS (
      DELETE FROM external_id AS e USING left_over AS u WHERE u.part = 3 AND e.ctid = u.place
    ), opt_outs AS (
      DELETE FROM opt_out AS o USING left_over AS u WHERE u.part = 4 AND o.ctid = u.place
    ), handled AS (
      DELETE FROM inbox AS i USING left_over AS u WHERE u.part = 9 AND i.ctid = u.place
    ), bounces AS (
      DELETE FROM bounce AS b USING left_over AS u WHERE u.part = 12 AND b.ctid = u.place
    )
    DELETE FROM refused AS f USING left_over AS u WHERE u.part = 10 AND f.ctid = u.place
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(rows) { $0.table.rawValue }
    parameters.textArray(rows) { $0.place }
  }
}

/// Deletes registrations that are held, and were made by somebody who is erased (L2).
struct DeleteHeld: Statement {
  let places: [String]

  static let sql = """
    DELETE FROM registration AS r
    USING unnest($1::text[]) AS u (place)
    WHERE r.ctid = u.place::tid
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(places)
  }
}
