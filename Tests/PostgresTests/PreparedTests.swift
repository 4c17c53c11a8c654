import Postgres
import Testing

@Suite struct PreparedTests {
  struct All: Statement {
    static let sql = "SELECT * FROM changing"

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Bool {
      try row.isNull(0)
    }
  }

  struct Prepared: Number {
    static let sql = "SELECT count(*) FROM pg_prepared_statements"
  }

  private func line() throws -> Line {
    var line = try DatabaseHarness.connect()
    try line.script("CREATE TEMP TABLE changing (a int4); INSERT INTO changing VALUES (1)")
    return line
  }

  @Test("Prepared: a statement is prepared once, and kept")
  func once() throws {
    var line = try line()
    for _ in 0..<10 { try line.run(All()) }
    #expect(try line.run(Prepared()) == [2])
    #expect(try line.run(Prepared()) == [2])
  }

  @Test("Prepared: without keeping none is left on the server")
  func unkept() throws {
    var session = Session()
    session.keepsStatements = false
    var line = try DatabaseHarness.connect(session)
    #expect(try line.run(Prepared()) == [0])
    #expect(try line.run(Prepared()) == [0])
  }

  @Test("Prepared: a statement whose columns have changed is prepared anew and run again")
  func changedColumns() throws {
    var line = try line()
    #expect(try line.run(All()) == [false])
    try line.script("ALTER TABLE changing ALTER a TYPE text")
    #expect(try line.run(All()) == [false])
    #expect(try line.run(Prepared()) == [2])
  }

  @Test("Prepared: statements that the server has lost are prepared anew")
  func lost() throws {
    var line = try line()
    try line.run(All())
    try line.script("DEALLOCATE ALL")
    #expect(try line.run(All()) == [false])
  }

  @Test("Prepared: in a transaction the batch is to be run again, and then goes through")
  func inTransaction() throws {
    var line = try line()
    try line.run(All())
    try line.script("ALTER TABLE changing ALTER a TYPE text")
    _ = try line.connection.enqueue(Begin())
    _ = try line.connection.enqueue(All())
    _ = try line.connection.enqueue(Commit())
    let error = line.failureOfSync()
    #expect(sqlstate(error) == "0A000")
    #expect(error?.action == .reprepare)
    line.rollback()
    let trips = line.connection.roundTrips
    _ = try line.connection.enqueue(Begin())
    let all = try line.connection.enqueue(All())
    _ = try line.connection.enqueue(Commit())
    try line.sync()
    #expect(try line.connection.take(all) == [false])
    #expect(line.connection.roundTrips == trips + 1)
  }
}
