import Postgres
import Testing

@Suite struct RoundTripTests {
  struct Scalars: Equatable {
    var text: String?
    var uuid: UInt128?
    var int2: Int16?
    var int4: Int32?
    var int8: Int64?
    var bool: Bool?
    var timestamp: Int64?
    var bytes: [UInt8]?
    var json: [UInt8]?
  }

  struct EchoScalars: Statement {
    let values: Scalars

    static let sql = "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9"

    func bind(_ parameters: inout Parameters) {
      parameters.text(values.text)
      parameters.uuid(values.uuid)
      parameters.int2(values.int2)
      parameters.int4(values.int4)
      parameters.int8(values.int8)
      parameters.bool(values.bool)
      parameters.timestamp(values.timestamp)
      parameters.bytes(values.bytes)
      parameters.json(values.json)
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Scalars {
      Scalars(
        text: try row.optionalText(0), uuid: try row.optionalUUID(1),
        int2: try row.optionalInt2(2), int4: try row.optionalInt4(3),
        int8: try row.optionalInt8(4), bool: try row.optionalBool(5),
        timestamp: try row.optionalTimestamp(6), bytes: try row.optionalBytes(7),
        json: try row.optionalJSON(8))
    }
  }

  @Test(
    "Binary: every type comes back as it was sent, NULL and the empty ones too",
    arguments: [
      Scalars(),
      Scalars(text: "", bytes: [], json: Array("{}".utf8)),
      Scalars(
        text: "Åsa 🐳 \u{1}", uuid: 0x0192_3456_789A_BCDE_F012_3456_789A_BCDE, int2: -2, int4: 3,
        int8: -4, bool: true, timestamp: 1_700_000_000_123_456, bytes: [0, 255, 0],
        json: Array(#"{"a": [1.50, null]}"#.utf8)),
      Scalars(
        uuid: .max, int2: .min, int4: .min, int8: .min, bool: false, timestamp: -1),
      Scalars(uuid: 0, int2: .max, int4: .max, int8: .max, timestamp: .max),
      Scalars(timestamp: .min),
    ])
  func scalars(values: Scalars) throws {
    var line = try DatabaseHarness.connect()
    #expect(try line.run(EchoScalars(values: values)) == [values])
  }

  struct Arrays: Equatable {
    var text: [String?] = []
    var uuid: [UInt128?] = []
    var int2: [Int16?] = []
    var int4: [Int32?] = []
    var int8: [Int64?] = []
    var bool: [Bool?] = []
    var timestamp: [Int64?] = []
    var bytes: [[UInt8]?] = []
    var json: [[UInt8]?] = []
  }

  struct EchoArrays: Statement {
    let values: Arrays

    static let sql = "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9"

    func bind(_ parameters: inout Parameters) {
      parameters.textArray(values.text) { $0 }
      parameters.uuidArray(values.uuid) { $0 }
      parameters.int2Array(values.int2) { $0 }
      parameters.int4Array(values.int4) { $0 }
      parameters.int8Array(values.int8) { $0 }
      parameters.boolArray(values.bool) { $0 }
      parameters.timestampArray(values.timestamp) { $0 }
      parameters.bytesArray(values.bytes) { $0 }
      parameters.jsonArray(values.json) { $0 }
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Arrays {
      Arrays(
        text: try row.textArrayWithNulls(0), uuid: try row.uuidArrayWithNulls(1),
        int2: try row.int2ArrayWithNulls(2), int4: try row.int4ArrayWithNulls(3),
        int8: try row.int8ArrayWithNulls(4), bool: try row.boolArrayWithNulls(5),
        timestamp: try row.timestampArrayWithNulls(6), bytes: try row.bytesArrayWithNulls(7),
        json: try row.jsonArrayWithNulls(8))
    }
  }

  @Test(
    "Binary: arrays come back as they were sent, empty ones and NULLs within too",
    arguments: [
      Arrays(),
      Arrays(text: [nil], int8: [nil, nil], json: [nil]),
      Arrays(
        text: ["", nil, "ö,\"{}\\"], uuid: [1, nil, .max], int2: [1, nil], int4: [nil, -1],
        int8: [.min, 0, .max], bool: [true, nil, false],
        timestamp: [.min, nil, 0, 1_700_000_000_000_001, .max], bytes: [[], nil, [0, 1]],
        json: [Array("null".utf8), nil, Array(#""å""#.utf8)]),
    ])
  func arrays(values: Arrays) throws {
    var line = try DatabaseHarness.connect()
    #expect(try line.run(EchoArrays(values: values)) == [values])
  }

  struct Rendered: Statement {
    static let sql = """
      SELECT $1::text, $2::text, $3::text, $4::text, array_to_string($5::text[], '|', 'NULL')
      """

    func bind(_ parameters: inout Parameters) {
      parameters.uuid(0x0192_3456_789A_7CDE_8012_3456_789A_BCDE)
      parameters.timestamp(1_700_000_000_000_001)
      parameters.null(.bytea)
      parameters.bool(true)
      parameters.textArray([1, 2, 3].lazy.filter { $0 != 2 }) { $0 == 1 ? "one" : nil }
    }

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [String?] {
      var columns: [String?] = []
      for column in 0..<5 { columns.append(try row.optionalText(column)) }
      return columns
    }
  }

  @Test("Binary: the server reads what was meant")
  func rendered() throws {
    var line = try DatabaseHarness.connect()
    try line.script("SET TimeZone = 'UTC'")
    #expect(
      try line.run(Rendered()) == [
        [
          "01923456-789a-7cde-8012-3456789abcde", "2023-11-14 22:13:20.000001+00", nil, "true",
          "one|NULL",
        ]
      ])
  }

  struct Wrong: Statement {
    static let sql = "SELECT 1::int4, NULL::int8, ARRAY[1, NULL]::int4[], 'a'::text"

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [PostgresError] {
      var errors: [PostgresError] = []
      do throws(PostgresError) { _ = try row.int8(0) } catch { errors.append(error) }
      do throws(PostgresError) { _ = try row.int8(1) } catch { errors.append(error) }
      do throws(PostgresError) { _ = try row.int4Array(2) } catch { errors.append(error) }
      do throws(PostgresError) { _ = try row.bool(3) } catch { errors.append(error) }
      do throws(PostgresError) { _ = try row.text(4) } catch { errors.append(error) }
      return errors
    }
  }

  @Test("Decoding: another type, NULL and a missing column are errors with their column")
  func decodingErrors() throws {
    var line = try DatabaseHarness.connect()
    #expect(
      try line.run(Wrong()) == [
        [
          .decoding(column: 0, .type(23)), .decoding(column: 1, .null),
          .decoding(column: 2, .null), .decoding(column: 3, .type(25)),
          .decoding(column: 4, .noColumn),
        ]
      ])
  }
}
