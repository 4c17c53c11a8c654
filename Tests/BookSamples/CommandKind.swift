public import Domain
import TestSupport

/// Kinds of commands, a case for each of `Command`: what is not listed here does not compile.
public enum CommandKind: CaseIterable, Sendable {
  case create, update, addAddress, replaceAddress, removeAddress, setUse, clearUse, mark, clearMark
  case optOut, optIn, optOutByToken, optInByToken, declareDeceased, revokeDeceased, purge,
    purgeHolder, remove, restore
  case merge, unmerge, moveRegistration, assignNote, accept, dismiss

  /// Those that name a person by the token of a message.
  public static let byToken: Set<CommandKind> = [.optOutByToken, .optInByToken]

  /// The kind of a command.
  public init(_ command: Command) {
    switch command {
    case .create: self = .create
    case .update: self = .update
    case .addAddress: self = .addAddress
    case .replaceAddress: self = .replaceAddress
    case .removeAddress: self = .removeAddress
    case .setUse: self = .setUse
    case .clearUse: self = .clearUse
    case .mark: self = .mark
    case .clearMark: self = .clearMark
    case .optOut: self = .optOut
    case .optIn: self = .optIn
    case .optOutByToken: self = .optOutByToken
    case .optInByToken: self = .optInByToken
    case .declareDeceased: self = .declareDeceased
    case .revokeDeceased: self = .revokeDeceased
    case .purge: self = .purge
    case .purgeHolder: self = .purgeHolder
    case .remove: self = .remove
    case .restore: self = .restore
    case .merge: self = .merge
    case .unmerge: self = .unmerge
    case .moveRegistration: self = .moveRegistration
    case .assignNote: self = .assignNote
    case .accept: self = .accept
    case .dismiss: self = .dismiss
    }
  }

  /// The share of it, so that profiles live long enough for something to happen to them.
  var weight: Int {
    switch self {
    case .declareDeceased, .revokeDeceased, .purge, .purgeHolder: 4
    case .dismiss, .assignNote: 8
    case .remove, .restore, .setUse, .clearUse, .mark, .clearMark, .removeAddress,
      .replaceAddress:
      10
    case .create, .optOut, .optIn, .optOutByToken, .optInByToken, .unmerge: 14
    case .moveRegistration, .addAddress: 20
    case .update, .merge, .accept: 26
    }
  }

