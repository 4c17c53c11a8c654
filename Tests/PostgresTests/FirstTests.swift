import Postgres
import Testing
import Threading

struct Echo: Statement {
  let text: String?
  let id: UInt128
  let number: Int64

  static let sql = "SELECT $1, $2, $3"

  func bind(_ parameters: inout Parameters) {
    parameters.text(text)
    parameters.uuid(id)
    parameters.int8(number)
  }

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (String?, UInt128, Int64) {
    (try row.optionalText(0), try row.uuid(1), try row.int8(2))
  }
}

@Suite struct FirstTests {
  @Test("Pipeline: statements of one sync cost one round trip")
  func echo() throws {
    var line = try Lab.connect()
    let first = try line.connection.enqueue(Echo(text: "åäö", id: 1 << 127 | 5, number: -7))
    let second = try line.connection.enqueue(Echo(text: nil, id: 0, number: .max))
    try line.sync()
    let row = try #require(try line.connection.take(first).first)
    #expect(row == ("åäö", 1 << 127 | 5, -7))
    #expect(try line.connection.take(second).first?.0 == nil)
    #expect(line.connection.roundTrips == 1)
  }
}
