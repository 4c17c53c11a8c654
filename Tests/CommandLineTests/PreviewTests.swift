import Domain
import Formats
import Testing

@testable import brevduva

/// Previews of merges and of their ends.
struct PreviewTests {
  private static let (one, two) = (Fixtures.one, Fixtures.two)

  private static func book() throws -> AddressBook {
    AddressBook(
      BookContents(profiles: [
        Profile(
          id: one, name: Name(given: "Åsa"), phone: "018-1", createdAt: Fixtures.moment,
          addresses: [Address(try EmailAddress("a@x.se"), uses: [Uses(.primary), Uses(.work)])]),
        Profile(
          id: two, name: Name(given: "Asa", family: "Ek"), externalIDs: ["ladok": "7"],
          optedOut: ["news"], createdAt: Fixtures.moment,
          addresses: [Address(try EmailAddress("b@x.se"), uses: [Uses(.primary), Uses(.student)])]),
      ]), ids: IDSource(seed: 1))
  }

  private static func decide(_ command: Command, in book: inout AddressBook) throws
    -> MessageDecision
  {
    let cause = Cause(message: MessageReference(source: "s", id: "i"), at: Fixtures.moment)
    let messages = [(message: CommandMessage(.command(command)), cause: cause)]
    return try #require(BatchDecider(LifeRules.standard).decide(messages, in: &book)?.first)
  }

  @Test("L4: a merge tells beforehand what comes along, what stays and which uses are lost")
  func merge() throws {
    var book = try Self.book()
    let (source, target) = (
      try #require(book.profile(Self.two)), try #require(book.profile(Self.one))
    )
    let decision = try Self.decide(.merge(Self.two, into: Self.one, leaveBehind: []), in: &book)
    let preview = MergePreview(
      merging: source, into: target, registrations: [RegistrationID(value: 9)],
      notes: [NoteID(value: 7)], decision)
    #expect(
      preview.moves.map(\.field) == [
        "address", "externalIds.ladok", "name.family", "optedOut", "registration", "note",
      ])
    #expect(preview.moves.first?.after == Uses(.student))
    #expect(preview.stays.map(\.value) == ["Asa"])
    #expect(preview.lost.map(\.before) == [Uses(.primary)])
    #expect(preview.failure == nil)
    let text = preview.lines(in: Shell.pipe).joined(separator: "\n")
    #expect(text.contains("Would move") && text.contains("Would be lost"))
  }

  @Test("L4: an unmerge tells beforehand what goes back, what stays and what is lost")
  func unmerge() throws {
    var book = try Self.book()
    _ = try Self.decide(.merge(Self.two, into: Self.one, leaveBehind: []), in: &book)
    _ = try Self.decide(.update(Self.one, Edit(family: .set("Ek"))), in: &book)
    _ = try Self.decide(
      .removeAddress(
        try EmailAddress("a@x.se").key, from: Self.one,
        nextPrimary: try EmailAddress("b@x.se").key), in: &book)
    let target = book.profile(Self.one)
    let preview = MergePreview(
      parting: Self.two, from: target, try Self.decide(.unmerge(Self.two), in: &book))
    #expect(preview.kept == Self.one)
    #expect(preview.moves.map(\.field) == ["address", "optedOut", "externalIds.ladok"])
    #expect(preview.stays.map(\.field) == ["name.family"])
    #expect(preview.lost.map(\.field) == ["primary"])
    var json = JSONWriter()
    preview.write(to: &json)
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text.hasPrefix(#"{"removed":"\#(Self.two)","kept":"\#(Self.one)","outcome":"applied""#))
    #expect(text.contains(#""lost":[{"field":"primary","value":null"#))
  }

  @Test("L4, L7: what the rules forbid is told as a refusal, and what holds already as that")
  func refused() throws {
    var book = try Self.book()
    let refused = MergePreview(
      parting: Self.two, from: nil, try Self.decide(.unmerge(Self.two), in: &book))
    #expect(refused.failure == .refused(Refusal.notMerged.sentence))
    #expect(refused.lines(in: Shell.pipe) == [])
    let merge = Command.merge(Self.two, into: Self.one, leaveBehind: [])
    _ = try Self.decide(merge, in: &book)
    let (source, target) = (
      try #require(book.profile(Self.two)), try #require(book.profile(Self.one))
    )
    let again = MergePreview(
      merging: source, into: target, registrations: [], notes: [], try Self.decide(merge, in: &book)
    )
    #expect(again.failure == nil && again.moves == [])
    #expect(again.lines(in: Shell.pipe).count == 1)
  }

  @Test("L4: a preview at a real database says what the worker would do, and changes nothing")
  func preview() throws {
    try CLIHarness.use { harness in
      try Fixtures.life(in: harness)
      let before = try harness.run("profile show \(Fixtures.one) --json").output
      let unmerge = try harness.run(
        "profile unmerge --preview \(Fixtures.two) --json", ["UNMERGE_DAYS": "3650"])
      #expect(unmerge.exitCode == 0)
      #expect(
        unmerge.output.contains(#""outcome":"applied","code":null,"moves":[{"field":"address""#))
      let elsewhere = try harness.run("profile unmerge --preview \(Fixtures.three)")
      #expect(elsewhere.exitCode == 1)
      let merge = try harness.run("profile merge --preview \(Fixtures.one) \(Fixtures.two) --json")
      #expect(merge.output.contains(#""outcome":"alreadyApplied""#))
      #expect(try harness.run("profile show \(Fixtures.one) --json").output == before)
      // The worker then does just that.
      try harness.command(
        "c9", .unmerge(Fixtures.two), type: "profile.unmerge", at: Fixtures.day(6))
      let back = try harness.run("profile show \(Fixtures.two) --json").output
      #expect(back.contains(#""mergedInto":null"#))
      let again = try harness.run("profile merge --preview \(Fixtures.one) \(Fixtures.two)")
      #expect(again.exitCode == 0 && again.output.contains("Would move"))
    }
  }
}
