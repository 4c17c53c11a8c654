import Postgres

/// Waits for a batch's turn on an ordered queue, and tells whose turn it is; held until the commit (L7).
struct PassFence: Statement {
  let fence: Fence

  static let sql = """
    INSERT INTO fence AS f (queue, epoch)
    VALUES ($1, $2)
    ON CONFLICT (queue) DO UPDATE SET epoch = f.epoch + $2
    RETURNING f.epoch
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(fence.queue)
    parameters.int8(fence.step)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}
