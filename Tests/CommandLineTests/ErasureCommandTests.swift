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
    try Lab.use { lab in
      #expect(try lab.run("erasure list --json").output == "[]\n")
      try Scene.life(in: lab)
      try lab.write(BatchDecision(messages: [Scene.creation("m5", try Scene.profile(5))]))
      try purge(Scene.three, "c8", in: lab)
      let between = try lab.run("erasure list --json").output
      try purge(Scene.id(5), "c9", in: lab)
      let all = try receipts(of: lab.run("erasure list --json").output)
      #expect(all.map { $0["profileId"] as? String } == ["\(Scene.one)", "\(Scene.five)"])
      #expect(
        all.first?["profileIds"] as? [String]
          == [Scene.one, Scene.two, Scene.three].map(\.description))
      #expect(all.last?["profileIds"] as? [String] == [Scene.five.description])
      #expect(all.first?["decision"] as? String == "D c8")
      #expect((all.first?["counts"] as? [String: Int])?["profiles"] == 3)
      #expect(try receipts(of: between).count == 1)
      let second = try #require(all.last?["purgedAt"] as? String)
      let later = try receipts(of: lab.run("erasure list --since \(second) --json").output)
      #expect(later.map { $0["profileId"] as? String } == [Scene.five.description])
      let day = try #require(all.first?["purgedAt"] as? String).prefix(10)
      #expect(try receipts(of: lab.run("erasure list --since \(day) --json").output).count == 2)
      #expect(try lab.run("erasure list --since 9999-12-31 --json").output == "[]\n")
      #expect(try lab.run("erasure list --since 2026-02-30").exitCode == 2)
      let text = try lab.run("erasure list").output
      #expect(text.contains("\(Scene.one)    3  D c8      c8\n"))
    }
  }

  @Test("L2: who is not purged is asked for again, once, under an id that is the same each time")
  func replay() throws {
    try Lab.use { lab in
      try lab.write(BatchDecision(messages: [Scene.creation("m1", try Scene.profile(1))]))
      let journal = entry(Scene.one, [Scene.one]) + "," + entry(Scene.id(9), [Scene.id(9)])
      let ran = try lab.run("erasure replay - --actor kim --json", input: "[\(journal)]")
      #expect(ran.exitCode == 0)
      #expect(
        ran.output == """
          [{"profileId":"\(Scene.one)","state":"sent","sent":["\(Scene.one)"],"joined":[]},\
          {"profileId":"\(Scene.nine)","state":"unknown","sent":[],"joined":[]}]

          """)
      let delivery = try #require(try lab.take(from: "lifecycle"))
      #expect(
        Shell.text(delivery.body) == #"{"profileId":"\#(Scene.one)","decision":"D 1"}"#)
      let heading = Envelope.read(delivery, from: .lifecycle).heading
      #expect(heading.type == "profile.purge" && heading.actor == "kim")
      #expect(
        heading.reference
          == MessageReference(
            source: "urn:brevduva:erasure-replay", id: "\(Scene.one)@2026-11-24T09:30:00Z"))
      try lab.command("c1", .purge(Scene.one, decision: nil), type: "profile.purge")
      let again = try lab.run("erasure replay - -", input: "[\(journal)]")
      #expect(again.exitCode == 2)  // standard input is empty the second time
      let purged = try lab.run("erasure replay -", input: "[\(journal),\(journal)]")
      #expect(purged.output == "2 in the journal: 1 purged, 0 sent, 0 joined, 1 unknown.\n")
      #expect(try lab.take(from: "lifecycle") == nil)
    }
  }

  @Test("L2: one who is one with somebody else in the backup is left to a steward: exit 1")
  func joined() throws {
    try Lab.use { lab in
      try Scene.life(in: lab)
      let journal = entry(Scene.one, [Scene.one, Scene.two])
      let ran = try lab.run("erasure replay - --json", input: "[\(journal)]")
      #expect(ran.exitCode == 1)
      #expect(
        ran.output.contains(#""state":"joined","sent":[],"joined":["\#(Scene.three)"]}"#))
      #expect(ran.errors.contains("profile.unmerge"))
      #expect(try lab.take(from: "lifecycle") == nil)
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
    try Lab.use(prepared: false) { lab in
      let ran = try lab.run("erasure replay -", input: text)
      #expect(ran.exitCode == 2 && ran.output.isEmpty)
      #expect(ran.errors.contains("- is no list of purges (\(place))"))
    }
  }

  private func entry(_ profile: ProfileID, _ ids: [ProfileID]) -> String {
    let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"profileId":"\#(profile)","purgedAt":"2026-11-24T09:30:00Z","decision":"D 1","#
      + #""profileIds":[\#(list)]}"#
  }

  private func purge(_ id: ProfileID, _ message: String, in lab: Lab) throws {
    try lab.command(
      message, .purge(id, decision: "D \(message)"), type: "profile.purge", at: Scene.day(9))
  }

  private func receipts(of output: String) throws -> [[String: Any]] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
  }
}

extension Scene {
  fileprivate static let five: ProfileID = id(5)
  fileprivate static let nine: ProfileID = id(9)
}
