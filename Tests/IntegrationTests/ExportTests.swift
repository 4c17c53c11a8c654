import Foundation
import Testing

/// The address book, out of one database and into another by a running worker.
@Suite("Exports", .serialized)
struct ExportTests {
  /// People as the system before knew them, odd ones among them.
  private static let people = #"""
    externalId:ladok;givenName;familyName;phone;email.primary;email.work;email.additional;optOut;\#
    optOut:news;undeliverable;deceased;protected
    1;Åsa;Öberg;'+46 70 1;asa@exempel.se;asa@work.se;Asa.O@x.se;;ja;2026-11-30 5.1.1 asa@work.se;;
    2;'=1+1;"a;""b""";0701;;bo@work.se;"""bo b""@x.se";ja;;ja;;
    3;Cia;;;;;;;;;2026-01-02;
    4;Dag;;;dag@x.se;;;;;;;ja
    5;;;;eva@x.se;eva@x.se;;;;;;

    """#

  /// A message for the import of a file by its own headers.
  private func posting(_ id: String, _ file: String) throws -> Posting {
    let line = try #require(file.split { $0 == "\r\n" || $0 == "\n" }.first)
    let headers = line.split { $0 == "," || $0 == ";" }.map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "\u{feff}\""))
    }
    let body: [String: Any] = [
      "importId": id, "content": Data(file.utf8).base64EncodedString(),
      "columns": Dictionary(uniqueKeysWithValues: headers.map { ($0, $0) }),
    ]
    return Posting(
      id: id, type: "import.file",
      body: String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self))
  }

  /// Imports a file into a database, and returns the export of it when all has happened.
  private func exported(after file: String, in testbed: Testbed) throws -> String {
    let workers = try [WorkerKind.imports, .commands].map { try testbed.worker(for: $0) }
    let publisher = try Publisher(testbed)
    try publisher.publish(try posting("all", file))
    try publisher.finish()
    try wait(until: "all rows are imported, and who died is dead", within: .seconds(120)) {
      try testbed.count("import WHERE ended_at IS NOT NULL") == 1
        && testbed.count("profile WHERE state = 2") == 1
    }
    for worker in workers { try worker.stop() }
    #expect(try testbed.sql("SELECT created, refused FROM import") == "5|0")
    let ran = try testbed.brevduva("export")
    try #require(ran.status == 0, "\(ran.errors)")
    return ran.output
  }

  @Test("P11: out of one book and into an empty one is the same book, ids and all that is written")
  func identity() throws {
    let (one, other) = (try Testbed(), try Testbed())
    let first = try exported(after: Self.people, in: one)
    #expect(first.split(separator: "\r\n").count == 6 && !first.contains("dag@x.se"))
    // Nobody chose a primary address for Bo any more.
    _ = try one.sql("UPDATE address SET uses = uses & ~1 WHERE key LIKE 'bo@%'")
    let without = try one.brevduva("export").output
    #expect(without != first)
    #expect(try exported(after: without, in: other) == without)
    let addresses = """
      SELECT a.key, a.uses, (m.since AT TIME ZONE 'UTC')::date, m.status
      FROM address AS a LEFT JOIN mark AS m ON m.key = a.key
      WHERE a.key <> 'dag@x.se' ORDER BY a.key
      """
    #expect(try other.sql(addresses) == one.sql(addresses))
    #expect(try other.count("address") == 6 && one.count("address") == 7)
  }
}
