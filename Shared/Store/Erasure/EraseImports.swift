import Domain
import Postgres

/// Deletes imports whose ids name somebody who is erased, with their rows (L1, L2).
struct EraseImports: Statement {
  typealias Row = Never

  let ids: [ImportID]

  static let sql = """
    WITH gone AS (
      DELETE FROM import_line AS l
      WHERE l.import_id = ANY ($1::text[])
      RETURNING l.import_id, l.chunk, l.line
    ), \(ForgottenLines.sql), forgotten_chunks AS (
      DELETE FROM import_mention AS m
      WHERE m.import_id = ANY ($1::text[])
    ), profiles AS (
      DELETE FROM import_profile AS p
      WHERE p.import_id = ANY ($1::text[])
    )
    DELETE FROM import AS i
    WHERE i.id = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids)
  }
}
