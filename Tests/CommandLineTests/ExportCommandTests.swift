import Domain
import Foundation
import Store
import Testing

/// `profile export` against a real database.
struct ExportCommandTests {
  @Test(
    "E3: JSON has all that is held of a person, of every profile that became one, with provenance")
  func json() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try park(in: harness)
      try keepRows(in: harness)
      for line in ["\(Fixtures.two) --json", "\(Fixtures.one) --format json --language en"] {
        let ran = try harness.run("profile export \(line)")
        #expect(ran.exitCode == 0)
        let object = try JSONSerialization.jsonObject(with: Data(ran.output.utf8))
        let export = try #require(object as? [String: Any])
        #expect(
          export["profileId"] as? String == Fixtures.one.description && export["at"] is String)
        let profiles = try #require(export["profiles"] as? [[String: Any]])
        let ids = [Fixtures.one, Fixtures.two, Fixtures.three].map(\.description)
        #expect(profiles.compactMap { $0["id"] as? String } == ids)
        #expect(
          profiles.allSatisfy { ($0["name"] as? [String: Any])?["given"] as? String == "Åsa" })
        #expect(list(profiles[0], "addresses").count == 5)
        #expect(list(profiles[1], "formerAddresses").count == 4)
        #expect(list(profiles[1], "optOuts").count == 1)
        #expect(profiles[2]["mergedInto"] as? String == ids[1])
        #expect(list(export, "merges").count == 2)
        let parked = list(export, "parkedMessages")
        #expect(parked.compactMap { $0["messageId"] as? String } == ["p1"])
        #expect(parked.first?["passages"] as? [String] == ["ÅSA2@exempel.se"])
        let imported = try #require(list(export, "beforeImports").first)
        #expect(imported["importId"] as? String == "i" && imported["created"] as? Bool == false)
        #expect(imported["phone"] as? String == "070" && imported["profileId"] as? String == ids[1])
        #expect(
          list(imported, "addresses").compactMap { $0["address"] as? String }
            == ["Asa.Before@b.se"])
        let rows = list(export, "importRows")
        #expect(rows.compactMap { $0["line"] as? Int } == [3, 4])
        #expect(rows.first?["cells"] as? [String] == ["ÅSA2@exempel.se", "Åsa"])
        #expect(rows.first?["refused"] as? String == "Taken.")
        try check(kept: profiles[0])
      }
    }
  }

  private func check(kept: [String: Any]) throws {
    let former = try #require(list(kept, "formerAddresses").first)
    #expect(former["address"] as? String == "asa1@b.se")
    let left = try #require(former["left"] as? [String: Any])
    #expect(left["type"] as? String == "profile.removeAddress" && left["id"] as? String == "c2")
    #expect(left["source"] as? String == "urn:stewards" && left["actor"] as? String == "kim")
    let marked = list(kept, "addresses").compactMap { $0["undeliverable"] as? [String: Any] }
    #expect(marked.compactMap { $0["reason"] as? String } == ["No such mailbox."])
    let registration = try #require(list(kept, "registrations").first)
    #expect((registration["content"] as? [String: Any])?["email"] as? String == "x")
    #expect(registration["messageId"] as? String == "m1")
    let suggestion = try #require(list(kept, "suggestions").first)
    #expect(
      suggestion["evidence"] as? String == "bo ek" && suggestion["decision"] as? String == "open")
  }

  @Test(
    "E3: the text is for the person to read, in Swedish and in English",
    arguments: [
      (
        "", "Registerutdrag",
        [
          "kl. 16:00 UTC", "huvudadress, arbete", "olevererbar  2025-11-25 kl. 16:00 UTC",
          "försvann",
        ]
      ),
      (
        "--language sv", "Registerutdrag",
        ["anmälan till evenemang", "Avböjda utskick", "- news: "]
      ),
      (
        "--language en", "All that is held about you",
        [
          "primary address, work",
          "by the message profile.merge c5, from urn:stewards, done by kim",
          "field email       x", "was merged into", "Messages that could not be read",
        ]
      ),
    ])
  func text(options: String, title: String, words: [String]) throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try park(in: harness)
      let ran = try harness.run("profile export \(Fixtures.three) \(options)")
      #expect(ran.exitCode == 0 && ran.output.hasPrefix(title + "\n"))
      for word in words { #expect(ran.output.contains(word), "\(word)") }
      for number in 1...3 { #expect(ran.output.contains("- Åsa\(number)@exempel.se\n")) }
      #expect(!ran.output.contains("\u{1b}"))
    }
  }

  @Test("E3, L8: a person with protected identity gets an extract by the id; no other one is named")
  func protected() throws {
    try CLIHarness.use { harness in
      let hidden = try Fixtures.profile(1, isProtected: true)
      let open = try Fixtures.profile(2)
      let suggestion = Suggestion(
        id: Fixtures.id(300), kind: .duplicate, profiles: [open.id, hidden.id],
        evidence: "asa1@b.se")
      try harness.write(
        BatchDecision(messages: [
          Fixtures.creation("m1", hidden), Fixtures.creation("m2", open),
          Fixtures.suggestions("m3", [suggestion]),
        ]))
      let theirs = try harness.run("profile export \(hidden.id) --language en").output
      #expect(theirs.contains("protected identity  yes") && theirs.contains("Åsa1@exempel.se"))
      #expect(theirs.contains(open.id.description))
      let other = try harness.run("profile export \(open.id) --json").output
      #expect(!other.contains("duplicate") && !other.contains(hidden.id.description))
    }
  }

  @Test("L1: the registrations that wait because of one who has died are in the extract")
  func held() throws {
    try CLIHarness.use { harness in
      let person = try Fixtures.profile()
      let held: RegistrationID = Fixtures.id(400)
      let registration = Registration(
        kind: .alumni, first: person.addresses[0].address, content: Array(#"{"phone":"9"}"#.utf8))
      try harness.write(
        BatchDecision(messages: [
          Fixtures.creation("m1", person),
          Fixtures.suggestions(
            "m2",
            [
              Suggestion(
                id: Fixtures.id(300), kind: .deceasedAddress, profiles: [person.id],
                registration: held, evidence: "\(held)")
            ]),
          DecidedMessage(
            cause: Cause(
              message: MessageReference(source: "urn:test", id: "m3"), at: Fixtures.moment),
            type: "registration.alumni", queue: "registrations",
            bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied,
            changes: [
              LoggedChange(
                .registration(held, .held(registration)), sequence: nil, isProtected: false)
            ]),
        ]))
      let text = try harness.run("profile export \(person.id) --language en").output
      #expect(
        text.contains("Registrations that wait for a steward") && text.contains("field phone"))
      #expect(text.contains("waits for a steward\n"))
    }
  }

  @Test("E3, L2: what a purge would find of the person's own is in the extract, wherever it waits")
  func waiting() throws {
    try CLIHarness.use { harness in
      let (person, other) = (try Fixtures.profile(1), try Fixtures.profile(2))
      let key = person.addresses[0].key
      func note(_ number: UInt128, from key: AddressKey, passingOn: EmailAddress? = nil) -> [Change]
      {
        let note = Note(
          participants: [Note.Participant(.from, key.text, key: key)],
          subject: "Note \(number)", forwardedFrom: passingOn)
        return [
          .note(
            Fixtures.id(900 + number),
            .recorded(note, writtenAt: Fixtures.moment, isMatched: false))
        ]
      }
      func registration(_ number: UInt128, _ content: String) -> [Change] {
        let registration = Registration(
          kind: .alumni, first: other.addresses[0].address, content: Array(content.utf8))
        return [.registration(Fixtures.id(400 + number), .held(registration))]
      }
      let friend = AddressKey(stored: "friend@x.se")
      let changes =
        note(1, from: key) + note(2, from: friend, passingOn: person.addresses[0].address)
        + registration(1, #"{"email":"\#(key.text)","phone":"111"}"#)
        + registration(2, #"{"email":"\#(friend.text)","phone":"222","by":"Mr \#(key.text)"}"#)
      try harness.write(
        BatchDecision(messages: [
          Fixtures.creation("m1", person), Fixtures.creation("m2", other),
          DecidedMessage(
            cause: Cause(
              message: MessageReference(source: "urn:test", id: "m3"), at: Fixtures.moment),
            type: "registration.alumni", queue: "registrations",
            bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied,
            changes: changes.map { LoggedChange($0, sequence: nil, isProtected: false) }),
        ]))
      let ran = try harness.run("profile export \(person.id) --json").output
      #expect(ran.contains("Note 1") && !ran.contains("Note 2"))
      #expect(ran.contains("111") && !ran.contains("222"))
      let others = try harness.run("profile export \(other.id) --json").output
      #expect(!others.contains("Note 1") && !others.contains("111"))
      #expect(
        ran.contains(
          #"{"kind":"registration","count":1,"as":["\#(key.text)"]},"#
            + #"{"kind":"note","count":1,"as":["\#(key.text)"]}]"#))
      #expect(!ran.contains("Mr ") && others.contains(#""elsewhere":[]"#))
      let text = try harness.run("profile export \(person.id) --language en").output
      #expect(text.contains("In what is kept of others, which is not shown"))
      #expect(text.contains("- registrations and donations: 1\n    written as  \(key.text)\n"))
    }
  }

  @Test("L2: a purged person has no extract, and neither has nobody: exit 1, and it is said why")
  func nothing() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try harness.command(
        "c9", .purge(Fixtures.one, decision: nil), type: "profile.purge", at: Fixtures.day(9))
      for id in [Fixtures.one, Fixtures.two] {
        let ran = try harness.run("profile export \(id) --json")
        #expect(ran.exitCode == 1 && ran.output.isEmpty)
        #expect(ran.errors.contains("was purged") && ran.errors.contains("erasure show \(id)"))
      }
      let nobody = try harness.run("profile export \(Fixtures.id(99) as ProfileID)")
      #expect(nobody.exitCode == 1 && nobody.errors.contains("There is no profile"))
    }
  }

  /// Parks a message in which the person stands, and one in which somebody else does.
  private func park(in harness: CLIHarness) throws {
    try harness.write(
      BatchDecision(messages: [
        Fixtures.parked("p1", as: 500, body: #"{"email":["ÅSA2@exempel.se"]}"#),
        Fixtures.parked("p2", as: 501, body: #"{"email":["nyåsa2@exempel.se"]}"#),
      ]))
  }

  /// How a profile was before an import; of its rows one refused, one that waits, and one of somebody else.
  private func keepRows(in harness: CLIHarness) throws {
    try harness.sql(
      """
      INSERT INTO brevduva.import (id, hash, headers, fields, replaces, overwritten, repairs,
        updates_only, allowed, is_dry_run, language, total, begun_at, source, message_id)
      VALUES ('i', '', '{}', '{}', false, '{}', false, false, '{}', false, 'sv', 3, now(), 's', 'm');
      INSERT INTO brevduva.import_profile (import_id, profile_id, version, version_before, phone,
        address_keys, address_texts, address_uses)
      VALUES ('i', '\(Fixtures.two)', 2, 1, '070', '{asa.before@b.se}', '{Asa.Before@b.se}', '{1}');
      INSERT INTO brevduva.import_line (import_id, chunk, place, line, cells, code, sentence)
      VALUES ('i', 0, 1, 3, E'ÅSA2@exempel.se\\x1fÅsa', 'addressTaken', 'Taken.'),
        ('i', 1, 0, 4, E'åsa2@exempel.se\\x1fÅsa', NULL, NULL),
        ('i', 1, 1, 5, E'nyåsa2@exempel.se\\x1fÅsa', NULL, NULL);
      INSERT INTO brevduva.mention (hash, kind, subject)
      VALUES (hashtextextended('åsa2@exempel.se', 0), 10, '0 3 i');
      INSERT INTO brevduva.import_mention (import_id, chunk, hashes, lines)
      VALUES ('i', 1, ARRAY[
        hashtextextended('åsa2@exempel.se', 0), hashtextextended('nyåsa2@exempel.se', 0)], '{4,5}');
      """)
  }

  private func list(_ object: [String: Any], _ key: String) -> [[String: Any]] {
    object[key] as? [[String: Any]] ?? []
  }
}
