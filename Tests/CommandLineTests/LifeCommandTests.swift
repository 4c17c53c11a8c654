import Domain
import Foundation
import Store
import Testing

/// Answers of `profile show`, `profile find` and `erasure show` about a life, against a real
/// database.
struct LifeCommandTests {
  @Test("R6, B4, L4: opt-outs, marks and merges are shown, as the contract has them and as text")
  func show() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      let json = try harness.run("profile show \(Fixtures.one) --json").output
      #expect(json.hasPrefix(#"{"id":"\#(Fixtures.one)","version":"#))
      #expect(json.contains(#""optedOut":["news"],"mergedInto":null"#))
      #expect(
        json.contains(
          #""address":"Åsa1@exempel.se","uses":["primary","work"],"undeliverable":{"#
            + #""since":"2025-11-25T16:00:00.250Z","status":null,"reason":"No such mailbox."}"#))
      #expect(json.components(separatedBy: #""undeliverable":null"#).count == 5)
      #expect(
        json.contains(#""addedBy":{"kind":"steward","id":"c5","row":null,"actor":"kim"}"#))
      let text = try harness.run("profile show \(Fixtures.one)").output
      #expect(text.contains("  Åsa1@exempel.se  2025-11-25T16:00:00Z  –       No such mailbox.\n"))
      #expect(text.contains("  news   2025-11-29T16:00:00Z  profile.merge c5 (kim)\n"))
      #expect(text.contains("  \(Fixtures.two)  2025-11-29T16:00:00Z  \(Fixtures.one)\n"))
      #expect(text.contains("  \(Fixtures.three)  2025-11-28T16:00:00Z  \(Fixtures.two)\n"))
      let merged = try harness.run("profile show \(Fixtures.two)").output
      #expect(merged.contains("removed\nmerged into  \(Fixtures.one)\n"))
      #expect(merged.contains("  \(Fixtures.three)  2025-11-28T16:00:00Z  \(Fixtures.two)\n"))
    }
  }

  @Test("L1: one who has died is shown so, with the state before and opted out of all bulk mail")
  func deceased() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try harness.command(
        "c6", .declareDeceased(Fixtures.two), type: "profile.deceased", at: Fixtures.day(6))
      let json = try harness.run("profile show \(Fixtures.one) --json").output
      #expect(json.contains(#""state":"deceased","name":{"given":"Åsa","family":"Öberg"}"#))
      #expect(json.contains(#""phone":null"#) && json.contains(#""addresses":[]"#))
      #expect(json.contains(#""optedOut":["*","news"]"#))
      let text = try harness.run("profile show \(Fixtures.one)").output
      #expect(text.contains("state         deceased\nbefore death  active\n"))
      #expect(text.contains("  all bulk mail  2025-11-30T16:00:00Z  profile.deceased c6 (kim)\n"))
      #expect(!text.contains("@"))
    }
  }

  @Test(
    "L2: of a purged profile nothing is shown but id, state, time and decision, by any of its ids")
  func purged() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try purge(in: harness)
      for id in [Fixtures.one, Fixtures.two, Fixtures.three] {
        let shown = try harness.run("profile show \(id) --json").output
        let start = #"{"id":"\#(id)","state":"purged","purgedAt":""#
        #expect(shown.hasPrefix(start) && shown.hasSuffix(#"Z","decision":"Dnr 2025/7"}"# + "\n"))
        let lines = try harness.run("profile show \(id)").output.split(separator: "\n")
        #expect(lines.count == 4)
      }
    }
  }

  @Test("L2: the receipt of a purge is shown by any of the person's ids, with counts")
  func receipt() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      let before = try harness.run("erasure show \(Fixtures.two) --json")
      #expect(before.exitCode == 1 && before.output.isEmpty)
      #expect(before.errors.contains("is active, there is no receipt"))
      try purge(in: harness)
      let shown = try harness.run("erasure show \(Fixtures.three) --json")
      #expect(shown.exitCode == 0)
      let object = try JSONSerialization.jsonObject(with: Data(shown.output.utf8))
      let receipt = try #require(object as? [String: Any])
      #expect(receipt["profileId"] as? String == Fixtures.one.description)
      #expect(receipt["decision"] as? String == "Dnr 2025/7")
      #expect(receipt["source"] as? String == "urn:stewards")
      #expect(receipt["messageId"] as? String == "c9" && receipt["actor"] as? String == "kim")
      #expect(receipt["purgedAt"] is String)
      let counts = try #require(receipt["counts"] as? [String: Int])
      #expect(counts["profiles"] == 3 && counts["addresses"] == 5 && counts["marks"] == 1)
      #expect(counts["registrations"] == 1 && counts["suggestions"] == 1)
      let text = try harness.run("erasure show \(Fixtures.three)").output
      #expect(text.contains("merged here  \(Fixtures.three)\n") && text.contains("  profiles "))
      let nobody = try harness.run("erasure show \(Fixtures.id(99) as ProfileID)")
      #expect(nobody.exitCode == 1 && nobody.errors.contains("There is no profile"))
    }
  }

  @Test("E2: a whole address finds who had it before, from when to when, and where it went")
  func formerHolder() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      let gone = try harness.run("profile find ASA1@b.se --json").output
      #expect(
        gone.hasSuffix(
          #""addressCount":5,"former":[{"address":"asa1@b.se","from":"2025-11-24T16:00:00.250Z","#
            + #""to":"2025-11-26T16:00:00.250Z","movedTo":null}]}]"# + "\n"))
      let moved = try harness.run("profile find åsa2@exempel.se --json").output
      #expect(moved.hasPrefix(#"[{"id":"\#(Fixtures.one)","#))
      #expect(moved.contains(#""former":[]},{"id":"\#(Fixtures.two)","state":"removed""#))
      #expect(moved.contains(#""to":"2025-11-29T16:00:00.250Z","movedTo":"\#(Fixtures.one)"}]}]"#))
      let text = try harness.run("profile find asa1@b.se").output
      #expect(text.contains("Had the address before\n"))
      #expect(text.contains("2025-11-24T16:00:00Z  2025-11-26T16:00:00Z  –\n"))
      #expect(try !harness.run("profile find asa1").output.contains("Had the address"))
    }
  }

  @Test(
    "L8: neither a protected former holder, one merged into it included, nor where it went is named"
  )
  func protectedFormerHolder() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      try harness.sql("UPDATE profile SET is_protected = true WHERE id = '\(Fixtures.one)'")
      #expect(try harness.run("profile find asa1@b.se --json").output == "[]\n")
      #expect(try harness.run("profile find åsa2@exempel.se --json").output == "[]\n")
      try harness.sql("UPDATE profile SET merged_into = NULL WHERE id = '\(Fixtures.two)'")
      let moved = try harness.run("profile find åsa2@exempel.se --json").output
      #expect(moved.hasPrefix(#"[{"id":"\#(Fixtures.two)""#) && moved.contains(#""movedTo":null"#))
      #expect(!moved.contains(Fixtures.one.description))
    }
  }

  private func purge(in harness: CLIHarness) throws {
    try harness.command(
      "c9", .purge(Fixtures.three, decision: "Dnr 2025/7"), type: "profile.purge",
      at: Fixtures.day(9))
  }
}
