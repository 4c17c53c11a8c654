import Glibc
import Postgres
import Testing
import Threading

@Suite struct PipelineTests {
  struct Echo: Statement {
    let text: String

    static let sql = "SELECT $1"

    func bind(_ parameters: inout Parameters) {
      parameters.text(text)
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
      try row.text(0)
    }
  }

  struct Down: Statement {
    static let sql = "SELECT repeat('x', 64 << 20)"

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
      try row.text(0).utf8.count
    }
  }

  struct EchoBytes: Statement {
    let bytes: [UInt8]

    static let sql = "SELECT $1, length($1)::int8"

    func bind(_ parameters: inout Parameters) {
      parameters.bytes(bytes)
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Bool {
      let bytes = try row.bytes(0)
      return try Int64(bytes.count) == row.int8(1)
    }
  }

  struct Divide: Number {
    let divisor: Int64

    static let sql = "SELECT 1 / $1"

    func bind(_ parameters: inout Parameters) {
      parameters.int8(divisor)
    }
  }

  struct Keep: Statement {
    let number: Int64

    static let sql = "INSERT INTO kept (number) VALUES ($1)"

    func bind(_ parameters: inout Parameters) {
      parameters.int8(number)
    }
  }

  struct Kept: Number {
    static let sql = "SELECT count(*) FROM kept"
  }

  struct Sleep: Statement {
    let seconds: Int32

    static let sql = "SELECT pg_sleep($1)::text"

    func bind(_ parameters: inout Parameters) {
      parameters.int4(seconds)
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
      try row.text(0)
    }
  }

  @Test("Pipeline: any number of statements is one round trip, prepared on the way")
  func oneRoundTrip() throws {
    var line = try DatabaseHarness.connect()
    var tickets: [Ticket<Echo>] = []
    for number in 0..<1000 { tickets.append(try line.connection.enqueue(Echo(text: "\(number)"))) }
    try line.sync()
    #expect(line.connection.roundTrips == 1)
    for (number, ticket) in tickets.enumerated() {
      #expect(try line.connection.take(ticket) == ["\(number)"])
      #expect(try line.connection.affected(ticket) == 1)
    }
    try line.sync()
    #expect(line.connection.roundTrips == 1)
  }

  @Test("Pipeline: 64 MB up against 64 MB down does not lock up, with small buffers")
  func bothWays() throws {
    var line = try DatabaseHarness.connect()
    // Smaller ones are as safe, but the kernel's delayed ACKs make them take minutes.
    var size: Int32 = 65536
    for option in [SO_SNDBUF, SO_RCVBUF] {
      // The kernel copies the number.
      unsafe setsockopt(
        line.connection.descriptor, SOL_SOCKET, option, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    // The server can't take the second before it is rid of its answer to the first.
    let down = try line.connection.enqueue(Down())
    let up = try line.connection.enqueue(EchoBytes(bytes: [UInt8](repeating: 7, count: 64 << 20)))
    var patient = PollWaiter()
    try line.connection.sync(waiting: &patient)
    #expect(try line.connection.take(down) == [64 << 20])
    #expect(try line.connection.take(up) == [true])
  }

  @Test("Pipeline: one value of 64 MB goes and comes")
  func oneLargeValue() throws {
    var line = try DatabaseHarness.connect()
    let bytes = [UInt8](repeating: 7, count: 64 << 20)
    #expect(try line.run(EchoBytes(bytes: bytes)) == [true])
  }

  @Test("Pipeline: after an error the rest is skipped, and the connection stays usable")
  func errorInTheMiddle() throws {
    var line = try DatabaseHarness.connect()
    try line.script("CREATE TEMP TABLE kept (number int8)")
    try line.run(Begin())
    let before = try line.connection.enqueue(Keep(number: 1))
    let failing = try line.connection.enqueue(Divide(divisor: 0))
    let after = try line.connection.enqueue(Keep(number: 2))
    _ = try line.connection.enqueue(Commit())
    let failure = line.failureOfSync()
    let error = try #require(failure)
    #expect(error == .server(ServerError(sqlstate: "22012", statement: "Divide")))
    #expect(try line.connection.affected(before) == 1)
    #expect(throws: error) { try line.connection.take(failing) }
    #expect(throws: error) { try line.connection.take(after) }
    #expect(line.connection.isInTransaction == true)
    line.rollback()
    #expect(line.connection.isInTransaction == false)
    #expect(line.connection.isBroken == false)
    #expect(try line.run(Kept()) == [0])
    // What was skipped with its preparation is prepared again.
    try line.run(Begin())
    try line.run(Commit())
  }

  @Test("Pipeline: without BEGIN the statements of one sync stand or fall together")
  func implicitTransaction() throws {
    var line = try DatabaseHarness.connect()
    try line.script("CREATE TEMP TABLE kept (number int8)")
    _ = try line.connection.enqueue(Keep(number: 1))
    _ = try line.connection.enqueue(Divide(divisor: 0))
    #expect(sqlstate(line.failureOfSync()) == "22012")
    #expect(line.connection.isInTransaction == false)
    #expect(try line.run(Kept()) == [0])
  }

  @Test("Commit: a COMMIT that is answered by ROLLBACK is an error")
  func commitOfFailed() throws {
    var line = try DatabaseHarness.connect()
    try line.run(Begin())
    #expect(sqlstate(line.failure(of: Divide(divisor: 0))) == "22012")
    #expect(line.failure(of: Commit()) == .rolledBack)
    #expect(line.connection.isInTransaction == false)
    try line.run(Begin())
    try line.run(Commit())
  }

  @Test("Waiter: it is lent again and again while a statement runs")
  func waiterIsLent() throws {
    var line = try DatabaseHarness.connect()
    let before = line.waiter.waits
    #expect(try line.run(Sleep(seconds: 1)) == [""])
    #expect(line.waiter.waits - before > 10)
  }

  @Test("Rollback: enqueued statements that were never synced are gone with it")
  func rollbackOfEnqueued() throws {
    var line = try DatabaseHarness.connect()
    try line.script("CREATE TEMP TABLE kept (number int8)")
    _ = try line.connection.enqueue(Begin())
    _ = try line.connection.enqueue(Keep(number: 1))
    line.rollback()
    #expect(line.connection.isInTransaction == false)
    #expect(try line.run(Kept()) == [0])
  }

  @Test("Script: several statements run in turn, and the first error ends them")
  func script() throws {
    var line = try DatabaseHarness.connect()
    try line.script(
      "CREATE TEMP TABLE kept (number int8); INSERT INTO kept VALUES (1); SELECT * FROM kept;")
    #expect(try line.run(Kept()) == [1])
    let error = line.failure(
      ofScript: "INSERT INTO kept VALUES (2); SELECT 1 / 0; INSERT INTO kept VALUES (3);")
    #expect(sqlstate(error) == "22012")
    #expect(try line.run(Kept()) == [1])
    try line.script("")
  }
}
