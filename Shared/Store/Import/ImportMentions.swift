import Domain
import Mentions
import Postgres

/// Keeps beside chunks that wait for their turn whom their rows name, as hashes (L2): one row a chunk, since all
/// but a few of them go again with it.
struct InsertImportMentions: Statement {
  typealias Named = (chunk: Int, line: Int, name: String)

  let id: ImportID
  let named: [Named]

  init(_ portions: [ImportPortion], of id: ImportID) {
    self.id = id
    named = portions.flatMap { portion in
      portion.lines.flatMap { line in
        MentionReading(line).names.map { (portion.chunk, line.line, $0) }
      }
    }
  }

  static let sql = """
    INSERT INTO import_mention (import_id, chunk, hashes, lines)
    SELECT
      $1, u.chunk, array_agg(hashtextextended(u.name, 0) ORDER BY u.line),
      array_agg(u.line ORDER BY u.line)
    FROM unnest($2::integer[], $3::integer[], $4::text[]) AS u (chunk, line, name)
    GROUP BY u.chunk
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4Array(named) { Int32(clamping: $0.chunk) }
    parameters.int4Array(named) { Int32(clamping: $0.line) }
    parameters.textArray(named) { $0.name }
  }
}

/// Keeps beside rows that are refused whom they name, before what is kept of their chunk goes.
struct KeepRefusedMentions: Statement {
  let id: ImportID
  let report: ImportReport

  static let sql = """
    INSERT INTO mention (hash, kind, subject)
    SELECT u.hash, 10, concat_ws(' ', m.chunk, u.line, m.import_id)
    FROM import_mention AS m
    CROSS JOIN unnest(m.hashes, m.lines) AS u (hash, line)
    WHERE m.import_id = $1
    AND m.chunk = $2
    AND u.line = ANY ($3::integer[])
    AND u.hash <> 0
    ON CONFLICT DO NOTHING
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int4(Int32(clamping: report.chunk))
    parameters.int4Array(report.refused) { Int32(clamping: $0.line) }
  }
}

/// Forgets that rows which wait named somebody, since they do no more.
struct DeleteImportMentions: Statement {
  typealias Row = Never

  let names: [String]

  static let sql = """
    UPDATE import_mention AS m
    SET hashes = ARRAY(
      SELECT CASE WHEN u.hash = ANY (w.hashes) THEN 0 ELSE u.hash END
      FROM unnest(m.hashes) WITH ORDINALITY AS u (hash, place)
      ORDER BY u.place)
    FROM (SELECT ARRAY(SELECT hashtextextended(u.name, 0) FROM unnest($1::text[]) AS u (name)) AS hashes) AS w
    WHERE m.import_id >= ''
    AND m.hashes && w.hashes
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(names)
  }
}

extension MentionReading {
  /// Whom the cells of a row name.
  init(_ line: ImportLine) {
    self.init()
    for cell in line.cells { read(cell) }
  }

  /// The keys and ids that were found, as text.
  var names: [String] { keys.map(\.text) + ids }

  /// A cell as it is kept; one that is shorter than an id names no profile.
  private mutating func read(_ cell: ImportLine.Cell) {
    let text = CellText.joined([cell])
    if text.utf8.count < 32 { read(text) } else { read(Array(text.utf8), withIDs: true) }
  }
}
