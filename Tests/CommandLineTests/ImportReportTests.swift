import Formats
import Foundation
import Testing

/// `import report` against a real server.
struct ImportReportTests {
  private static let count = 2_345

  /// An import with refused rows, several in each chunk, and some that wait.
  private static func fill(_ harness: CLIHarness) throws {
    try harness.sql(
      """
      INSERT INTO import (
        id, hash, headers, fields, replaces, overwritten, repairs, updates_only, allowed, is_dry_run,
        language, total, refused, source, message_id, begun_at)
      VALUES ('i', '', '{}', '{}', false, '{}', false, false, '{}', false, 'en', 9999, \(count), 's', 'm',
        now());
      INSERT INTO import_line (import_id, chunk, place, line, cells)
      VALUES ('i', -1, 0, 0, 'Mejl'), ('i', 99, 0, 9999, 'waits@x.se');
      INSERT INTO import_line (import_id, chunk, place, line, cells, code, sentence, column_header)
      SELECT 'i', n / 500, n % 500, n + 2, 'p' || n || '@x.se', 'addressTaken', 'Taken ' || n || '.',
        CASE WHEN n = 2000 THEN 'A wide header' ELSE 'Mejl' END
      FROM generate_series(0, \(count - 1)) AS n;
      """)
  }

  private struct Report: Decodable {
    struct Row: Decodable {
      let line: Int
      let sentence: String
    }

    let importId: String
    let refusedRows: [Row]
    let kept: [String]
  }

  @Test("P7: the report has each refused row once, in file order, however many pages they are")
  func pages() throws {
    try CLIHarness.use { harness in
      try Self.fill(harness)
      let json = try harness.run("import report i --json")
      #expect(json.exitCode == 0 && json.output.hasSuffix("]}\n"))
      let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
      #expect(report.importId == "i" && report.kept == [])
      #expect(report.refusedRows.map(\.line) == Array(2..<Self.count + 2))
      #expect(report.refusedRows.map(\.sentence) == (0..<Self.count).map { "Taken \($0)." })

      let csv = try harness.run("import report i --refused-csv")
      let people = (0..<Self.count).map { "\"p\($0)@x.se\"" }
      #expect(csv.output == "\u{feff}" + (["\"Mejl\""] + people).map { $0 + "\r\n" }.joined())

      let text = try harness.run("import report i").output.split(
        separator: "\n", omittingEmptySubsequences: false)
      let head = try #require(text.firstIndex { $0.hasPrefix("LINE") })
      #expect(text[head] == "LINE  COLUMN         CODE          WHY" && text[head - 1] == "")
      #expect(text[head + 1] == "   2  Mejl           addressTaken  Taken 0.")
      #expect(text[head + 2001] == "2002  A wide header  addressTaken  Taken 2000.")
      #expect(text[(head + 1)...].dropLast().count == Self.count && text.last == "")
    }
  }

  @Test("P7, P8: a number that has lost digits has lost them in the CSV too")
  func rounded() throws {
    try CLIHarness.use { harness in
      try Self.fill(harness)
      try harness.sql(
        "UPDATE import_line SET cells = chr(30) || '1234567890123450' || chr(31) || '7' WHERE line = 2"
      )
      let csv = try harness.run("import report i --refused-csv").output
      let cells = csv.split(separator: "\r\n")[1].split(separator: ",").map {
        PrintedValue(String($0.dropFirst().dropLast()))
      }
      #expect(cells.map(\.isRounded) == [true, false])
      #expect(cells.map(\.text) == ["1234567890123450", "7"])
    }
  }

  private struct Undo: Decodable {
    struct Profile: Decodable {
      let profileId: String?
      let reason: String
    }

    let kept: [Profile]
  }

  @Test("P10, L8: the profiles that an undo kept are each told once, however many pages they are")
  func kept() throws {
    try CLIHarness.use { harness in
      try Self.fill(harness)
      let hidden = Self.count - 2
      try harness.sql(
        """
        UPDATE import SET undo_begun_at = now(), undone_at = now(), kept = \(Self.count);
        INSERT INTO import_profile (import_id, profile_id, version, reason)
        SELECT 'i', lpad(to_hex(n + 1), 32, '0')::uuid, 1, CASE WHEN n % 2 = 0 THEN 'changed' ELSE 'merged' END
        FROM generate_series(0, \(Self.count - 1)) AS n;
        INSERT INTO import_profile (import_id, profile_id, version, reason)
        SELECT w.id, lpad('1', 32, '0')::uuid, 1, 'changed' FROM (VALUES ('h'), ('j')) AS w (id);
        INSERT INTO profile (id, is_protected, created_at)
        VALUES (lpad(to_hex(\(hidden + 1)), 32, '0')::uuid, true, now());
        """)
      for command in ["import report i --json", "import undo i --json"] {
        let json = try harness.run(command)
        #expect(json.exitCode == 0 && json.output.hasSuffix("]}\n"), "\(command): \(json.errors)")
        let kept = try JSONDecoder().decode(Undo.self, from: Data(json.output.utf8)).kept
        let ids = kept.map { $0.profileId?.filter { $0 != "-" }.suffix(4) }
        let all = (0..<Self.count).map {
          $0 == hidden ? nil : Substring(String(format: "%04x", $0 + 1))
        }
        #expect(ids == all, "\(command)")
        #expect(
          kept.map(\.reason) == (0..<Self.count).map { $0.isMultiple(of: 2) ? "changed" : "merged" }
        )
      }
      for command in ["import report i", "import undo i"] {
        let lines = try harness.run(command).output.split(separator: "\n")
        let head = try #require(lines.firstIndex { $0.hasPrefix("KEPT") })
        #expect(lines[(head + 1)...].count == Self.count, "\(command)")
        #expect(lines[head + 1].hasPrefix("00000000-0000-0000-0000-000000000001  It was changed"))
        #expect(lines[head + 2].hasSuffix("0002  It was merged with another one."))
        let protected = "a protected one".padding(toLength: 38, withPad: " ", startingAt: 0)
        #expect(lines[head + 1 + hidden].hasPrefix(protected + "It was "))
      }
    }
  }

  @Test("P7: a file whose reading nobody goes on with is listed as abandoned")
  func abandoned() throws {
    try CLIHarness.use { harness in
      try Self.fill(harness)
      try harness.sql("UPDATE import SET reading = gen_random_uuid(), read_at = now(), total = 7")
      #expect(try harness.run("list imports").output.contains("being read, 7 rows so far"))
      #expect(try harness.run("list imports --json").output.contains(#""reading":"active""#))
      try harness.sql("UPDATE import SET read_at = now() - interval '11 minutes'")
      #expect(try harness.run("list imports").output.contains("reading abandoned after 7 rows"))
      #expect(try harness.run("list imports --json").output.contains(#""reading":"abandoned""#))
      try harness.sql("UPDATE import SET reading = NULL, read_at = NULL")
      #expect(try harness.run("list imports --json").output.contains(#""reading":null"#))
    }
  }
}
