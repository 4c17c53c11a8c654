import Glibc
import POSIX
import Postgres
import Testing
import Threading

@Suite struct OutageTests {
  struct Terminate: Statement {
    let processID: Int32

    static let sql = "SELECT pg_terminate_backend($1)"

    func bind(_ parameters: inout Parameters) {
      parameters.int4(processID)
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Bool {
      try row.bool(0)
    }
  }

  struct TerminateSelf: Statement {
    static let sql = "SELECT pg_terminate_backend(pg_backend_pid())"

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Bool {
      try row.bool(0)
    }
  }

  struct One: Number {
    static let sql = "SELECT 1::int8"
  }

  struct Sleep: Number {
    static let sql = "SELECT 1::int8 FROM pg_sleep(60)"
  }

  struct Living: Number {
    let processID: Int32

    static let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1"

    func bind(_ parameters: inout Parameters) {
      parameters.int4(processID)
    }
  }

  @Test("Outage: a backend that is terminated at work breaks the connection, and says 57P01")
  func terminatedAtWork() throws {
    var line = try DatabaseHarness.connect()
    let error = line.failure(of: TerminateSelf())
    #expect(sqlstate(error) == "57P01")
    #expect(error?.action == .outage)
    // Broken now, or with the end of the stream that follows.
    #expect(line.failure(of: One())?.action == .outage)
    #expect(line.connection.isBroken == true)
    line.rollback()
  }

  @Test("Outage: a backend that is terminated at rest is noticed by the next statement")
  func terminatedAtRest() throws {
    var line = try DatabaseHarness.connect()
    var other = try DatabaseHarness.connect()
    try line.run(Begin())
    #expect(try other.run(Terminate(processID: line.backend())) == [true])
    let error = line.failure(of: One())
    #expect(error?.action == .outage)
    #expect(line.connection.isBroken == true)
    #expect(line.failure(of: One()) == .connection(.lost))
  }

  @Test("Outage: what ends in the middle of a pipeline is the error of the sync")
  func terminatedInPipeline() throws {
    var line = try DatabaseHarness.connect()
    let first = try line.connection.enqueue(One())
    _ = try line.connection.enqueue(TerminateSelf())
    let last = try line.connection.enqueue(One())
    #expect(sqlstate(line.failureOfSync()) == "57P01")
    #expect(try line.connection.take(first) == [1])
    #expect(throws: PostgresError.self) { try line.connection.take(last) }
    #expect(line.connection.isBroken == true)
  }

  @Test("Limits: a statement that takes too long is cancelled by the server, alone")
  func statementTimeout() throws {
    var session = Session()
    session.statementTimeout = .milliseconds(200)
    var line = try DatabaseHarness.connect(session)
    let error = line.failure(of: Sleep())
    #expect(sqlstate(error) == "57014")
    #expect(error?.action == .isolate)
    #expect(try line.run(One()) == [1])
  }

  @Test("Limits: a server that does not answer in time is cancelled, and the connection given up")
  func ownDeadline() throws {
    var line = try DatabaseHarness.connect()
    var other = try DatabaseHarness.connect()
    line.connection.deadline = .milliseconds(300)
    let processID = try line.backend()
    let start = ContinuousClock.now
    #expect(line.failure(of: Sleep()) == .timeout)
    #expect(ContinuousClock.now - start < .seconds(25))
    #expect(line.connection.isBroken == true)
    #expect(line.failure(of: One()) == .connection(.lost))
    // The cancel reaches the backend, which else would sleep for a minute.
    let limit = ContinuousClock.now + .seconds(60)
    while try other.run(Living(processID: processID)) != [0] {
      try #require(ContinuousClock.now < limit)
    }
  }

  @Test("Limits: a backend that is frozen is given up as well")
  func frozen() throws {
    var line = try DatabaseHarness.connect()
    let processID = try line.backend()
    // The server of DATABASE_URL must run on this machine.
    let name = try Descriptor.opening("/proc/\(processID)/comm").readAll(limit: 100)
    try #require(String(decoding: name, as: UTF8.self) == "postgres\n")
    try #require(kill(processID, SIGSTOP) == 0)
    defer { kill(processID, SIGCONT) }
    line.connection.deadline = .milliseconds(300)
    let start = ContinuousClock.now
    #expect(line.failure(of: One()) == .timeout)
    #expect(ContinuousClock.now - start < .seconds(25))
  }
}
