import POSIX
import Postgres
import Testing

/// Nothing that the server says may quote data into an error or a log.
@Suite struct PrivacyTests {
  struct Add: Statement {
    let address: String

    static let sql = "INSERT INTO address (key) VALUES ($1)"

    func bind(_ parameters: inout Parameters) {
      parameters.text(address)
    }
  }

  @Test("Errors: a unique violation names its constraint and table, and not the address in it")
  func uniqueViolation() throws {
    var line = try DatabaseHarness.connect()
    try line.script(
      "CREATE TEMP TABLE address (key text NOT NULL, CONSTRAINT address_key_unique UNIQUE (key))")
    try line.run(Add(address: "asa@example.se"))
    let failure = line.failure(of: Add(address: "asa@example.se"))
    let error = try #require(failure)
    #expect(
      error
        == .server(
          ServerError(
            sqlstate: "23505", constraint: "address_key_unique", table: "address",
            statement: "Add")))
    #expect(error.action == .isolate)
    for text in ["\(error)", String(reflecting: error), error.description] {
      #expect(!text.contains("asa"))
    }
    #expect(error.description.contains("address_key_unique"))
  }

  @Test("Errors: a text with U+0000 is refused by the server, which costs its statement alone")
  func zero() throws {
    var line = try DatabaseHarness.connect()
    try line.script("CREATE TEMP TABLE address (key text NOT NULL)")
    let error = line.failure(of: Add(address: "a\0b"))
    #expect(sqlstate(error) == "22021")
    #expect(error?.action == .isolate)
    try line.run(Add(address: "b"))
  }

  /// Makes the server say something besides, in which an address stands.
  private static let talkative =
    "DO $$ BEGIN RAISE WARNING 'about asa@example.se'; END $$; SELECT 1"

  @Test("Notices: what the server has to say besides does not reach stderr, where libpq prints it")
  func notices() async throws {
    let ended = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      var line = try DatabaseHarness.connect(DatabaseHarness.server())
      if let error = line.failure(ofScript: Self.talkative) { throw error }
      Descriptor.errors.write(Array("it has said it\n".utf8))
    }
    let errors = try #require(ended).standardErrorContent
    #expect(String(decoding: errors, as: UTF8.self) == "it has said it\n")
  }

  @Test("Errors: no sentence about a connection holds the password")
  func password() throws {
    let uris = [
      "postgres://maja:geheim@127.0.0.1:1/x", "postgres://maja:geheim@nowhere.invalid/x",
      "postgres://maja:geheim%zz@127.0.0.1/x", "host=127.0.0.1 password=geheim port",
      try DatabaseHarness.uri(database: "no_such_database", "&password=geheim"),
    ]
    for uri in uris {
      do throws(PostgresError) {
        _ = try DatabaseHarness.connect(uri, timeout: .seconds(5)).connection.isBroken
        Issue.record("connected to \(uri)")
      } catch {
        for text in ["\(error)", String(reflecting: error)] {
          #expect(!text.contains("geheim"))
        }
      }
    }
  }
}
