import Domain
import Postgres

/// Empties the rows of imports in which an erased person stands (L1, L2); that they were there stays
/// counted (P7).
struct EraseImportLines: Statement {
  let patterns: ErasurePatterns

  static let sql = """
    UPDATE import_line AS l
    SET cells = ''
    WHERE l.cells ~* $1::text
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(patterns.textPattern)
  }
}
