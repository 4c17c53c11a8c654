import Contract
import Domain
import Foundation
import Messaging
import Store
import Testing

/// `import undo` against real servers.
struct ImportUndoTests {
  private static func insert(_ columns: String, _ values: String) -> String {
    """
    INSERT INTO import (
      id, hash, headers, fields, replaces, overwritten, repairs, updates_only, allowed, language,
      total, source, message_id, begun_at, is_dry_run, \(columns))
    VALUES (
      'i', '', '{}', '{}', false, '{}', false, false, '{}', 'sv', 9, 's', 'm', now(), \(values))
    """
  }

  @Test("P10: import undo asks the worker once, in the name of whoever acts")
  func asks() throws {
    try CLIHarness.use { harness in
      try harness.sql(Self.insert("ended_at", "false, now()"))
      let ran = try harness.run("import undo i --actor kim --json")
      #expect(ran.exitCode == 0)
      #expect(ran.output.contains(#""importId":"i""#))
      #expect(ran.output.contains(#""undoBegunAt":null"#) && ran.output.contains(#""kept":[]"#))
      let delivery = try harness.take(from: "imports")
      #expect(Shell.text(delivery.body) == #"{"importId":"i"}"#)
      #expect(delivery.routingKey == MessageType.importUndo.rawValue)
      #expect(try harness.run("import undo i").output.contains("to be taken back"))
      // One that was refused must not keep the next one from being heard.
      let next = try harness.take(from: "imports")
      #expect(delivery.properties.messageID != nil)
      #expect(next.properties.messageID != delivery.properties.messageID)
    }
  }

  @Test("P10: an undo that the worker refuses ends the waiting with the reason: exit 1")
  func refusedByWorker() throws {
    try CLIHarness.use { harness in
      try harness.sql(Self.insert("ended_at", "false, now()"))
      let (process, _) = try harness.start("import undo i --wait")
      let delivery = try harness.take(from: "imports")
      let reference = Envelope.attributes(
        of: Message(properties: delivery.properties, body: delivery.body),
        to: delivery.routingKey
      ).reference
      try harness.write(
        BatchDecision(messages: [
          DecidedMessage(
            cause: Cause(message: reference, at: Fixtures.moment),
            type: MessageType.importUndo.rawValue, queue: "imports",
            bodyHash: [UInt8](repeating: 7, count: 32),
            disposition: .refused(code: "unknownImport", sentence: "There is no such import."))
        ]))
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
    }
  }

  @Test("P10: what cannot be taken back is refused, and nothing is sent: exit 1")
  func refused() throws {
    try CLIHarness.use { harness in
      let unknown = try harness.run("import undo none --wait")
      #expect(unknown.exitCode == 1 && unknown.errors.contains("There is no import none"))
      try harness.sql(Self.insert("ended_at", "true, now()"))
      let dry = try harness.run("import undo i --wait")
      #expect(dry.exitCode == 1 && dry.errors.contains("dry run"))
      try harness.sql("UPDATE import SET is_dry_run = false, ended_at = now() - interval '91 days'")
      let late = try harness.run("import undo i")
      #expect(late.exitCode == 1 && late.errors.contains("too old"))
      for (readAt, words) in [
        ("now()", "still being read"), ("now() - interval '1 day'", "abandoned"),
      ] {
        try harness.sql(
          "UPDATE import SET ended_at = NULL, reading = gen_random_uuid(), read_at = \(readAt)")
        let early = try harness.run("import undo i --wait")
        #expect(early.exitCode == 1 && early.errors.contains(words))
      }
      #expect(try harness.isEmpty("imports"))
    }
  }

  @Test("P10, L8: what stays is shown with the reason, of whoever is protected without the id")
  func shown() throws {
    try CLIHarness.use { harness in
      try harness.sql(
        Self.insert(
          "ended_at, is_stopped, created, undo_begun_at, undone_at, given_back, kept",
          "false, now(), true, 3, now(), now(), 1, 2"))
      let (one, two) = ("\(Fixtures.one)", "\(Fixtures.two)")
      try harness.sql(
        """
        INSERT INTO profile (id, version, state, is_protected, created_at)
        VALUES ('\(one)', 1, 0, false, now()), ('\(two)', 1, 0, true, now());
        INSERT INTO import_profile (import_id, profile_id, version, reason)
        VALUES ('i', '\(one)', 0, 'changed'), ('i', '\(two)', 0, 'merged')
        """)
      for line in ["import undo i --wait", "import undo i", "import report i"] {
        let json = try harness.run("\(line) --json")
        #expect(json.exitCode == 0)
        #expect(
          json.output.contains(
            """
            "kept":[{"profileId":"\(one)","reason":"changed"},\
            {"profileId":null,"reason":"merged"}]
            """))
        #expect(json.output.contains(#""undone":{"givenBack":1,"kept":2}"#))
        let text = try harness.run(line).output
        #expect(text.contains("taken back") && text.contains("after 3 of 9 rows"))
        #expect(text.contains("a protected one") && !text.contains(two))
      }
      #expect(try harness.run("list imports").output.contains("taken back"))
      #expect(try harness.isEmpty("imports"))
    }
  }
}