  /// Draws a command of this kind that means something in a book, as far as that can be had.
  func random(
    from words: Vocabulary, in book: AddressBook, by random: inout SeededGenerator
  ) -> Command {
    let id = words.profile(in: book, by: &random)
    let address = words.address(of: id, in: book, by: &random)
    let other = words.otherAddress(in: book, by: &random)
    let (topic, use) = (random.isOne(of: 2) ? "news" : nil, random.pick(Use.allCases))
    let destination = random.isOne(of: 2) ? Destination.new : .profile(id)
    switch self {
    case .create:
      let external = random.pick(words.externalIDs)
      return .create(
        NewProfile(
          id: random.isOne(of: 2) ? id : nil, name: random.pick(words.names),
          externalIDs: random.isOne(of: 4) ? [external.system: external.value] : [:],
          addresses: [
            Address(other), Address(words.otherAddress(in: book, by: &random), uses: Uses(use)),
          ],
          despitePurge: random.isOne(of: 2)))
    case .update: return .update(id, words.edit(by: &random))
    case .addAddress:
      return .addAddress(
        address, uses: Uses(rawValue: Int16(random.pick(16))), to: id,
        despitePurge: random.isOne(of: 2))
    case .replaceAddress: return .replaceAddress(address.key, with: other, on: id)
    case .removeAddress:
      return .removeAddress(
        address.key, from: id, nextPrimary: random.isOne(of: 2) ? other.key : nil)
    case .setUse: return .setUse(use, to: address.key, on: id)
    case .clearUse:
      return .clearUse(book.profile(id)?.address(address.key)?.uses.list.first ?? use, on: id)
    case .mark: return .mark(address.key, on: id, reason: nil)
    case .clearMark:
      let marked = words.addresses.first { book.mark(on: $0.key) != nil } ?? address
      return .clearMark(marked.key, on: book.holder(of: marked.key) ?? id)
    case .optOut: return .optOut(id, topic: topic)
    case .optIn: return .optIn(id, topic: topic)
    case .optOutByToken: return .optOutByToken(words.token(by: &random), topic: topic)
    case .optInByToken: return .optInByToken(words.token(by: &random), topic: topic)
    case .declareDeceased: return .declareDeceased(id)
    case .revokeDeceased:
      return .revokeDeceased(words.profile(.deceased, in: book, by: &random) ?? id)
    case .purge: return .purge(id, decision: "D 1")
    case .purgeHolder: return .purgeHolder(other.key, decision: nil)
    case .remove: return .remove(id)
    case .restore: return .restore(words.profile(.removed, in: book, by: &random) ?? id)
    case .merge:
      let behind = book.profile(id)?.addresses.filter { _ in random.isOne(of: 4) } ?? []
      return .merge(
        id, into: random.pick(words.profiles), leaveBehind: Set(behind.map(\.key)))
    case .unmerge: return .unmerge(words.mergedAway(in: book, by: &random) ?? id)
    case .moveRegistration:
      return .moveRegistration(words.registration(by: &random), to: destination)
    case .assignNote: return .assignNote(words.note(by: &random), to: id)
    case .accept:
      return .accept(
        words.suggestion(by: &random), keep: random.isOne(of: 2) ? id : nil, to: destination)
    case .dismiss: return .dismiss(words.suggestion(by: &random))
    }
  }
}

extension Vocabulary {
  /// Draws a profile that was merged away; now and then none, and `nil` if there is none.
  fileprivate func mergedAway(
    in book: AddressBook, by random: inout SeededGenerator
  ) -> ProfileID? {
    let merged = profiles.filter { book.profile($0)?.mergedInto != nil }
    return merged.isEmpty || random.isOne(of: 4) ? nil : random.pick(merged)
  }

  /// Draws a token; now and then, one that nobody was sent.
  fileprivate func token(by random: inout SeededGenerator) -> String {
    random.isOne(of: 10) ? "f09ed" : random.pick(tokens)
  }

  /// Draws a profile in a state; now and then none, and `nil` if there is none.
  fileprivate func profile(
    _ state: Profile.State, in book: AddressBook, by random: inout SeededGenerator
  ) -> ProfileID? {
    let fitting = profiles.filter { book.profile($0)?.state == state }
    return fitting.isEmpty || random.isOne(of: 4) ? nil : random.pick(fitting)
  }

  /// Draws a note that was met; now and then, one that there is not.
  fileprivate func note(by random: inout SeededGenerator) -> NoteID {
    notes.isEmpty || random.isOne(of: 10) ? NoteID(value: 1) : random.pick(notes)
  }

  /// Draws a registration that was met; now and then, one that there is not.
  fileprivate func registration(by random: inout SeededGenerator) -> RegistrationID {
    registrations.isEmpty || random.isOne(of: 10)
      ? RegistrationID(value: 1) : random.pick(registrations)
  }

  /// Draws a suggestion that was met; now and then, one that there is not.
  fileprivate func suggestion(by random: inout SeededGenerator) -> SuggestionID {
    suggestions.isEmpty || random.isOne(of: 10)
      ? SuggestionID(value: 1) : random.pick(suggestions)
  }
}

/// A message of each kind of command with all of its fields, and what comes of it.
public struct CommandSample: Sendable {
  /// The message's type.
  public let type: String
  /// Its data.
  public let data: String
  /// The command that it is read as.
  public let command: Command
  /// The answers when profile 1 is active, removed, deceased, purged, merged away into an active one,
  /// and unknown; in that order, and as the tables of the rules spell it.
  public let answers: String

