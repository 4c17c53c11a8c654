import Contract
import Domain
import Foundation
import Messaging
import Store
import Testing

/// `erasure list` and `erasure replay` against real servers.
struct ErasureCommandTests {
  @Test("L2: purges are listed in their order with all ids of each person, from a moment on")
  func list() throws {
    try CLIHarness.use { harness in
      #expect(try harness.run("erasure list --json").output == "[]\n")
      try Fixtures.life(in: harness)
      try harness.write(BatchDecision(messages: [Fixtures.creation("m5", try Fixtures.profile(5))]))
      try purge(Fixtures.three, "c8", in: harness)
      let between = try harness.run("erasure list --json").output
      try purge(Fixtures.id(5), "c9", in: harness)
      let all = try receipts(of: harness.run("erasure list --json").output)
      #expect(all.map { $0["profileId"] as? String } == ["\(Fixtures.one)", "\(Fixtures.five)"])
      #expect(
        all.first?["profileIds"] as? [String]
          == [Fixtures.one, Fixtures.two, Fixtures.three].map(\.description))
      #expect(all.last?["profileIds"] as? [String] == [Fixtures.five.description])
      #expect(all.first?["decision"] as? String == "D c8")
      #expect((all.first?["counts"] as? [String: Int])?["profiles"] == 3)
      #expect(try receipts(of: between).count == 1)
      let second = try #require(all.last?["purgedAt"] as? String)
      let later = try receipts(of: harness.run("erasure list --since \(second) --json").output)
      #expect(later.map { $0["profileId"] as? String } == [Fixtures.five.description])
      let day = try #require(all.first?["purgedAt"] as? String).prefix(10)
      #expect(try receipts(of: harness.run("erasure list --since \(day) --json").output).count == 2)
      #expect(try harness.run("erasure list --since 9999-12-31 --json").output == "[]\n")
      #expect(try harness.run("erasure list --since 2026-02-30").exitCode == 2)
      let text = try harness.run("erasure list").output
      #expect(text.contains("\(Fixtures.one)    3  D c8      c8\n"))
    }
  }

  @Test("L2: who is not purged is asked for again, once, under an id that is the same each time")
  func replay() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.creation("m1", try Fixtures.profile(1))]))
      let journal =
        entry(Fixtures.one, [Fixtures.one]) + "," + entry(Fixtures.id(9), [Fixtures.id(9)])
      let ran = try harness.run("erasure replay - --actor kim --json", input: "[\(journal)]")
      #expect(ran.exitCode == 0)
      #expect(
        ran.output == """
          [{"profileId":"\(Fixtures.one)","state":"sent","sent":["\(Fixtures.one)"],"joined":[]},\
          {"profileId":"\(Fixtures.nine)","state":"unknown","sent":[],"joined":[]}]

          """)
      let delivery = try harness.take(from: "lifecycle")
      #expect(
        Shell.text(delivery.body) == #"{"profileId":"\#(Fixtures.one)","decision":"D 1"}"#)
      let heading = Envelope.read(delivery, from: .lifecycle).attributes
      #expect(heading.type == "profile.purge" && heading.actor == "kim")
      #expect(
        heading.reference
          == MessageReference(
            source: "urn:brevduva:erasure-replay", id: "\(Fixtures.one)@2026-11-24T09:30:00Z"))
      try harness.command("c1", .purge(Fixtures.one, decision: nil), type: "profile.purge")
      let again = try harness.run("erasure replay - -", input: "[\(journal)]")
      #expect(again.exitCode == 2)  // standard input is empty the second time
      let purged = try harness.run("erasure replay -", input: "[\(journal),\(journal)]")
      #expect(purged.output == "2 in the journal: 1 purged, 0 sent, 0 joined, 1 unknown.\n")
      #expect(try harness.isEmpty("lifecycle"))
    }
  }

  @Test("L2: one who is one with somebody else in the backup is left to a steward: exit 1")
  func joined() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      let journal = entry(Fixtures.one, [Fixtures.one, Fixtures.two])
      let ran = try harness.run("erasure replay - --json", input: "[\(journal)]")
      #expect(ran.exitCode == 1)
      #expect(
        ran.output.contains(#""state":"joined","sent":[],"joined":["\#(Fixtures.three)"]}"#))
      #expect(ran.errors.contains("profile.unmerge"))
      #expect(try harness.isEmpty("lifecycle"))
    }
  }

  @Test(
    "What is no journal of purges is usage, with the place",
    arguments: [
      ("", "octet 0"), ("[", "octet 1"), ("{}", "$"), ("[1]", "$[0]"),
      (#"[{"profileId":"01933a3c-5b7e-7c1a-9d2f-000000000001"}]"#, "$[0]"),
      (
        #"[{"profileId":"01933a3c-5b7e-7c1a-9d2f-000000000001","purgedAt":"2026-11-24T09:30:00Z","#
          + #""profileIds":["x"]}]"#, "$[0]"
      ),
    ])
  func unreadable(text: String, place: String) throws {
    try CLIHarness.use(prepared: false) { harness in
      let ran = try harness.run("erasure replay -", input: text)
      #expect(ran.exitCode == 2 && ran.output.isEmpty)
      #expect(ran.errors.contains("- is no list of purges (\(place))"))
    }
  }

  private func entry(_ profile: ProfileID, _ ids: [ProfileID]) -> String {
    let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"profileId":"\#(profile)","purgedAt":"2026-11-24T09:30:00Z","decision":"D 1","#
      + #""profileIds":[\#(list)]}"#
  }

  private func purge(_ id: ProfileID, _ message: String, in harness: CLIHarness) throws {
    try harness.command(
      message, .purge(id, decision: "D \(message)"), type: "profile.purge", at: Fixtures.day(9))
  }

  private func receipts(of output: String) throws -> [[String: Any]] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
  }
}

extension Fixtures {
  fileprivate static let five: ProfileID = id(5)
  fileprivate static let nine: ProfileID = id(9)
}
