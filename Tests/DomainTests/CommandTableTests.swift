import BookSamples
import Domain
import Testing

/// Each verb against each state of the profile that it names.
@Suite struct CommandTableTests {
  @Test("L7: each command answers to each state of its profile", arguments: CommandTable.rows)
  func commands(row: CommandTable.Row) throws {
    for (standing, expected) in zip(Standing.allCases, row.words) {
      let before = try standing.book()
      var book = before
      let outcome = try row.act(&book)
      #expect(outcome.word == expected, "\(row.verb), \(standing)")
      // A verb that changes nothing tells nothing, and one that is applied tells it.
      let told = book.log.filter { $0.change.isTold }
      #expect(told.isEmpty == (outcome != .applied), "\(row.verb), \(standing)")
      #expect(book.missing.isEmpty)
      if outcome != .applied {
        for id in ProfileID.all { #expect(book.profile(id) == before.profile(id)) }
      }
    }
  }

  /// A line for each profile to be merged away, and on it each one to be kept (``Standing``'s order).
  static let merges: [(Standing, String)] = [
    (.active, "applied notActive notActive notActive applied unknownProfile"),
    (.removed, "notActive notActive notActive notActive notActive unknownProfile"),
    (.deceased, "notActive notActive notActive notActive notActive unknownProfile"),
    (.purged, "notActive notActive notActive notActive notActive unknownProfile"),
    (
      .mergedAway,
      "mergedElsewhere mergedElsewhere mergedElsewhere mergedElsewhere mergedElsewhere"
        + " unknownProfile"
    ),
    (
      .unknown,
      "unknownProfile unknownProfile unknownProfile unknownProfile unknownProfile unknownProfile"
    ),
  ]

  @Test("L7: a merge needs two active profiles; the kept one is followed through merges (L5)")
  func merge() throws {
    for (removed, line) in Self.merges {
      for (kept, expected) in zip(Standing.allCases, line.split(separator: " ")) {
        var contents = BookContents()
        contents.add(removed, as: .åsa, merged: .cia, holding: [try at("a@x.se", .primary)])
        contents.add(kept, as: .bo, merged: .dag, holding: [try at("b@x.se", .primary)])
        var book = AddressBook(contents, ids: IDSource(seed: 1))
        let outcome = book.merge(.åsa, into: .bo, cause: .test)
        #expect(outcome.word == expected, "\(removed) into \(kept)")
        #expect(book.log.isEmpty == (outcome != .applied))
      }
    }
  }

  @Test(
    "E1: what was decided on a suggestion is not decided otherwise",
    arguments: [
      (.open, "applied", "applied"), (.accepted, "already", "alreadyDecided"),
      (.dismissed, "alreadyDecided", "already"), (nil, "unknownSuggestion", "unknownSuggestion"),
    ] as [(SuggestionState.Decision?, String, String)])
  func decided(decision: SuggestionState.Decision?, accepted: String, dismissed: String) throws {
    for kind in Suggestion.Kind.allCases {
      var contents = try Standing.active.contents()
      contents.suggestions = contents.suggestions.compactMapValues { state in
        decision.map { SuggestionState(state.suggestion, decision: $0) }
      }
      var book = AddressBook(contents, ids: IDSource(seed: 1))
      #expect(book.dismiss(.suggested(kind), cause: .test).word == dismissed)
      #expect(book.log.isEmpty == (dismissed != "applied"))
      book = AddressBook(contents, ids: IDSource(seed: 1))
      let destination = Destination.profile(.åsa)
      #expect(book.accept(.suggested(kind), to: destination, cause: .test).word == accepted)
      #expect(book.log.isEmpty == (accepted != "applied"))
      if accepted == "applied" {
        let suggestion = try #require(contents.suggestions[.suggested(kind)]?.suggestion)
        let told = Change.suggestion(suggestion, .decided(isAccepted: true))
        #expect(book.log.last?.change == told)
        #expect(book.log.count > 1)
      }
    }
  }

  @Test("E1: a registration that nobody has is unknown, and one that is there is not moved there")
  func registrations() throws {
    var book = try Standing.active.book()
    let unknown = RegistrationID(value: 99)
    #expect(
      book.moveRegistration(unknown, to: .new, cause: .test) == .refused(.unknownRegistration))
    #expect(
      book.moveRegistration(.recorded, to: .profile(.bo), cause: .test) == .alreadyApplied)
    #expect(book.log.isEmpty)
  }
}

