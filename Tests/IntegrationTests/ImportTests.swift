import Foundation
import Testing

/// Files that are imported by running workers, whole or not at all, and told row by row.
@Suite("Imports", .serialized)
struct ImportTests {
  /// The report of an import, once it has ended: total, created, changed, unchanged, refused.
  private func report(of id: String, in testbed: Testbed) throws -> String {
    try wait(until: "the import \(id) has ended", within: .seconds(120)) {
      try testbed.count("import WHERE id = '\(id)' AND ended_at IS NOT NULL") == 1
    }
    return try testbed.sql(
      "SELECT total, created, changed, unchanged, refused FROM import WHERE id = '\(id)'")
  }

  private func publish(_ postings: [Posting], in testbed: Testbed) throws {
    let publisher = try Publisher(testbed)
    for posting in postings { try publisher.publish(posting) }
    try publisher.finish()
  }

  @Test("P7: a file ends in a report, a dry run in the same, and the same file changes nothing")
  func reports() throws {
    let testbed = try Testbed()
    let worker = try testbed.worker(for: .imports, ["IMPORT_CHUNK": "2"])
    let rows = [
      "asa@x.se,Åsa", "no address,Bo", "cia@x.se,Cia", "asa@x.se,Eva", "\"dag@x.se\",\"D\r\nag\"",
    ]
    let first = ImportLoad.posting(id: "first", rows: rows, #""language":"sv","#)
    try publish([ImportLoad.posting(id: "dry", rows: rows, #""dryRun":true,"#)], in: testbed)
    #expect(try report(of: "dry", in: testbed) == "5|2|0|1|2")
    #expect(try testbed.count("profile") == 0)
    try publish([first], in: testbed)
    #expect(try report(of: "first", in: testbed) == "5|2|0|1|2")
    #expect(
      try testbed.sql(
        "SELECT line, column_header, code FROM import_line WHERE code IS NOT NULL "
          + "AND import_id = 'first' ORDER BY line") == "3|E-post|noAt\n6|Namn|control")
    #expect(try testbed.count("profile") == 2)
    try publish(
      [
        ImportLoad.posting(id: "again", rows: rows),
        Posting(id: "repeated", type: first.type, body: first.body),
        Posting(
          id: "other", type: first.type,
          body: first.body.replacing(#""language":"sv","#, with: "")),
      ], in: testbed)
    #expect(try report(of: "again", in: testbed) == "5|0|0|3|2")
    try wait(until: "the repeated ones have their outcome") {
      try testbed.count("inbox WHERE message_id IN ('repeated', 'other')") == 2
    }
    #expect(
      try testbed.sql("SELECT ending FROM inbox WHERE message_id = 'repeated'") == "1")
    #expect(try testbed.sql("SELECT message_id, code FROM refused") == "other|importExists")
    try worker.stop()
    let events = try Publisher(testbed).drainEvents { events in
      events.count { $0.type == "import.completed" } == 3
    }
    #expect(events.count { $0.type == "import.progress" } == 4)
    let told = events.filter { $0.type == "import.completed" }.map(\.told)
    #expect(told.contains { $0.contains("Adressen saknar @") })
    #expect(told.allSatisfy { !$0.contains("no address") })
  }

  @Test(
    "P8: what is no table, does not fit, or lies elsewhere is refused whole, and nothing changes")
  func refused() throws {
    let testbed = try Testbed()
    try withFolder { folder in
      let inside = folder.appending(path: "imports")
      try FileManager.default.createDirectory(
        at: inside.appending(path: "deep"), withIntermediateDirectories: true)
      try Data("E-post;Namn\nåsa@x.se;Åsa\n".utf8).write(to: folder.appending(path: "outside.csv"))
      try Data([0x45, 0x2d, 0x70, 0x6f, 0x73, 0x74, 0x0a, 0x61, 0x40, 0x78, 0x2e, 0x73, 0x65])
        .write(to: inside.appending(path: "deep/good.csv"))
      for (name, target) in [("link.csv", "../outside.csv"), ("up", ".."), ("null", "/dev/null")] {
        try FileManager.default.createSymbolicLink(
          atPath: inside.appending(path: name).path, withDestinationPath: target)
      }
      let worker = try testbed.worker(for: .imports, ["IMPORT_FOLDER": inside.path])
      let paths = [
        ("../outside.csv", "file.outsideFolder"), ("link.csv", "file.outsideFolder"),
        ("up/outside.csv", "file.outsideFolder"), ("null", "file.outsideFolder"),
        ("/etc/passwd", "file.outsideFolder"), ("deep", "file.notAFile"),
        ("none.csv", "file.cannotOpen"),
      ]
      for (path, code) in paths {
        let body =
          #"{"importId":"\#(path)","path":"\#(path)","columns":{"E-post":"email.primary"}}"#
        try publish([Posting(id: "\(code) \(path)", type: "import.file", body: body)], in: testbed)
      }
      let contents = [
        ("file.base64", "%%", "E-post", "email.primary"),
        ("file.unknownFormat", "iVBORw0KGgo=", "E-post", "email.primary"),
        ("columns.unknownColumn", "RS1wb3N0CmFAeC5zZQo=", "Mobil", "phone"),
        ("columns.unknownField", "RS1wb3N0CmFAeC5zZQo=", "E-post", "shoeSize"),
        ("file.empty", "", "E-post", "email.primary"),
      ]
      for (code, content, header, field) in contents {
        let body =
          #"{"importId":"\#(code)","content":"\#(content)","columns":{"\#(header)":"\#(field)"}}"#
        try publish([Posting(id: "\(code) content", type: "import.file", body: body)], in: testbed)
      }
      try wait(until: "all are refused") {
        try testbed.count("refused") == paths.count + contents.count
      }
      #expect(
        try testbed.sql(
          "SELECT message_id, code FROM refused WHERE message_id NOT LIKE code || ' %'")
          == "")
      #expect(try testbed.count("import") == 0)
      #expect(try testbed.count("profile") == 0)
      try publish(
        [
          Posting(
            id: "good", type: "import.file",
            body: #"{"importId":"good","path":"deep/good.csv","columns":{"E-post":"email.work"}}"#)
        ], in: testbed)
      #expect(try report(of: "good", in: testbed) == "1|1|0|0|0")
      try worker.stop()
    }
  }

  /// A file about 100 people; each row's name says from which file and row it is.
  private static func posting(_ file: String, rows: Int) -> Posting {
    posting(
      file, rows: (0..<rows).map { "person\($0 % 100)@x.se,\(file) \($0)" })
  }

  private static func posting(_ file: String, rows: [String]) -> Posting {
    ImportLoad.posting(id: file, rows: rows, #""overwrite":["Namn"],"#)
  }

  @Test("P5: three workers, ten files that touch the same people: each file's rows in its order")
  func order() throws {
    let testbed = try Testbed()
    let files = (0..<10).map { Self.posting("f\($0)", rows: 200) }
    let workers = try (0..<3).map { _ in try testbed.worker(for: .imports, ["IMPORT_CHUNK": "20"]) }
    try publish(files, in: testbed)
    for file in files {
      let counts = try report(of: file.id, in: testbed).split(separator: "|").compactMap { Int($0) }
      #expect(counts.first == 200 && counts.dropFirst().reduce(0, +) == 200)
      #expect(counts.last == 0)
    }
    for worker in workers { try worker.stop() }
    #expect(try testbed.sql("SELECT sum(created) FROM import") == "100")
    #expect(try testbed.count("profile") == 100)
    // The later of two rows about a person is what a file leaves behind.
    #expect(
      try testbed.count("profile WHERE split_part(given_name, ' ', 2)::integer >= 100") == 100)
    #expect(try testbed.count("import_line WHERE chunk >= 0") == 0)
  }

  @Test("P5: a worker that is killed again and again imports each row once, in its order")
  func killed() throws {
    let testbed = try Testbed()
    try publish([Self.posting("f", rows: 500)], in: testbed)
    let places = ["before_commit", "after_commit", "before_ack", "after_ack"]
    let kills = ProcessInfo.processInfo.environment["BREVDUVA_TEST_KILLS"].flatMap { Int($0) }
    for crash in 0..<(kills ?? places.count) {
      let order = "\(places[crash % places.count]):exit:\(kills == nil ? 6 : 1)"
      let doomed = try testbed.worker(
        for: .imports,
        [
          "IMPORT_CHUNK": "10", "LANES": "1", "BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": order,
        ])
      #expect(try doomed.end() == -SIGKILL, "\(doomed.logged)")
    }
    let heir = try testbed.worker(for: .imports, ["IMPORT_CHUNK": "10"])
    #expect(try report(of: "f", in: testbed) == "500|100|400|0|0")
    try wait(until: "all is told") { try testbed.count("outbox") == 0 }
    try heir.stop()
    #expect(try testbed.count("inbox") == 50)
    #expect(
      try testbed.count("profile WHERE split_part(given_name, ' ', 2)::integer >= 400") == 100)
    let events = try Publisher(testbed).drainEvents { events in
      events.contains { $0.type == "import.completed" }
    }
    #expect(events.count { $0.type == "import.completed" } == 1)
    #expect(events.count { $0.type == "import.progress" } == 49)
    #expect(events.count { $0.type == "profile.created" } == 100)
  }
}
