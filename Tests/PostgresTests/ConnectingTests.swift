import Glibc
import POSIX
import Postgres
import Testing
import Threading

@Suite struct ConnectingTests {
  struct Settings: Statement {
    static let sql = """
      SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),
        current_setting('idle_in_transaction_session_timeout'), current_setting('search_path'),
        current_setting('client_encoding'), current_setting('application_name'),
        current_setting('plan_cache_mode')
      """

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [String] {
      var values: [String] = []
      for column in 0..<7 { values.append(try row.text(column)) }
      return values
    }
  }

  private func fault(_ uri: String, timeout: Duration = .seconds(60)) -> ConnectionFault? {
    do throws(PostgresError) {
      _ = try DatabaseHarness.connect(uri, timeout: timeout).connection.isBroken
      return nil
    } catch {
      guard case .connection(let fault) = error else { return nil }
      return fault
    }
  }

  @Test("Connecting: sets the limits of the session, and leaves those that the URI sets")
  func session() throws {
    var line = try DatabaseHarness.connect()
    #expect(
      try line.run(Settings()) == [
        ["30s", "5s", "30s", "\"$user\", public", "UTF8", "postgres-tests", "auto"]
      ])
    var session = Session()
    session.statementTimeout = nil
    session.searchPath = "pg_catalog"
    session.settings = ["plan_cache_mode": "force_custom_plan"]
    var other = try DatabaseHarness.connect(session, "&options=-c%20lock_timeout%3D7s")
    #expect(
      try other.run(Settings()) == [
        ["0", "7s", "30s", "pg_catalog", "UTF8", "postgres-tests", "force_custom_plan"]
      ])
    #expect(other.connection.roundTrips == 1)
  }

  @Test("Connecting: nobody at the port is refused at once, and says where")
  func refused() throws {
    guard case .refused(let endpoint) = fault("postgres://u@127.0.0.1:1/d") else {
      Issue.record("not refused")
      return
    }
    #expect(endpoint == Endpoint(host: "127.0.0.1", port: "1", user: "u", database: "d"))
  }

  @Test("Connecting: a database that is not there, and a user, are told apart by SQLSTATE")
  func rejected() throws {
    guard
      case .rejected("3D000", let endpoint) = fault(try DatabaseHarness.uri(database: "no_such"))
    else {
      Issue.record("not 3D000")
      return
    }
    #expect(endpoint.database == "no_such")
    let stranger = try DatabaseHarness.uri(database: "postgres", "&user=no_such_user")
    guard case .rejected(let sqlstate, _) = fault(stranger) else {
      Issue.record("not rejected")
      return
    }
    // A server that asks for passwords does not tell a stranger from a wrong one.
    #expect(["28000", "28P01"].contains(sqlstate))
  }

  @Test("Connecting: a host that has no address, and a URI that is none")
  func unknown() throws {
    guard case .unknownHost = fault("postgres://u@no-such-host.invalid/d") else {
      Issue.record("not unknown")
      return
    }
    #expect(fault("postgres://[/") == .malformedURI)
    #expect(fault("no=such option") == .malformedURI)
  }

  @Test("Connecting: a server that is silent costs the time limit and no more")
  func silent() throws {
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 8)
    let start = ContinuousClock.now
    let fault = fault("postgres://u@127.0.0.1:\(listener.port)/d", timeout: .milliseconds(500))
    guard case .timedOut = fault else {
      Issue.record("not timed out")
      return
    }
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test("Connecting: a silent host gives way to the next one of the list")
  func nextHost() throws {
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 8)
    let uri = try DatabaseHarness.uri(database: "postgres", behind: "127.0.0.1:\(listener.port)")
    var other = try DatabaseHarness.connect(uri)
    #expect(try other.run(OutageTests.One()) == [1])
    let preferring = try DatabaseHarness.connect(uri + "&target_session_attrs=prefer-standby")
    #expect(preferring.connection.isBroken == false)
  }

  @Test("Connecting: a role that target_session_attrs does not find is told")
  func wrongRole() throws {
    let uri = try DatabaseHarness.uri(database: "postgres", "&target_session_attrs=standby")
    guard case .wrongRole = fault(uri) else {
      Issue.record("not a wrong role")
      return
    }
  }

  @Test("Connecting: a thousand connections leave no descriptor behind")
  func leaks() throws {
    func open() -> Int {
      (0..<4096).count { fcntl($0, F_GETFD) >= 0 }
    }
    // Other tests open and close beside this one: a leak would show as a thousand.
    let before = open()
    for round in 0..<1000 {
      if round % 10 == 9 {
        #expect(fault("postgres://u@127.0.0.1:1/d") != nil)
      } else {
        var line = try DatabaseHarness.connect()
        if round % 10 == 0 { try line.run(OutageTests.One()) }
      }
    }
    #expect(open() - before < 100)
  }
}
