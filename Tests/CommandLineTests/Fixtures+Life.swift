import Domain
import Store
import Testing

extension Fixtures {
  static let one: ProfileID = id(1)
  static let two: ProfileID = id(2)
  static let three: ProfileID = id(3)

  /// So many days after the moment of the fixtures.
  static func day(_ number: Int64) -> Timestamp {
    Timestamp(microseconds: moment.microseconds + number * 86_400_000_000)
  }

  /// A message that made a profile and nothing else.
  static func creation(_ id: String, _ profile: Profile) -> DecidedMessage {
    DecidedMessage(
      cause: Cause(message: MessageReference(source: "urn:stewards", id: id), at: moment),
      type: "profile.create", queue: "lifecycle", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: .applied,
      changes: [
        LoggedChange(.created(profile), sequence: 1, isProtected: profile.isProtected)
      ])
  }

  /// A message that the rules forbade.
  static func refused(_ id: String, source: String = "urn:test", day: Int64 = 0) -> DecidedMessage {
    DecidedMessage(
      cause: Cause(message: MessageReference(source: source, id: id), at: Fixtures.day(day)),
      type: "profile.restore", queue: "lifecycle", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: .refused(code: "notRemoved", sentence: "The profile is not removed."))
  }

  /// Suggestions for profiles, as a message made them.
  static func suggestions(_ id: String, _ suggestions: [Suggestion]) -> DecidedMessage {
    DecidedMessage(
      cause: Cause(message: MessageReference(source: "urn:test", id: id), at: moment),
      type: "registration.event", queue: "registrations",
      bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied,
      changes: suggestions.map {
        LoggedChange(.suggestion($0, .made), sequence: nil, isProtected: false)
      })
  }

  /// One person's life: three profiles that become one, a registration, an address taken away, one
  /// marked, an opt-out and a suggestion.
  static func life(in harness: CLIHarness) throws {
    let (first, second, third) = (try profile(1), try profile(2), try profile(3))
    try harness.write(
      BatchDecision(messages: [
        message("m1", making: first), creation("m2", second), creation("m3", third),
      ]))
    try harness.write(
      BatchDecision(messages: [
        suggestions(
          "m4",
          [Suggestion(id: id(300), kind: .nameDiffers, profiles: [one], evidence: "bo ek")])
      ]))
    let (work, other) = (first.addresses[0].key, first.addresses[1].key)
    let reason = "No such mailbox."
    try harness.command(
      "c1", .mark(work, on: one, reason: reason), type: "profile.mark", at: day(1))
    try harness.command(
      "c2", .removeAddress(other, from: one, nextPrimary: nil), type: "profile.removeAddress",
      at: day(2))
    try harness.command("c3", .optOut(two, topic: "news"), type: "profile.optOut", at: day(3))
    try harness.command(
      "c4", .merge(three, into: two, leaveBehind: []), type: "profile.merge", at: day(4))
    try harness.command(
      "c5", .merge(two, into: one, leaveBehind: []), type: "profile.merge", at: day(5))
  }
}
