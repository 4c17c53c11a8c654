import Foundation
import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: the schema")
struct SchemaTests {
  @Test("Every table and column says what it is, and every column whether it is personal")
  func comments() throws {
    let schema = try TestSchema()
    try schema.migrate()
    let columns = try schema.run(AllColumns(schema: schema.name))
    #expect(columns.count > 80)
    let words = ColumnComment.Erasure.allCases.map(\.rawValue)
    for column in columns {
      #expect(words.count { column.comment.contains($0) } == 1, "\(column.name)")
    }
  }

  @Test("Each step's file stands in the list, in order")
  func steps() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Shared/Store/Migrations")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("M0") }.sorted()
    let expected = Migration.all.map { step in
      let number = String(step.number)
      let zeros = String(repeating: "0", count: 4 - number.count)
      return "M\(zeros)\(number)\(step.name.prefix(1).uppercased())\(step.name.dropFirst()).swift"
    }
    #expect(files == expected)
    #expect(Migration.all.map(\.number) == Array(1...Int32(Migration.all.count)))
  }

  @Test("Every statement can be prepared and run on the migrated schema")
  func statements() throws {
    let schema = try TestSchema()
    try schema.migrate()
    var waiter = PollWaiter()
    var connection = try schema.connect(waiting: &waiter)
    for statement in allStatements {
      try prepare(statement, &connection, waiting: &waiter)
    }
  }

  @Test("Every statement of the room stands in the list")
  func listed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Shared/Store")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /struct (\w+): (\w*Statement|LockProfiles|TextPage) \{/) {
        names.insert(String(match.1))
      }
    }
    #expect(Set(allStatements.map { "\(type(of: $0))" }) == names)
  }

  private func prepare<S: Statement>(
    _ statement: S, _ connection: inout Connection, waiting waiter: inout PollWaiter
  ) throws {
    _ = try connection.enqueue(Begin())
    let ticket = try connection.enqueue(statement)
    _ = try connection.enqueue(Rollback())
    do {
      try connection.sync(waiting: &waiter)
      _ = try connection.take(ticket)
    } catch PostgresError.server(let error) where error.sqlstate == "23514" {
      // An outbox row without messages is refused; that it was prepared is all that counts here.
      connection.rollback(waiting: &waiter)
    } catch {
      Issue.record("\(S.self): \(error)")
      connection.rollback(waiting: &waiter)
    }
  }
}

private struct AllColumns: Statement {
  let schema: String

  struct Row {
    let name: String
    let comment: String
  }

  static let sql = """
    SELECT
      c.relname || '.' || a.attname, coalesce(col_description(c.oid, a.attnum), '')
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = $1::text::regnamespace
    AND c.relkind = 'r'
    AND a.attnum > 0
    AND NOT a.attisdropped
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(schema)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(name: try row.text(0), comment: try row.text(1))
  }
}
