import Foundation
import Postgres
import Testing

@Suite struct SQLStateTests {
  @Test(
    "SQLSTATE: every error that a PostgreSQL knows asks for its action", arguments: Action.allCases)
  func table(action: Action) throws {
    let row = try #require(allSQLStates.first { $0.action == action })
    for state in row.states {
      #expect(state.action == action, "\(state)")
      #expect(PostgresError.server(ServerError(sqlstate: state)).action == action)
    }
  }

  @Test("SQLSTATE: no error of the PostgreSQL that is installed here is missing in the table")
  func installed() throws {
    let known = Set(allSQLStates.flatMap(\.states))
    let folder = "/usr/share/postgresql"
    let lists = try FileManager.default.contentsOfDirectory(atPath: folder)
      .map { "\(folder)/\($0)/errcodes.txt" }
      .filter(FileManager.default.fileExists(atPath:))
    try #require(!lists.isEmpty)
    for list in lists {
      let lines = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
      let errors = lines.compactMap { $0.wholeMatch(of: /([0-9A-Z]{5}) +E .*/)?.output.1 }
      #expect(errors.count > 200)
      for error in errors where !known.contains(SQLState(String(error))) {
        Issue.record("\(error) of \(list)")
      }
    }
  }

  @Test("A limit of the server in time (25P03, 25P04) and a refusal to accept (55000) are outages")
  func limits() {
    for state: SQLState in ["25P03", "25P04", "55000", "25P01", "58P03"] {
      #expect(state.action == .outage, "\(state)")
    }
  }

  @Test("Errors: what has no SQLSTATE is an outage, but for what only an operator can mend")
  func others() {
    let endpoint = Endpoint(host: "db", port: "5432", user: "u", database: "d")
    let outages: [PostgresError] = [
      .timeout, .protocolViolation, .connection(.lost), .connection(.refused(endpoint)),
      .connection(.unknownHost(endpoint)), .connection(.unreachable(endpoint)),
      .connection(.timedOut(endpoint)), .connection(.wrongRole(endpoint)),
      .connection(.failed(endpoint)), .connection(.rejected("53300", endpoint)),
      .connection(.rejected("57P03", endpoint)),
    ]
    for error in outages { #expect(error.action == .outage, "\(error)") }
    let mistakes: [PostgresError] = [
      .decoding(column: 0, .null), .connection(.malformedURI),
      .connection(.passwordMissing(endpoint)), .connection(.encryption(endpoint)),
      .connection(.rejected("28P01", endpoint)), .connection(.rejected("3D000", endpoint)),
    ]
    for error in mistakes { #expect(error.action == .operator, "\(error)") }
    #expect(PostgresError.rolledBack.action == .isolate)
  }
}
