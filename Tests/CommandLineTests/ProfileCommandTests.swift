import Domain
import Foundation
import Store
import Testing

/// `migrate`, `profile show` and `profile find` against a real database.
struct ProfileCommandTests {
  private let one = "01933a3c-5b7e-7c1a-9d2f-000000000001"

  @Test("Migrating makes the schema, and again changes nothing")
  func migrate() throws {
    try CLIHarness.use(prepared: false) { harness in
      let before = try harness.run("profile find a")
      #expect(before.exitCode == 3)
      #expect(before.errors.contains("brevduva migrate"))
      #expect(try harness.run("migrate").exitCode == 0)
      let again = try harness.run("migrate --json")
      #expect(again.output == "{\"applied\":[]}\n")
      #expect(try harness.run("profile find a").exitCode == 0)
    }
  }

  @Test("profile show --json has every field of the contract, null or empty where there is nothing")
  func show() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [Fixtures.message("m1", making: try Fixtures.profile())]))
      let shown = try harness.run("profile show \(one) --json")
      #expect(shown.exitCode == 0)
      #expect(
        shown.output == """
          {"id":"\(one)","version":1,"state":"active",\
          "name":{"given":"Åsa","family":"Öberg"},"phone":"+46 70 1",\
          "externalIds":{"cris":"x","ladok":"7"},"protected":false,"optedOut":[],\
          "mergedInto":null,"addresses":[{"address":"Åsa1@exempel.se",\
          "uses":["primary","work"],"undeliverable":null,"suppressed":[],\
          "addedBy":{"kind":"message","id":"m1","row":null,"actor":null},"addedAt":"2025-11-24T16:00:00.250Z"},\
          {"address":"asa1@b.se","uses":[],"undeliverable":null,"suppressed":[],\
          "addedBy":{"kind":"message",\
          "id":"m1","row":null,"actor":null},"addedAt":"2025-11-24T16:00:00.250Z"}],\
          "registrations":[{"id":"01933a3c-5b7e-7c1a-9d2f-000000000064","kind":"event",\
          "eventId":"e1","receivedAt":"2025-11-24T16:00:00.250Z","matchedBy":"created"}],\
          "notes":[]}

          """)
      let table = try harness.run("profile show \(one)")
      #expect(table.output.contains("  Åsa1@exempel.se  primary, work  registration.event m1\n"))
      #expect(!table.output.contains("\u{1b}"))
      let byAddress = try harness.run("profile show --email åSA1@EXEMPEL.se")
      #expect(byAddress.output.contains(one))
    }
  }

  @Test("E2: what a steward commands is told as theirs, with who acted")
  func steward() throws {
    try CLIHarness.use { harness in
      let message = Fixtures.message(
        "c1", making: try Fixtures.profile(), type: "profile.create", actor: "kim")
      try harness.write(BatchDecision(messages: [message]))
      let shown = try harness.run("profile show \(one) --json").output
      #expect(shown.contains(#""addedBy":{"kind":"steward","id":"c1","row":null,"actor":"kim"}"#))
    }
  }

  @Test("E2: what a row of an import brought is told with its import and line")
  func importRow() throws {
    try CLIHarness.use { harness in
      let profile = try Fixtures.profile()
      let change = LoggedChange(
        .created(profile), sequence: 1, isProtected: false,
        row: ImportRowReference("spring", line: 17))
      let message = DecidedMessage(
        cause: Cause(
          message: MessageReference(source: "urn:test", id: "c3"), at: Fixtures.moment,
          actor: "kim"), type: "import.chunk", queue: "imports",
        bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied, changes: [change])
      try harness.write(BatchDecision(messages: [message]))
      let shown = try harness.run("profile show \(one) --json").output
      #expect(
        shown.contains(#""addedBy":{"kind":"import","id":"spring","row":17,"actor":"kim"}"#))
      let table = try harness.run("profile show \(one)").output
      #expect(table.contains("  primary, work  import spring line 17 (kim)\n"))
      let held = try harness.run("profile export \(one) --json").output
      #expect(
        held.contains(
          #""kind":"import","type":"import.row","source":"urn:test","id":"spring","row":17"#))
      let swedish = try harness.run("profile export \(one)").output
      #expect(swedish.contains("genom rad 17 i importen spring, från urn:test, utfört av kim"))
    }
  }

  @Test("A profile or address that nobody has is not found: exit 1, with what to do next")
  func missing() throws {
    try CLIHarness.use { harness in
      for line in ["profile show \(one)", "profile show --email a@b.se --json"] {
        let ran = try harness.run(line)
        #expect(ran.exitCode == 1)
        #expect(ran.output.isEmpty)
        #expect(ran.errors.contains("brevduva profile find"))
      }
    }
  }

  @Test("Finding nobody is an answer: exit 0 and an empty list; wildcards mean themselves")
  func find() throws {
    try CLIHarness.use { harness in
      #expect(try harness.run("profile find % --json").output == "[]\n")
      try harness.write(
        BatchDecision(messages: [Fixtures.message("m1", making: try Fixtures.profile())]))
      #expect(try harness.run("profile find % --json").output == "[]\n")
      for text in ["öberg", "EXEMPEL", "asa1@"] {
        #expect(
          try harness.run("profile find \(text) --json").output == """
            [{"id":"\(one)","state":"active","name":{"given":"Åsa","family":"Öberg"},\
            "primary":"Åsa1@exempel.se","addressCount":2,"former":[]}]

            """)
      }
    }
  }

  @Test("L8: a protected profile is shown by its id only, never by address or text")
  func protected() throws {
    try CLIHarness.use { harness in
      let profile = try Fixtures.profile(isProtected: true)
      try harness.write(BatchDecision(messages: [Fixtures.message("m1", making: profile)]))
      #expect(try harness.run("profile show \(one) --json").output.contains(#""protected":true"#))
      #expect(try harness.run("profile show --email asa1@b.se").exitCode == 1)
      #expect(try harness.run("profile find asa1 --json").output == "[]\n")
      #expect(try harness.run("trace m1 --json").output.contains(#""profileIds":[]"#))
      let open = try Fixtures.profile(2)
      try harness.write(BatchDecision(messages: [Fixtures.creation("m2", open)]))
      #expect(try harness.run("trace m2 --json").output.contains(#""profileIds":["\#(open.id)"]"#))
      try harness.sql("UPDATE profile SET is_protected = true")
      #expect(try harness.run("trace m2 --json").output.contains(#""profileIds":[]"#))
    }
  }

  @Test("L5: a merged-away id shows its own entry, and names the profile that was kept")
  func merged() throws {
    try CLIHarness.use { harness in
      try harness.write(
        BatchDecision(messages: [Fixtures.message("m1", making: try Fixtures.profile())]))
      let (two, three) = (one.dropLast() + "2", one.dropLast() + "3")
      try harness.sql(
        """
        INSERT INTO profile (id, state, merged_into, created_at)
        VALUES ('\(two)', 1, '\(one)', now()), ('\(three)', 1, '\(two)', now())
        """)
      for (id, next) in [(String(two), one), (String(three), String(two))] {
        let shown = try harness.run("profile show \(id) --json")
        #expect(shown.output.hasPrefix(#"{"id":"\#(id)","version":1,"state":"removed""#))
        #expect(shown.output.contains(#""mergedInto":"\#(next)""#))
      }
      let text = try harness.run("profile show \(three)").output
      #expect(text.contains("merged into   \(two)\nkept profile  \(one)\n"))
      // What was left behind leads to whom it belongs now.
      try harness.sql("UPDATE address SET profile_id = '\(three)' WHERE key = 'asa1@b.se'")
      let left = try harness.run("profile show \(three) --json").output
      #expect(left.contains(#""addresses":[{"address":"asa1@b.se""#))
      let byAddress = try harness.run("profile show --email asa1@b.se --json").output
      #expect(byAddress.hasPrefix(#"{"id":"\#(one)""#))
    }
  }
}
