import Domain
import Foundation
import Store
import Testing

/// Protected identity at every door (L8), against a real database.
struct ProtectionTests {
  @Test(
    "L8: no command and no event tells anything of whoever is hidden, through merges and unmerges",
    arguments: 1...2)
  func everyDoor(seed: UInt64) throws {
    try CLIHarness.use { harness in
      var history = try ProtectedHistory(
        seed: 20_251 &* seed, in: StoreLocation(harness.databaseURL))
      for _ in 0..<2 {
        try history.play(20)
        #expect(history.told == [])
        try look(at: history, in: harness)
      }
    }
  }

  /// Runs every command that shows people, and looks for those who may not be shown.
  private func look(at history: ProtectedHistory, in harness: CLIHarness) throws {
    func look(_ line: String, besides own: Set<ProfileID> = []) throws {
      let secrets = history.secrets(besides: own)
      let ran = try harness.run(line)
      #expect(ran.exitCode <= 1, "\(line): \(ran.errors)")
      let leaked = secrets.filter { (ran.output + ran.errors).contains($0) }
      #expect(leaked == [], "\(line):\n\(ran.output)")
    }
    for format in ["", " --json"] {
      for list in [
        "no-primary", "undeliverable", "suppressed", "suggestions", "unmatched-notes", "refused",
      ] {
        try look("list \(list)\(format)")
      }
      try look("profile find kept.example\(format)")
      try look("profile find Given\(format)")
    }
    for person in history.people {
      for address in person.addresses {
        try look("profile show --email \(address.text)")
        try look("profile find \(address.text) --json")
      }
      guard !history.hides(person.id) else { continue }
      let own = Set(history.people.map(\.id).filter { history.kept($0) == history.kept(person.id) })
      try look("profile show \(person.id)", besides: own)
      try look("profile show \(person.id) --json", besides: own)
      try look("profile export \(person.id) --json", besides: own)
      try look("profile export \(person.id)", besides: own)
    }
    for message in history.messages { try look("trace \(message) --json") }
  }

  @Test("L8: a profile that was merged into a protected one is found by neither text nor address")
  func merged() throws {
    try CLIHarness.use { harness in
      let (first, second) = (try Fixtures.profile(1), try Fixtures.profile(2))
      try harness.write(
        BatchDecision(messages: [
          Fixtures.message("m1", making: first), Fixtures.creation("m2", second),
        ]))
      let left = second.addresses[1].key
      try harness.command(
        "c1", .merge(Fixtures.two, into: Fixtures.one, leaveBehind: [left]), type: "profile.merge")
      try harness.command(
        "c2", .update(Fixtures.two, Edit(isProtected: true)), type: "profile.update")
      #expect(try harness.run("profile find Åsa --json").output == "[]\n")
      #expect(try harness.run("profile find åsa2@exempel.se --json").output == "[]\n")
      #expect(try harness.run("profile show --email \(left.text)").exitCode == 1)
      #expect(try harness.run("trace m2 --json").output.contains(#""profileIds":[]"#))
      let shown = try harness.run("profile show \(Fixtures.two) --json").output
      #expect(shown.hasPrefix(#"{"id":"\#(Fixtures.two)""#) && shown.contains(#""protected":true"#))
      #expect(shown.contains(#""mergedInto":"\#(Fixtures.one)""#))
    }
  }

  @Test("L8: a suggestion that names a protected person's address stands on nobody else's sheet")
  func suggestions() throws {
    try CLIHarness.use { harness in
      let (first, second) = (try Fixtures.profile(1), try Fixtures.profile(2))
      let hers = first.addresses[1].key.text
      let kinds: [(UInt128, Suggestion.Kind, [ProfileID])] = [
        (300, .duplicate, [second.id, first.id]), (301, .additionalAddress, [second.id]),
      ]
      try harness.write(
        BatchDecision(messages: [
          Fixtures.creation("m1", first), Fixtures.creation("m2", second),
          Fixtures.suggestions(
            "m3",
            kinds.map {
              Suggestion(id: Fixtures.id($0.0), kind: $0.1, profiles: $0.2, evidence: hers)
            }),
        ]))
      let lines = [
        "list suggestions", "profile show \(second.id)", "profile export \(second.id)",
        "list suggestions --json", "profile export \(second.id) --json",
      ]
      for line in lines { #expect(try harness.run(line).output.contains(hers), "\(line)") }
      try harness.sql("UPDATE profile SET is_protected = true WHERE id = '\(first.id)'")
      for line in lines {
        let output = try harness.run(line).output
        #expect(!output.contains(hers) && !output.contains("duplicate"), "\(line)")
      }
      let own = try harness.run("profile show \(first.id)").output
      #expect(own.contains("duplicate"))
    }
  }

  @Test("L8: what a refusal said before the protection is not said any more")
  func refusal() throws {
    try CLIHarness.use { harness in
      let profile = try Fixtures.profile()
      func refused(_ id: String, _ refusal: Refusal) -> DecidedMessage {
        DecidedMessage(
          cause: Cause(
            message: MessageReference(source: "urn:test", id: id), at: Fixtures.moment),
          type: "profile.addAddress", queue: "lifecycle",
          bodyHash: [UInt8](repeating: 7, count: 32),
          disposition: .refused(code: refusal.code, sentence: refusal.sentence))
      }
      try harness.write(
        BatchDecision(messages: [
          Fixtures.creation("m1", profile), refused("r1", .addressTaken(holder: profile.id)),
          refused("r2", .externalIDTaken(holder: profile.id)), refused("r3", .notActive),
        ]))
      let named = Refusal.addressTaken(holder: profile.id).sentence
      #expect(try harness.run("trace r1").output.contains(named))
      try harness.sql("UPDATE profile SET is_protected = true")
      #expect(
        try harness.run("trace r1").output.contains(Refusal.addressTaken(holder: nil).sentence))
      #expect(
        try harness.run("trace r2").output.contains(Refusal.externalIDTaken(holder: nil).sentence))
      let list = try harness.run("list refused --json").output
      #expect(!list.contains(profile.id.description))
      #expect(list.contains(Refusal.addressTaken(holder: nil).sentence))
      #expect(list.contains(Refusal.notActive.sentence))
    }
  }
}
