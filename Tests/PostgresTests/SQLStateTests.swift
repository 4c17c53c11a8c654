import Postgres
import Testing

@Suite struct SQLStateTests {
  @Test(
    "SQLSTATE: every state of the table asks for its action",
    arguments: [
      (.retryBatch, ["40001", "40P01", "55P03"]),
      (
        .isolate,
        [
          "57014", "21000", "22021", "22P05", "22001", "22003", "23502", "23503", "23505", "23514",
          "25P02", "54000", "P0001",
        ]
      ),
      (
        .outage,
        [
          "08000", "08003", "08006", "08P01", "53000", "53100", "53200", "53300", "55006", "57P01",
          "57P02", "57P03", "57P05", "58000", "58030", "25006", "25P03",
        ]
      ),
      (
        .operator,
        [
          "28000", "28P01", "3D000", "3F000", "42501", "42P01", "42703", "42883", "42601", "57P04",
          "XX001",
        ]
      ),
      (.reprepare, ["0A000", "26000", "42P05"]),
    ] as [(Action, [SQLState])])
  func table(action: Action, states: [SQLState]) {
    for state in states {
      #expect(state.action == action, "\(state)")
      let error = PostgresError.server(ServerError(sqlstate: state))
      #expect(error.action == action)
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