/// State of a profile when a command names it.
enum Standing: CaseIterable {
  case active, removed, deceased, purged
  /// Into an active one.
  case mergedAway
  /// There is none.
  case unknown

  /// The book of the table: Åsa stands so; Bo is active, Dag removed; Cia is there if she was merged.
  func book() throws -> AddressBook {
    AddressBook(try contents(), ids: IDSource(seed: 1))
  }

  func contents() throws -> BookContents {
    var contents = BookContents()
    contents.add(
      self, as: .åsa, merged: .cia,
      holding: [try at("a@x.se", .primary), try at("marked@x.se", .work)])
    contents.add(.active, as: .bo, merged: .cia, holding: [try at("bo@x.se", .primary)])
    contents.add(.removed, as: .dag, merged: .cia, holding: [try at("dag@x.se", .primary)])
    contents.marks = [try key("marked@x.se"): Mark(since: Cause.test.at)]
    contents.sends[.token("70ce40")] = Send(
      token: "70ce40", profile: .åsa, recipient: try key("a@x.se"), mailing: "m", topic: "news",
      handedOverAt: Cause.test.at)
    contents.registrations = [
      .recorded: RecordedRegistration(profile: .bo, address: try mail("a@x.se"))
    ]
    contents.notes = [NoteID(value: 1): RecordedNote()]
    for kind in Suggestion.Kind.allCases {
      let profiles: [ProfileID]
      switch kind {
      case .additionalAddress, .nameDiffers, .deceasedAddress, .forwardedSender, .ownerChanged:
        profiles = [.åsa]
      case .duplicate, .externalIDElsewhere: profiles = [.bo, .åsa]
      case .previouslyRemoved: profiles = [.åsa, .dag]
      case .roleMailbox: profiles = []
      }
      contents.suggestions[.suggested(kind)] = SuggestionState(
        Suggestion(
          id: .suggested(kind), kind: kind, profiles: profiles, registration: .recorded,
          evidence: kind == .ownerChanged
            ? "a@x.se" : kind == .forwardedSender ? NoteID(value: 1).description : "new@x.se"))
    }
    let other = Suggestion(
      id: .fromRemoved, kind: .previouslyRemoved, profiles: [.bo, .åsa], evidence: "bo@x.se")
    contents.suggestions[.fromRemoved] = SuggestionState(other)
    return contents
  }
}

extension BookContents {
  /// Puts a profile of that standing into the book; one that was merged, with the one that was kept.
  fileprivate mutating func add(
    _ standing: Standing, as id: ProfileID, merged kept: ProfileID, holding addresses: [Address]
  ) {
    let name = Name(given: "Given")
    let keys = addresses.map(\.key)
    switch standing {
    case .active:
      profiles.append(Profile(id: id, name: name, optedOut: ["news"], addresses: addresses))
    case .removed:
      profiles.append(
        Profile(id: id, state: .removed, name: name, optedOut: ["news"], addresses: addresses))
    case .deceased:
      profiles.append(
        Profile(
          id: id, state: .deceased, name: name, stateBeforeDeath: .active,
          optedOut: ["news", Profile.everyTopic]))
      for key in keys { erasures[key] = Erasure(kind: .death, profile: id, at: Cause.test.at) }
    case .purged:
      profiles.append(Profile(id: id, state: .purged))
      for key in keys { erasures[key] = Erasure(kind: .purge, profile: id, at: Cause.test.at) }
    case .mergedAway:
      add(.active, as: kept, merged: kept, holding: addresses)
      profiles.append(Profile(id: id, state: .removed, mergedInto: kept))
      merges[id] = Merge(
        removed: id, kept: kept, at: Cause.test.at, stateBefore: .active, addresses: [],
        keptUses: [:], filled: Details(), optOuts: [])
    case .unknown: break
    }
  }
}

extension ProfileID {
  static let all: [ProfileID] = [.åsa, .bo, .cia, .dag]
}

extension RegistrationID {
  /// The registration of the table's book: it stands on Bo.
  static let recorded = RegistrationID(value: 1)
}

extension SuggestionID {
  /// That Åsa is the removed profile of which the new one, Bo's, has got its address.
  static let fromRemoved = SuggestionID(value: 100)

  /// The suggestion of a kind.
  static func suggested(_ kind: Suggestion.Kind) -> SuggestionID {
    SuggestionID(value: UInt128(Suggestion.Kind.allCases.firstIndex(of: kind) ?? 0))
  }
}
