import BookSamples
import Domain
import Testing

@Suite("Notes")
struct NoteTests {
  @Test("M6: a mail is a note on every active profile whose address stands in it, in their order")
  func matches() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary), try at("asa@y.se")]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .work)]),
      Profile(id: .cia, state: .removed, addresses: [try at("cia@x.se")]))
    let note = try Note(
      from: "bo@x.se", to: "Asa@X.se", "nobody@x.se", "cia@x.se", cc: "asa@y.se", "bo@x.se")
    #expect(book.record(note, cause: .test) == .applied)
    #expect(
      book.filed == [
        Filed(.bo, by: .address([try key("bo@x.se")])),
        Filed(.åsa, by: .address([try key("asa@x.se"), try key("asa@y.se")])),
      ])
    #expect(book.noteTally == [.matched: 1])
    #expect(book.profile(.åsa)?.version == 1)
  }

  @Test("M6: the first twenty are taken, in the order of the headers")
  func limit() throws {
    var profiles: [Profile] = []
    for number in 1...30 {
      profiles.append(
        Profile(
          id: ProfileID(value: UInt128(number)), addresses: [try at("p\(number)@x.se", .primary)]))
    }
    var book = AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: 1))
    let participants = try (1...30).reversed().map { number in
      Note.Participant(.to, "p\(number)@x.se", key: try key("p\(number)@x.se"))
    }
    _ = book.record(Note(participants: participants), cause: .test)
    #expect(book.filed.map(\.profile.value) == (11...30).reversed().map { UInt128($0) })
    let few = NoteRules(ownDomains: [], mostProfiles: 1)
    var other = AddressBook(BookContents(profiles: profiles), ids: IDSource(seed: 1))
    _ = other.record(Note(participants: participants), rules: few, cause: .test)
    #expect(other.filed.map(\.profile.value) == [30])
  }

  @Test("M6: the stewards' own domains match nobody, their subdomains do")
  func ownDomains() throws {
    let rules = NoteRules(ownDomains: ["uni.se"], mostProfiles: 20)
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@uni.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@student.uni.se", .primary)]))
    let note = try Note(from: "asa@UNI.se", to: "bo@student.uni.se")
    #expect(book.record(note, rules: rules, cause: .test) == .applied)
    #expect(book.filed.map(\.profile) == [.bo])
    #expect(
      rules.touch(.note(note)).keys.keys.map(\.text).sorted() == [
        "asa@uni.se", "bo@student.uni.se",
      ])
  }

  @Test("B2: whoever writes reads mail: failures before count no more; a copy alone is no sign")
  func delivered() throws {
    for (note, isSign) in [
      (try Note(from: "A@x.se", to: "uni@z.se"), true),
      (try Note(from: "bo@y.se", to: "a@x.se"), false),
    ] {
      var book = try AddressBook.ofTwo()
      #expect(book.record(note, cause: .test) == .applied)
      #expect(try book.mailHistory(of: key("a@x.se")) == MailHistory(), "nothing has failed")
      let failure = Told.failure(.temporary, .mailboxFull)
      for day in [1, 10] as [Int64] {
        _ = try book.hear(failure, of: "a@x.se", send: "<\(day)@u>", day: day)
      }
      let moment = Cause.test.at.later(by: 20 * 86_400)
      #expect(book.record(note, cause: .test(after: 20 * 86_400, sent: moment)) == .applied)
      #expect(try book.mailHistory(of: key("a@x.se")).deliveredAt == (isSign ? moment : nil))
      _ = try book.hear(failure, of: "a@x.se", send: "<30@u>", day: 30)
      #expect(try (book.mark(on: key("a@x.se")) == nil) == isSign)
    }
  }

  @Test("M6: a mail that is on nobody waits, makes no profile, and is filed by note.assign")
  func unmatched() throws {
    var book = AddressBook(Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]))
    #expect(book.record(try Note(from: "new@x.se"), cause: .test) == .applied)
    let id = try #require(book.notes.first)
    guard case .note(_, .recorded(_, _, isMatched: false))? = book.log.last?.change else {
      Issue.record("it does not wait")
      return
    }
    #expect(book.noteTally == [.unmatched: 1])
    #expect(book.assignNote(id, to: .åsa, cause: .test) == .applied)
    #expect(book.assignNote(id, to: .åsa, cause: .test) == .alreadyApplied)
    #expect(book.filed == [Filed(.åsa, by: .steward)])
    #expect(book.assignNote(NoteID(value: 9), to: .åsa, cause: .test) == .refused(.unknownNote))
    #expect(book.assignNote(id, to: .bo, cause: .test) == .refused(.unknownProfile))
  }

  @Test("L5: a note is filed on the kept profile of a merge")
  func assignedThroughMerges() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]), Profile(id: .bo))
    #expect(book.merge(.bo, into: .åsa, cause: .test) == .applied)
    #expect(book.record(try Note(from: "new@x.se"), cause: .test) == .applied)
    let id = try #require(book.notes.first)
    #expect(book.assignNote(id, to: .bo, cause: .test) == .applied)
    #expect(book.filed == [Filed(.åsa, by: .steward)])
    #expect(book.assignNote(id, to: .åsa, cause: .test) == .alreadyApplied)
  }

  @Test("M6: the same Message-ID is one note, and a mail without one is its own")
  func once() throws {
    var book = AddressBook(Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]))
    let mail = MailHash(value: 7)
    #expect(book.record(try Note(from: "asa@x.se", mail: mail), cause: .test) == .applied)
    #expect(book.record(try Note(from: "bo@x.se", mail: mail), cause: .test) == .alreadyApplied)
    #expect(book.record(try Note(from: "bo@x.se"), cause: .test) == .applied)
    #expect(book.record(try Note(from: "bo@x.se"), cause: .test) == .applied)
    #expect(book.notes.count == 3)
    #expect(book.noteTally == [.matched: 1, .repeated: 1, .unmatched: 2])
  }

  @Test(
    "M6: the time of a note is its Date, else the message's, else now; none before 2000, none ahead",
    arguments: [
      (1_700_000_000, nil, 1_700_000_000), (nil, 1_600_000_000, 1_600_000_000),
      (900_000_000, 1_600_000_000, 1_600_000_000), (900_000_000, nil, 1_800_000_000),
      (nil, nil, 1_800_000_000), (1_900_000_000, 1_600_000_000, 1_800_000_000),
      (nil, 1_900_000_000, 1_800_000_000),
    ] as [(Int64?, Int64?, Int64)])
  func times(date: Int64?, sent: Int64?, expected: Int64) throws {
    var book = AddressBook(Profile(id: .åsa))
    let note = Note(participants: [], writtenAt: date.map(Timestamp.init(seconds:)))
    _ = book.record(note, cause: .test(after: 0, sent: sent.map(Timestamp.init(seconds:))))
    guard case .note(_, .recorded(_, let moment, _))? = book.log.first?.change else {
      Issue.record("nothing was recorded")
      return
    }
    #expect(moment == Timestamp(seconds: expected))
  }

  @Test(
    "L6: a mail from before the purge of somebody in it is refused, a later one is not",
    arguments: [
      (-1, nil, "purgedEarlier"), (0, nil, "purgedEarlier"), (1, nil, "applied"),
      (nil, -1, "purgedEarlier"), (nil, 1, "applied"), (nil, nil, "applied"),
      (1, -1, "applied"), (-1, 1, "purgedEarlier"),
    ] as [(Int64?, Int64?, String)])
  func purged(written: Int64?, sent: Int64?, expected: String) throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    #expect(book.purge(.åsa, decision: nil, cause: .test) == .applied)
    let note = try Note(
      from: "bo@x.se", to: "asa@x.se", writtenAt: written.map { Cause.test.at.later(by: $0) })
    let cause = Cause.test(after: 60, sent: sent.map { Cause.test.at.later(by: $0) })
    // Her own domain or not: it is hers all the same.
    for domains in [[], ["x.se"]] as [Set<String>] {
      var book = book
      let rules = NoteRules(ownDomains: domains, mostProfiles: 20)
      #expect(book.record(note, rules: rules, cause: cause).word == expected)
    }
  }

  @Test("L6: a mail that passes on words of somebody who was purged since is refused as well")
  func purgedSender() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    #expect(book.purge(.åsa, decision: nil, cause: .test) == .applied)
    for (written, expected) in [(-1, "purgedEarlier"), (1, "applied")] as [(Int64, String)] {
      let note = try Note(
        from: "bo@x.se", writtenAt: Cause.test.at.later(by: written), forwardedFrom: "asa@x.se")
      #expect(book.record(note, cause: .test(after: 60)).word == expected)
    }
  }

  @Test("M6: whose mail is passed on is suggested, once for each note, and accepting files it")
  func forwarded() throws {
    var book = AddressBook(
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary)]),
      Profile(id: .bo, addresses: [try at("bo@x.se", .primary)]))
    for _ in 0..<2 {
      _ = book.record(try Note(from: "kansli@uni.se", forwardedFrom: "asa@x.se"), cause: .test)
    }
    _ = book.record(try Note(from: "asa@x.se", forwardedFrom: "asa@x.se"), cause: .test)
    _ = book.record(try Note(from: "kansli@uni.se", forwardedFrom: "no@x.se"), cause: .test)
    let made = book.suggestions
    #expect(made.map(\.kind) == [.forwardedSender, .forwardedSender])
    #expect(made.map(\.profiles) == [[.åsa], [.åsa]])
    #expect(made.map(\.evidence) == book.notes.prefix(2).map(\.description))
    #expect(book.filed == [Filed(.åsa, by: .address([try key("asa@x.se")]))])
    var later = AddressBook(
      BookContents(
        profiles: [.åsa, .bo].compactMap { book.profile($0) },
        suggestions: Dictionary(uniqueKeysWithValues: made.map { ($0.id, SuggestionState($0)) }),
        notes: [book.notes[0]: RecordedNote(), book.notes[1]: RecordedNote()]),
      ids: IDSource(seed: 2))
    #expect(later.accept(made[0].id, cause: .test) == .applied)
    #expect(later.accept(made[1].id, to: .profile(.bo), cause: .test) == .applied)
    #expect(later.filed == [Filed(.åsa, by: .steward), Filed(.bo, by: .steward)])
  }

  @Test("L8: a protected person is matched, and nothing that is told leads there")
  func protected() throws {
    var book = AddressBook(
      Profile(id: .åsa, isProtected: true, addresses: [try at("asa@x.se", .primary)]))
    _ = book.record(try Note(from: "asa@x.se"), cause: .test)
    #expect(book.log.map(\.isProtected) == [false, true])
  }

  @Test("M6: what makes no note is counted, and touches nothing", arguments: NoteTally.allCases)
  func none(kind: NoteTally) {
    let message = NoteMessage.none(kind)
    var book = AddressBook()
    #expect(NoteRules.standard.touch(message).isEmpty)
    #expect(NoteRules.standard.decide(message, in: &book, cause: .test) == .alreadyApplied)
    #expect(book.noteTally == [kind: 1] && book.log.isEmpty)
  }

  @Test("L4: notes come along with a merge, and each profile gets its own back")
  func unmerged() throws {
    var contents = BookContents(profiles: [
      Profile(id: .åsa, addresses: [try at("asa@x.se", .primary), try at("bo@x.se")]),
      Profile(id: .bo, state: .removed, mergedInto: .åsa),
    ])
    contents.merges[.bo] = Merge(
      removed: .bo, kept: .åsa, at: Cause.test.at, stateBefore: .active,
      addresses: [Merge.MovedAddress(key: try key("bo@x.se"), before: .primary, after: [])],
      keptUses: [try key("asa@x.se"): .primary], filled: Details(), optOuts: [])
    let (asa, bo, gone) = (try key("asa@x.se"), try key("bo@x.se"), try key("gone@x.se"))
    let notes: [(from: ProfileID?, matched: [AddressKey], seconds: Int64)] = [
      (.bo, [bo], -9), (.cia, [], -9), (nil, [bo], -9), (nil, [bo], 1), (nil, [asa], 1),
      (nil, [asa, bo], 1), (nil, [], 1), (nil, [gone], 1), (nil, [gone, bo], 1),
    ]
    contents.mergedNotes[.bo] = notes.enumerated().map { place, note in
      MergedNote(
        id: NoteID(value: UInt128(place)), carriedFrom: note.from, matched: note.matched,
        at: Cause.test.at.later(by: note.seconds))
    }
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    #expect(book.unmerge(.bo, cause: .test(after: 60)) == .applied)
    var returned: [UInt128] = []
    for case .note(let id, .returned(.åsa, .bo, _)) in book.log.map(\.change) {
      returned.append(id.value)
    }
    #expect(returned == [0, 3, 5, 8])
    #expect(book.filed == [Filed(.åsa, by: .address([asa]))])
    guard case .merge(_, .unmerged(let leftovers))? = book.log.last?.change else {
      Issue.record("it was not taken back")
      return
    }
    #expect(leftovers == [.note(NoteID(value: 6)), .note(NoteID(value: 7))])
  }

  @Test("L4: a note that a profile had before its merge, and that came since too, is on it once")
  func returnedOnce() throws {
    let (asa, bo, cia) = (try key("asa@x.se"), try key("bo@x.se"), try key("cia@x.se"))
    var contents = BookContents(profiles: [
      Profile(
        id: .åsa,
        addresses: [try at("asa@x.se", .primary), try at("bo@x.se"), try at("cia@x.se")]),
      Profile(id: .bo, state: .removed, mergedInto: .åsa),
      Profile(id: .cia, state: .removed, mergedInto: .åsa),
    ])
    for (id, key) in [(ProfileID.bo, bo), (.cia, cia)] {
      contents.merges[id] = Merge(
        removed: id, kept: .åsa, at: Cause.test.at, stateBefore: .active,
        addresses: [Merge.MovedAddress(key: key, before: .primary, after: [])],
        keptUses: [asa: .primary], filled: Details(), optOuts: [])
    }
    let places: [(id: NoteID, from: ProfileID?, matched: [AddressKey], seconds: Int64)] = [
      (NoteID(value: 1), .bo, [bo], -9), (NoteID(value: 1), nil, [bo], 1),
      (NoteID(value: 2), .cia, [cia], -9), (NoteID(value: 2), nil, [bo, cia], 1),
      (NoteID(value: 3), nil, [bo, cia], 1),
    ]
    contents.mergedNotes[.bo] = places.map { place in
      MergedNote(
        id: place.id, carriedFrom: place.from, matched: place.matched,
        at: Cause.test.at.later(by: place.seconds))
    }
    var book = AddressBook(contents, ids: IDSource(seed: 1))
    #expect(book.unmerge(.bo, cause: .test(after: 60)) == .applied)
    var returned: [UInt128: ProfileID?] = [:]
    for case .note(let id, .returned(.åsa, .bo, let origin)) in book.log.map(\.change) {
      #expect(returned.updateValue(origin, forKey: id.value) == nil)
    }
    #expect(returned == [1: .bo, 2: nil, 3: nil])
    // Where Cia brought the second one herself, it is not filed by her address once more.
    #expect(book.filed == [Filed(.åsa, by: .address([cia]))])
  }
}