  init(_ type: String, _ data: String, _ command: Command, _ answers: String) {
    self.type = type
    self.data = data
    self.command = command
    self.answers = answers
  }
}

extension CommandSample {
  /// All of them: at least one of each kind.
  ///
  /// Profile 1 holds `a@x.se`, its primary address, and `marked@x.se`, the one at work; profile 2 is
  /// active, and holds registration 1; note 1 waits; suggestion 1 is that the two are one person.
  public static let all = ofProfiles + ofAddresses + ofMarks + ofLives + ofMerges + ofDecisions

  private static let (one, two) = (ProfileID(value: 1), ProfileID(value: 2))
  private static let p1 = #""profileId":"00000000-0000-0000-0000-000000000001""#
  private static let a = EmailAddress(stored: "A@X.se", key: AddressKey(stored: "a@x.se"))
  private static let a1 = #""address":" A@X.se ""#
  private static let marked = EmailAddress(
    stored: "marked@x.se", key: AddressKey(stored: "marked@x.se"))
  private static let new = EmailAddress(stored: "New@x.se", key: AddressKey(stored: "new@x.se"))

  private static let ofProfiles = [
    CommandSample(
      "profile.create",
      #"""
      {\#(p1),"name":{"given":" Åsa ","family":"Öberg"},"phone":"+46 70",
       "externalIds":{"ladok":"l1","alumni":"a1"},"despitePurge":true,
       "emails":[{\#(a1),"uses":["work","primary"]},{"address":"New@x.se","uses":[]}]}
      """#,
      .create(
        NewProfile(
          id: one, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
          externalIDs: ["ladok": "l1", "alumni": "a1"],
          addresses: [Address(a, uses: Uses([.primary, .work])), Address(new)],
          despitePurge: true)),
      "profileExists profileExists profileExists profileExists profileExists applied"),
    CommandSample(
      "profile.update",
      #"""
      {\#(p1),"name":{"given":"Åsa","family":"Öberg"},"phone":"+46 70",
       "externalIds":{"ladok":"l1"},"protected":true}
      """#,
      .update(
        one,
        Edit(
          given: .set("Åsa"), family: .set("Öberg"), phone: .set("+46 70"),
          externalIDs: ["ladok": .set("l1")], isProtected: true)),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "profile.optOut", #"{\#(p1),"topic":"alumni"}"#, .optOut(one, topic: "alumni"),
      "applied applied applied notActive applied unknownProfile"),
    CommandSample(
      "profile.optIn", #"{\#(p1),"topic":"news"}"#, .optIn(one, topic: "news"),
      "applied applied optedOutOfAll notActive applied unknownProfile"),
    CommandSample(
      "profile.optOut", #"{"token":"70CE40","topic":"alumni"}"#,
      .optOutByToken("70ce40", topic: "alumni"),
      "applied applied applied notActive applied unknownProfile"),
    CommandSample(
      "profile.optIn", #"{"token":"70ce40"}"#, .optInByToken("70ce40", topic: nil),
      "applied applied optedOutOfAll notActive applied unknownProfile"),
  ]

  private static let ofAddresses = [
    CommandSample(
      "profile.addAddress",
      #"{\#(p1),"address":" New@x.se ","uses":["private","student"],"despitePurge":true}"#,
      .addAddress(new, uses: Uses([.private, .student]), to: one, despitePurge: true),
      "applied notActive deceased notActive applied unknownProfile"),
    CommandSample(
      "profile.replaceAddress", #"{\#(p1),\#(a1),"with":"New@x.se"}"#,
      .replaceAddress(a.key, with: new, on: one),
      "applied notActive deceased notActive applied unknownProfile"),
    CommandSample(
      "profile.removeAddress", #"{\#(p1),\#(a1),"nextPrimary":"MARKED@x.se"}"#,
      .removeAddress(a.key, from: one, nextPrimary: marked.key),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "profile.setUse", #"{\#(p1),\#(a1),"use":"student"}"#,
      .setUse(.student, to: a.key, on: one),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "profile.clearUse", #"{\#(p1),"use":"primary"}"#, .clearUse(.primary, on: one),
      "applied notActive notActive notActive applied unknownProfile"),
  ]

  private static let ofMarks = [
    CommandSample(
      "profile.mark", #"{\#(p1),\#(a1),"reason":"moved"}"#,
      .mark(a.key, on: one, reason: "moved"),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "profile.clearMark", #"{\#(p1),"address":"marked@x.se"}"#,
      .clearMark(marked.key, on: one),
      "applied notActive notActive notActive applied unknownProfile"),
  ]

  private static let ofLives = [
    CommandSample(
      "profile.deceased", "{\(p1)}", .declareDeceased(one),
      "applied applied already notActive applied unknownProfile"),
    CommandSample(
      "profile.revokeDeceased", "{\(p1)}", .revokeDeceased(one),
      "notDeceased notDeceased applied notDeceased notDeceased unknownProfile"),
    CommandSample(
      "profile.purge", #"{\#(p1),"decision":"2026/17"}"#, .purge(one, decision: "2026/17"),
      "applied applied applied already applied unknownProfile"),
    CommandSample(
      "profile.purge", #"{"email":" A@X.se ","decision":"2026/17"}"#,
      .purgeHolder(a.key, decision: "2026/17"),
      "applied applied applied already applied applied"),
    CommandSample(
      "profile.remove", "{\(p1)}", .remove(one),
      "applied already notActive notActive applied unknownProfile"),
    CommandSample(
      "profile.restore", "{\(p1)}", .restore(one),
      "notRemoved applied notRemoved notRemoved notRemoved unknownProfile"),
  ]

  private static let ofMerges = [
    CommandSample(
      "profile.merge",
      #"""
      {"keep":"00000000-0000-0000-0000-000000000002",
       "remove":"00000000-0000-0000-0000-000000000001",
       "leaveBehind":["A@x.se","a@x.se","marked@x.se"]}
      """#, .merge(one, into: two, leaveBehind: [a.key, marked.key]),
      "applied notActive notActive notActive mergedElsewhere unknownProfile"),
    CommandSample(
      "profile.unmerge", #"{"removed":"00000000-0000-0000-0000-000000000001"}"#, .unmerge(one),
      "notMerged notMerged notMerged notMerged applied unknownProfile"),
  ]

  private static let ofDecisions = [
    CommandSample(
      "registration.move",
      #"""
      {"registrationId":"00000000-0000-0000-0000-000000000001",
       "to":"00000000-0000-0000-0000-000000000001"}
      """#, .moveRegistration(RegistrationID(value: 1), to: .profile(one)),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "registration.move",
      #"{"registrationId":"00000000-0000-0000-0000-000000000001","to":"new"}"#,
      .moveRegistration(RegistrationID(value: 1), to: .new),
      "applied applied applied purgedEarlier applied applied"),
    CommandSample(
      "note.assign",
      #"""
      {"noteId":"00000000-0000-0000-0000-000000000001",
       "profileId":"00000000-0000-0000-0000-000000000001"}
      """#, .assignNote(NoteID(value: 1), to: one),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "suggestion.accept",
      #"""
      {"suggestionId":"00000000-0000-0000-0000-000000000001",
       "keep":"00000000-0000-0000-0000-000000000001",
       "to":"00000000-0000-0000-0000-000000000002"}
      """#, .accept(SuggestionID(value: 1), keep: one, to: .profile(two)),
      "applied notActive notActive notActive applied unknownProfile"),
    CommandSample(
      "suggestion.dismiss", #"{"suggestionId":"00000000-0000-0000-0000-000000000001"}"#,
      .dismiss(SuggestionID(value: 1)), "applied applied applied applied applied applied"),
  ]
}
