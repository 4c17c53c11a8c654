import Foundation
import Testing

/// Mail to and from people, from a message on the broker to the row, the event and the command line.
@Suite("Notes", .serialized)
struct NoteTests {
  private static let åsa = "0190a000-0000-7000-8000-000000000001"

  private static func mail(
    from: String, to: String = "kansli@uni.se", id: String, _ more: String = ""
  )
    -> String
  {
    """
    From: Åsa <\(from)>
    To: \(to)
    Date: Mon, 30 Nov 2026 10:00:00 +0100
    Message-ID: <\(id)@example.se>
    Subject: Fråga \(id)
    \(more)
    Hej!
    """
  }

  private func settled(_ count: Int, _ testbed: Testbed) throws {
    try wait(until: "\(count) messages have their outcome and are told") {
      try testbed.count("inbox") == count && testbed.count("outbox") == 0
    }
  }

  @Test("M6, L2: mails become notes or none; one that waits is filed, and a purge leaves nothing")
  func notes() throws {
    let testbed = try Testbed()
    let (publisher, steward) = (try Publisher(testbed), try testbed.worker(for: .commands))
    let worker = try testbed.worker(for: .notes, ["OWN_DOMAINS": "uni.se, UNI.example"])
    try publisher.publish(
      """
      {"profileId":"\(Self.åsa)",
       "emails":[{"address":"asa@exempel.se"},{"address":"asa@uni.se"}]}
      """, id: "create", type: "profile.create")
    try publisher.finish()
    try settled(1, testbed)
    let mails = [
      ("known", Self.mail(from: "ASA@exempel.se", id: "1")),
      ("own", Self.mail(from: "asa@uni.se", id: "2")),
      ("away", Self.mail(from: "asa@exempel.se", id: "3", "Auto-Submitted: auto-replied\n")),
      ("unknown", Self.mail(from: "ny@exempel.se", id: "4")),
      ("broken", "Hej!"),
    ]
    for (id, mail) in mails { try publisher.publish(mail, id: id, type: "note.email") }
    try publisher.finish()
    try settled(6, testbed)
    try publisher.publish(mails[0].1, id: "copy", type: "note.email")
    try publisher.finish()
    try settled(7, testbed)
    #expect(try testbed.sql("SELECT message_id, code FROM parked") == "broken|missingField")
    #expect(
      try testbed.sql("SELECT message_id FROM inbox WHERE ending = 1 ORDER BY 1") == "away\ncopy")
    #expect(try testbed.sql("SELECT message_id FROM note ORDER BY 1") == "known\nown\nunknown")
    #expect(try testbed.sql("SELECT matched_keys[1] FROM note_profile") == "asa@exempel.se")
    #expect(try worker.metric("brevduva_notes_total") == 5)
    let waiting = try testbed.sql("SELECT id FROM note WHERE message_id = 'unknown'")
    #expect(try testbed.brevduva("list", "unmatched-notes").output.contains(waiting))
    try publisher.publish(
      #"{"noteId":"\#(waiting)","profileId":"\#(Self.åsa)"}"#, id: "assign", type: "note.assign")
    try publisher.finish()
    try settled(8, testbed)
    #expect(try testbed.count("note_profile") == 2)
    try withFolder { folder in
      let file = folder.appending(path: "mended.eml")
      try Data(Self.mail(from: "asa@exempel.se", id: "5").utf8).write(to: file)
      let parked = try testbed.sql("SELECT id FROM parked")
      let retried = try testbed.brevduva("parked", "retry", parked, file.path)
      #expect(retried.status == 0, "\(retried.errors)")
    }
    try wait(until: "it is a note") { try testbed.count("note_profile") == 3 }
    try publisher.publish(
      #"{"profileId":"\#(Self.åsa)"}"#, id: "purge", type: "profile.purge")
    try publisher.finish()
    try wait(until: "she is purged") { try testbed.count("erasure") == 1 }
    #expect(try testbed.count("note") == 0 && testbed.count("note_profile") == 0)
    try publisher.publish(
      Self.mail(from: "asa@exempel.se", id: "6"), id: "late", type: "note.email")
    try publisher.finish()
    try wait(until: "it is refused") { try testbed.count("refused") == 1 }
    #expect(try testbed.sql("SELECT code FROM refused") == "purgedEarlier")
    for each in [worker, steward] {
      try each.stop()
      #expect(!each.logged.contains("exempel.se"))
    }
  }
}
