import Domain
import Foundation
import Store
import Testing

@testable import brevduva

/// Notes on the command line, against a real database.
struct NoteCommandTests {
  private static let asa = AddressKey(stored: "asa1@b.se")

  /// Two people, the first with a note, and one that waits and passes on a mail of hers.
  private func prepare(_ harness: CLIHarness, isProtected: Bool = false) throws {
    let (first, second) = (try Fixtures.profile(1), try Fixtures.profile(2))
    try harness.write(
      BatchDecision(messages: [
        Fixtures.creation("m1", first), Fixtures.creation("m2", second),
      ]))
    let filed = Note(
      participants: [
        Note.Participant(.from, "asa1@b.se", key: Self.asa, name: "Åsa"),
        Note.Participant(.cc, "eva@x.se", key: AddressKey(stored: "eva@x.se")),
      ], subject: "Fråga", text: "Hej!\nGår det bra?", isCut: true,
      attachments: [Note.Attachment(name: "bild.png", type: "image/png", size: 7)])
    let waiting = Note(
      participants: [
        Note.Participant(.from, "kansli@uni.se", key: AddressKey(stored: "kansli@uni.se"))
      ], subject: "VB: Hej", forwardedFrom: EmailAddress(stored: "asa1@b.se", key: Self.asa))
    try harness.write(
      BatchDecision(messages: [
        changes(
          "n1",
          [
            .note(
              Fixtures.id(900), .recorded(filed, writtenAt: Fixtures.day(0), isMatched: true)),
            .note(Fixtures.id(900), .filed(on: Fixtures.one, by: .address([Self.asa]))),
            .note(
              Fixtures.id(901), .recorded(waiting, writtenAt: Fixtures.day(1), isMatched: false)),
          ])
      ]))
    if isProtected { try harness.sql("UPDATE profile SET is_protected = id = '\(Fixtures.one)'") }
  }

  private func changes(_ id: String, _ changes: [Change]) -> DecidedMessage {
    DecidedMessage(
      cause: Cause(
        message: MessageReference(source: "urn:gateway", id: id), at: Fixtures.moment),
      type: "note.email", queue: "contact-notes", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: .applied,
      changes: changes.map { LoggedChange($0, sequence: nil, isProtected: false) })
  }

  @Test("M6: notes that wait are listed, page by page, with whose mail they pass on")
  func unmatched() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let id: NoteID = Fixtures.id(901)
      #expect(
        try harness.run("list unmatched-notes --json").output
          == #"[{"id":"\#(id)","subject":"VB: Hej","at":"\#(Fixtures.day(1).rfc3339)","#
          + #""from":["kansli@uni.se"],"forwardedFrom":"asa1@b.se"}]"# + "\n")
      #expect(try harness.run("list unmatched-notes --after \(id) --json").output == "[]\n")
      let text = try harness.run("list unmatched-notes").output
      #expect(text.contains("kansli@uni.se") && text.contains("VB: Hej"))
    }
  }

  @Test("M6: a profile is shown with its notes, by what they are about")
  func shown() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let json = try harness.run("profile show \(Fixtures.one) --json").output
      let id: NoteID = Fixtures.id(900)
      #expect(
        json.contains(
          #""notes":[{"id":"\#(id)","subject":"Fråga","at":"\#(Fixtures.day(0).rfc3339)"}]"#))
      #expect(try harness.run("profile show \(Fixtures.one)").output.contains("Fråga"))
      #expect(
        try harness.run("profile show \(Fixtures.two) --json").output.contains(#""notes":[]"#))
    }
  }

  @Test("E3: an extract has the person's notes whole")
  func extract() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let json = try harness.run("profile export \(Fixtures.one) --json").output
      #expect(
        json.contains(
          #""source":"urn:gateway","messageId":"n1","matchedKeys":["asa1@b.se"],"content":"#
            + #"{"participants":[{"role":"from","address":"asa1@b.se","name":"Åsa"},"#
            + #"{"role":"cc","address":"eva@x.se","name":null}],"text":"Hej!\nGår det bra?","#
            + #""isCut":true,"attachments":[{"name":"bild.png","type":"image/png","size":7}],"#
            + #""forwardedFrom":null}"#))
      let text = try harness.run("profile export \(Fixtures.one)").output
      #expect(text.contains("Åsa <asa1@b.se>") && text.contains("bild.png, image/png, 7 B"))
    }
  }

  @Test(
    "L8: of a note in which a protected person stands others see no words, and no list shows one")
  func protected() throws {
    try CLIHarness.use { harness in
      try prepare(harness, isProtected: true)
      try harness.write(
        BatchDecision(messages: [
          changes(
            "n2", [.note(Fixtures.id(900), .filed(on: Fixtures.two, by: .steward))])
        ]))
      for format in ["", " --json"] {
        let other = try harness.run("profile export \(Fixtures.two)\(format)").output
        let id = "\(Fixtures.id(900) as NoteID)"
        #expect(format.isEmpty || other.contains(id))
        #expect(!other.contains("asa1@b.se") && !other.contains("Går"))
        let shown = try harness.run("profile show \(Fixtures.two)\(format)").output
        #expect(!other.contains("Fråga") && !shown.contains("Fråga"))
        #expect(try harness.run("profile show \(Fixtures.one)\(format)").output.contains("Fråga"))
        let own = try harness.run("profile export \(Fixtures.one)\(format)").output
        #expect(own.contains("asa1@b.se"))
        let list = try harness.run("list unmatched-notes\(format)").output
        #expect(list.contains("\(Fixtures.id(901) as NoteID)") && !list.contains("b.se"))
      }
    }
  }
}