/// A place of a note on a profile.
struct Filed: Hashable {
  let profile: ProfileID
  let match: NoteMatch

  init(_ profile: ProfileID, by match: NoteMatch) {
    self.profile = profile
    self.match = match
  }
}

extension AddressBook {
  /// The notes that were recorded so far.
  var notes: [NoteID] {
    log.compactMap { if case .note(let id, .recorded) = $0.change { id } else { nil } }
  }

  /// Where notes were filed so far.
  var filed: [Filed] {
    log.compactMap { logged in
      if case .note(_, .filed(let profile, let match)) = logged.change {
        Filed(profile, by: match)
      } else {
        nil
      }
    }
  }
}

extension Note {
  /// A mail between these addresses.
  init(
    from: String, to: String..., cc: String..., mail: MailHash? = nil,
    writtenAt: Timestamp? = nil, forwardedFrom: String? = nil
  ) throws {
    let fields: [(Role, [String])] = [(.from, [from]), (.to, to), (.cc, cc)]
    self.init(
      mail: mail,
      participants: try fields.flatMap { role, addresses in
        try addresses.map { Participant(role, $0, key: try EmailAddress($0).key) }
      }, writtenAt: writtenAt,
      forwardedFrom: try forwardedFrom.map { try EmailAddress($0) })
  }
}

extension Timestamp {
  fileprivate init(seconds: Int64) {
    self.init(microseconds: seconds * 1_000_000)
  }
}
