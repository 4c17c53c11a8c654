import Domain
import Postgres

/// Begins to read the file of an import, in the place of a reading that has come to a stand, whose rows go.
///
/// No row comes back where the import has begun, or another reading has kept rows a moment ago.
struct BeginReading: Statement {
  let id: ImportID

  static let sql = """
    WITH begun AS (
      INSERT INTO import AS i (
        id, hash, headers, fields, replaces, overwritten, repairs, updates_only, allowed, is_dry_run,
        language, total, begun_at, source, message_id, reading, read_at)
      VALUES (
        $1, '', '{}', '{}', false, '{}', false, false, '{}', false, '', 0, now(), '', '',
        gen_random_uuid(), clock_timestamp())
      ON CONFLICT ON CONSTRAINT import_id_unique DO UPDATE
      SET
        reading = excluded.reading, read_at = excluded.read_at, begun_at = excluded.begun_at,
        total = 0
      WHERE i.read_at < clock_timestamp() - interval '10 seconds'
      RETURNING i.id, i.reading
    ), gone AS (
      DELETE FROM import_line AS l
      WHERE l.import_id = $1
      AND EXISTS (SELECT FROM begun)
    ), forgotten AS (
      DELETE FROM import_mention AS m
      WHERE m.import_id = $1
      AND EXISTS (SELECT FROM begun)
    )
    SELECT b.reading FROM begun AS b
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> UInt128 {
    try row.uuid(0)
  }
}

/// Deletes readings that have kept nothing for 7 days, once their rows are gone, a portion of them; one worker at a
/// time, and whoever comes meanwhile deletes none.
///
/// A reading is nothing but an attempt: whoever tries the file again begins anew. One that is begun again at this
/// moment has moved from its place, and stays.
struct DeleteOldReadings: Statement {
  static let sql = """
    WITH gone AS (
      DELETE FROM import AS i
      WHERE i.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM import AS o
        WHERE (SELECT \(Retention.turn))
        AND o.id = ANY (ARRAY(\(Self.old)))
        AND NOT EXISTS (SELECT FROM import_line AS l WHERE l.import_id = o.id OFFSET 0)
        AND NOT EXISTS (SELECT FROM import_mention AS m WHERE m.import_id = o.id OFFSET 0)
        LIMIT $1))
      RETURNING 1
    )
    SELECT count(*) FROM gone
    """

  /// The readings that came to a stand so long ago.
  static let old = """
    SELECT i.id
    FROM import AS i
    WHERE coalesce(i.ended_at, i.begun_at) <= now() - interval '7 days'
    AND i.read_at <= now() - interval '7 days'
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}

/// Keeps rows while a file is read; none where the reading is no longer valid.
struct KeepImportLines: Statement {
  let reading: ImportReading
  let lines: [InsertImportLines.Line]

  init(_ portions: [ImportPortion], _ reading: ImportReading) {
    self.reading = reading
    lines = portions.flatMap(InsertImportLines.lines)
  }

  static let sql = """
    WITH held AS (
      UPDATE import AS i
      SET total = i.total + cardinality($2::integer[]), read_at = clock_timestamp()
      WHERE i.id = $1
      AND i.reading = $7
      RETURNING i.id
    ), kept AS (
      INSERT INTO import_line (import_id, chunk, place, line, cells, fault)
      SELECT h.id, u.chunk, u.place, u.line, u.cells, u.fault
      FROM held AS h,
        unnest($2::integer[], $3::integer[], $4::integer[], $5::text[], $6::text[])
          AS u (chunk, place, line, cells, fault)
    )
    SELECT h.id FROM held AS h
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(reading.id)
    InsertImportLines.bind(lines, &parameters)
    parameters.uuid(reading.token)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ImportID {
    try row.text(0)
  }
}

/// Gives up a reading, with the rows that it has kept; nothing happens where it is no longer valid.
struct EndReading: Statement {
  typealias Row = Never

  let reading: ImportReading

  static let sql = """
    WITH ended AS (
      DELETE FROM import AS i
      WHERE i.id = $1
      AND i.reading = $2
      RETURNING i.id
    ), gone AS (
      DELETE FROM import_line AS l
      WHERE l.import_id = $1
      AND EXISTS (SELECT FROM ended)
    )
    DELETE FROM import_mention AS m
    WHERE m.import_id = $1
    AND EXISTS (SELECT FROM ended)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(reading.id)
    parameters.uuid(reading.token)
  }
}
