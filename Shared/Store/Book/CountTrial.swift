import Postgres

/// Notes that a message of an ordered queue is about to be tried alone, and counts how often in a row it
/// was (L7).
struct CountTrial: Statement {
  let fingerprint: [UInt8]
  let queue: String

  static let sql = """
    INSERT INTO fence AS f (queue, epoch, suspect, trials)
    VALUES ($1, 0, $2, 1)
    ON CONFLICT (queue) DO UPDATE
    SET suspect = $2, trials = CASE WHEN f.suspect = $2 THEN f.trials + 1 ELSE 1 END
    RETURNING f.trials
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(queue)
    parameters.bytes(fingerprint)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int4(0))
  }
}
