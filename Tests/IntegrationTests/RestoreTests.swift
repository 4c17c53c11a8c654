import Foundation
import Messaging
import Testing

/// A backup does not know who was purged after it was taken: the journal of purges does.
@Suite("Restore", .serialized)
struct RestoreTests {
  private static let kept = "0190a000-0000-7000-8000-000000000001"
  private static let other = "0190a000-0000-7000-8000-000000000002"
  private static let stranger = "0190a000-0000-7000-8000-000000000003"
  private static let late = "0190a000-0000-7000-8000-000000000004"
  private static let early = "0190a000-0000-7000-8000-000000000005"

  @Test(
    "L2: purges that a backup does not know are replayed after its restore, merged profiles too")
  func replay() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let steward = try testbed.worker(for: .commands)
    for (id, name) in [
      (Self.kept, "kanarie"), (Self.other, "kanarie.two"), (Self.stranger, "johanna"),
      (Self.early, "kanarie.early"),
    ] {
      try create(id, name, publisher, testbed)
    }
    try purge(Self.early, publisher, testbed)
    let backup = FileManager.default.temporaryDirectory.appending(path: "\(testbed.name).dump")
    defer { try? FileManager.default.removeItem(at: backup) }
    try succeed("pg_dump", "-Fc", "-f", backup.path, testbed.databaseURL)

    try create(Self.late, "kanarie.late", publisher, testbed)
    try apply(
      "merge", "profile.merge", #"{"keep":"\#(Self.kept)","remove":"\#(Self.other)"}"#, publisher,
      testbed)
    try purge(Self.kept, publisher, testbed)
    try purge(Self.late, publisher, testbed)
    let journal = backup.appendingPathExtension("json")
    defer { try? FileManager.default.removeItem(at: journal) }
    let listed = try testbed.brevduva("erasure", "list", "--json")
    #expect(!listed.output.contains("@") && !listed.output.contains("kanarie"))
    try Data(listed.output.utf8).write(to: journal)
    try steward.stop()

    try succeed(
      "pg_restore", "--clean", "--if-exists", "--exit-on-error", "-d", testbed.databaseURL,
      backup.path)
    #expect(try testbed.count("address WHERE key LIKE 'kanarie%'") == 2)
    let asked = try testbed.brevduva("erasure", "replay", journal.path, "--actor", "kim", "--json")
    #expect(asked.status == 0)
    #expect(
      asked.output == """
        [\(state(Self.early, "purged")),\
        \(state(Self.kept, "sent", [Self.kept, Self.other])),\(state(Self.late, "unknown"))]

        """)
    let heir = try testbed.worker(for: .commands)
    try wait(until: "both are purged") { try testbed.count("profile WHERE state = 3") == 3 }
    let again = try testbed.brevduva("erasure", "replay", journal.path)
    #expect(again.status == 0)
    #expect(again.output == "3 in the journal: 2 purged, 0 sent, 0 joined, 1 unknown.\n")
    #expect(try testbed.count("address") == 1)
    #expect(
      try testbed.sql("SELECT decision, actor FROM erasure WHERE profile_id = '\(Self.other)'")
        == "D \(Self.kept)|kim")
    try expectNoReturn(publisher, testbed)
    try heir.stop()
    let dump = try runBesideServer("pg_dump", ["--inserts", testbed.databaseURL])
    #expect(dump.status == 0 && !dump.output.contains("kanarie"))
  }

  private func state(_ id: String, _ state: String, _ sent: [String] = []) -> String {
    let ids = sent.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"profileId":"\#(id)","state":"\#(state)","sent":[\#(ids)],"joined":[]}"#
  }

  /// Expects that what was written before the purges brings neither back (L6).
  private func expectNoReturn(_ publisher: Publisher, _ testbed: Testbed) throws {
    let matcher = try testbed.worker()
    for name in ["kanarie", "kanarie.two"] {
      try publisher.publish(
        #"{"email":"\#(name)@example.se"}"#, id: "late \(name)", type: "registration.event"
      ) { $0.timestamp = 1_700_000_000 }
    }
    try publisher.finish()
    try wait(until: "both are refused") {
      try testbed.count("refused WHERE code = 'purgedEarlier'") == 2
    }
    _ = try testbed.sql("DELETE FROM refused; DELETE FROM inbox WHERE message_id LIKE 'late %'")
    try matcher.stop()
  }

  private func create(
    _ id: String, _ name: String, _ publisher: Publisher, _ testbed: Testbed
  ) throws {
    try apply(
      "create \(id)", "profile.create",
      #"{"profileId":"\#(id)","emails":[{"address":"\#(name)@example.se"}]}"#, publisher, testbed)
  }

  private func purge(_ id: String, _ publisher: Publisher, _ testbed: Testbed) throws {
    try apply(
      "purge \(id)", "profile.purge", #"{"profileId":"\#(id)","decision":"D \#(id)"}"#, publisher,
      testbed)
  }

  private func apply(
    _ id: String, _ type: String, _ body: String, _ publisher: Publisher, _ testbed: Testbed
  ) throws {
    try publisher.publish(body, id: id, type: type)
    try publisher.finish()
    try wait(until: "\(id) is applied") {
      try testbed.count("inbox WHERE message_id = '\(id)' AND ending = 0") == 1
    }
  }

  private func succeed(_ command: String, _ arguments: String...) throws {
    let ran = try runBesideServer(command, arguments)
    try #require(ran.status == 0, "\(command): \(ran.errors)")
  }
}
