import Postgres
import TestSupport
import Testing
import Threading

@testable import Store

@Suite("Store: who is hidden from people")
struct HiddenProfileTests {
  /// Statements of the command line that read of others and name none of them, and why.
  private static let exceptions = [
    "ListSenderRefusals": "domains and numbers",
    "ListRefusedRows": "rows of a file that are nobody's, as whoever imported it gave them",
    "ReadImportHeader": "the header of such a file",
    "ReadImportRows": "rows in which the person stands whose extract it is",
    "ReadTextsOfOthers":
      "rows of which an extract tells the kind, and how its own person is written there",
    "ReadWaitingRegistrations":
      "registrations of which those stay that the person made whose extract it is",
  ]
  /// Tables of messages that nobody could read, so that nobody knows whose they are.
  private static let unread: Set = ["parked", "mention"]
  /// Columns that are not personal and may name somebody all the same.
  private static let leading: Set = ["refused.sentence"]
  /// Columns by which the row of one person names another.
  private static let naming: Set = ["other_profile_id", "moved_to"]

  @Test(
    "L8: each statement that shows people asks who is hidden, or shows only whom it was asked for")
  func everyStatement() throws {
    let roles = try Roles()
    let people = try statements(in: roles) { column in
      column.comment.erasure != .never && !Self.unread.contains(column.table)
        || Self.leading.contains("\(column.table).\(column.name)")
    }
    let others = try statements(in: roles) { Self.naming.contains($0.name) }
    var asking: Set<String> = []
    for statement in deskStatements {
      let (name, sql) = ("\(type(of: statement))", type(of: statement).sql)
      let isOfOne = statement is any ProfileStatement || statement is any ProfilesStatement
      let showsOthers = people.contains(name) && (!isOfOne || others.contains(name))
      let asks = sql.contains("WHERE hidden.is_protected")
      if showsOthers { #expect(asks != (Self.exceptions[name] != nil), "\(name)") }
      if asks { asking.insert(name) }
      // None looks at a row's own word alone: what the condition itself does is over `k` and `hidden`.
      let bare = sql.matches(of: /(\w+)\.is_protected(?! OR \w+\.merged_into)/).map(\.output.1)
      // How a profile was before an import is no word on how it is.
      #expect(
        bare.allSatisfy {
          $0 == "hidden" || $0 == "k" || sql.contains("FROM import_profile AS \($0)\n")
        }, "\(name)")
    }
    #expect(people.isSuperset(of: Self.exceptions.keys) && people.count > 25)
    #expect(asking.isSuperset(of: others) && asking.count > 20)
  }

  /// The statements of the command line that read one of these columns: those that may not be run without it.
  private func statements(
    in roles: Roles, reading isMeant: (ColumnRecord) -> Bool
  ) throws -> Set<String> {
    let user = roles.script.name(of: .commandLine)
    try roles.apply()
    let columns = try roles.schema.run(ReadColumns())
    let tables = Dictionary(grouping: columns, by: \.table)
    for (table, all) in tables where all.contains(where: isMeant) {
      let left = all.filter { !isMeant($0) }.map(\.name).joined(separator: ", ")
      try roles.schema.execute(
        "REVOKE SELECT ON \(table) FROM \(user); GRANT SELECT (\(left)) ON \(table) TO \(user)")
    }
    var waiter = PollWaiter()
    var session = try roles.session(as: .commandLine, waiting: &waiter)
    let calls = try StatementCall.prepare(deskStatements, &session, waiting: &waiter)
    return Set(try calls.filter { try !$0.isAllowed(&session, waiting: &waiter) }.map(\.name))
  }
}
