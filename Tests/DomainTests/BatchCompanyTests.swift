import BookSamples
import Domain
import TestSupport
import Testing

/// Messages that may stand in one batch.
@Suite struct BatchCompanyTests {
  /// Åsa, Bo and others.
  ///
  /// Åsa holds a@x.se, and Eva was merged into her; Bo holds b@x.se and had old@x.se; Cia and Dan hold nothing.
  /// gone@x.se was erased with Åsa's death; a registration and a suggestion are Bo's.
  private struct World {
    let a, b, old, gone: AddressKey
    let contents: BookContents

    init() throws {
      a = try key("a@x.se")
      b = try key("b@x.se")
      old = try key("old@x.se")
      gone = try key("gone@x.se")
      var eva = Profile(id: .eva, state: .removed)
      eva.mergedInto = .åsa
      contents = BookContents(
        profiles: [
          Profile(id: .åsa, addresses: [try at("a@x.se", .primary)]), eva,
          Profile(id: .bo, addresses: [try at("b@x.se", .primary)]), Profile(id: .cia),
          Profile(id: .dan),
        ],
        externalHolders: [ExternalID(system: "ladok", value: "1"): .bo],
        made: [Suggestion.Identity(kind: .duplicate, profiles: [.bo, .dan], evidence: "b@x.se")],
        suggestions: [
          SuggestionID(value: 1): SuggestionState(
            Suggestion(
              id: SuggestionID(value: 1), kind: .duplicate, profiles: [.bo, .dan],
              evidence: "b@x.se"), decision: .open)
        ],
        registrations: [RegistrationID(value: 1): RecordedRegistration(profile: .bo)],
        formerKeys: [.bo: [old]],
        erasures: [gone: Erasure(kind: .death, profile: .åsa, at: Timestamp(microseconds: 0))])
    }
  }

  private static let registration = RegistrationID(value: 1)
  private static let suggestion = SuggestionID(value: 1)

  @Test("L7: those that change profiles stand together, whatever they share")
  func changing() throws {
    let world = try World()
    let touches: [Touch] = [
      Touch(.remove(.åsa)), Touch(.restore(.åsa)), Touch(.optOut(.eva, topic: nil)),
      Touch(.clearMark(world.a, on: .åsa)), Touch(.dismiss(Self.suggestion)),
      Touch(adding: [world.a, world.b]),
    ]
    #expect(BatchCompany.parts(of: touches, in: world.contents) == [touches.count])
  }

  @Test("L4, L5, L7: one that joins or ends profiles shares nothing with those before and after it")
  func joining() throws {
    let world = try World()
    let merge = Touch(.merge(.cia, into: .åsa, leaveBehind: []))
    let together: [Touch] = [
      Touch(.remove(.bo)), Touch(.merge(.bo, into: .dan, leaveBehind: [])), Touch(.unmerge(.bo)),
      Touch(adding: [world.b]), Touch(adding: [world.old]), Touch(.revokeDeceased(.bo)),
      Touch(.accept(Self.suggestion, keep: nil, to: .new)),
      Touch(.moveRegistration(Self.registration, to: .profile(.dan))),
      Touch(.update(.dan, Edit(externalIDs: ["ladok": .set("1")]))),
    ]
    let apart: [Touch] = [
      Touch(.remove(.åsa)), Touch(.restore(.cia)), Touch(.optOut(.eva, topic: nil)),
      Touch(.unmerge(.eva)), Touch(.merge(.eva, into: .dan, leaveBehind: [])),
      Touch(adding: [world.a]), Touch(adding: [world.gone]), Touch(.revokeDeceased(.åsa)),
      Touch(.accept(Self.suggestion, keep: .åsa, to: .new)),
      Touch(.moveRegistration(Self.registration, to: .profile(.eva))),
    ]
    for (others, parts) in [(together, [2]), (apart, [1, 1])] {
      for other in others {
        #expect(BatchCompany.parts(of: [merge, other], in: world.contents) == parts, "\(other)")
        #expect(BatchCompany.parts(of: [other, merge], in: world.contents) == parts, "\(other)")
      }
    }
  }

  @Test("L7: what a registration, a suggestion or an external id leads to is not joined beside it")
  func found() throws {
    let world = try World()
    let merge = Touch(.merge(.bo, into: .cia, leaveBehind: []))
    let others: [Touch] = [
      Touch(.moveRegistration(Self.registration, to: .new)), Touch(.dismiss(Self.suggestion)),
      Touch(.update(.dan, Edit(externalIDs: ["ladok": .set("1")]))),
    ]
    for other in others {
      #expect(BatchCompany.parts(of: [merge, other], in: world.contents) == [1, 1], "\(other)")
      #expect(BatchCompany.parts(of: [other, merge], in: world.contents) == [1, 1], "\(other)")
    }
  }

  @Test("L7: a batch is cut where it must be, and begins anew there")
  func cut() throws {
    let world = try World()
    let touches: [Touch] = [
      Touch(.remove(.bo)), Touch(.merge(.cia, into: .åsa, leaveBehind: [])), Touch(.remove(.eva)),
      Touch(.restore(.bo)), Touch(.merge(.bo, into: .dan, leaveBehind: [])), Touch(.unmerge(.cia)),
    ]
    #expect(BatchCompany.parts(of: touches, in: world.contents) == [2, 2, 2])
    // Without what was loaded, only what is named alike is seen.
    #expect(BatchCompany.parts(of: touches, in: BookContents()) == [4, 2])
    #expect(BatchCompany.parts(of: [], in: world.contents) == [])
  }

  @Test("L1, L2: who is erased shares no former address and no suggestion, and meets no record")
  func erasing() throws {
    let world = try World()
    let purge = Touch(.purge(.bo, decision: nil))
    let together: [Touch] = [
      Touch(.remove(.åsa)), Touch(.declareDeceased(.åsa)), Touch(.purge(.cia, decision: nil)),
      Touch(adding: [world.a]), Touch(.merge(.cia, into: .åsa, leaveBehind: [])),
    ]
    let apart: [Touch] = [
      Touch(.remove(.bo)), Touch(adding: [world.b]), Touch(adding: [world.old]),
      Touch(.remove(.dan)), Touch(.purge(.bo, decision: nil)), Touch(.dismiss(Self.suggestion)),
      Touch(.moveRegistration(RegistrationID(value: 2), to: .profile(.åsa))),
      Touch(.assignNote(NoteID(value: 1), to: .åsa)), Touch(.optOutByToken("token", topic: nil)),
      Touch(.purgeHolder(world.a, decision: nil)),
    ]
    for (others, parts) in [(together, [2]), (apart, [1, 1])] {
      for other in others {
        #expect(BatchCompany.parts(of: [purge, other], in: world.contents) == parts, "\(other)")
        #expect(
          BatchCompany.parts(of: [other, purge], in: world.contents)
            == (other.purges ? parts : [1, 1]), "\(other)")
      }
    }
  }

  @Test("L2: a purge begins a batch, so that all events of messages before it are searched")
  func first() throws {
    let world = try World()
    let (first, second) = (Touch(.purge(.bo, decision: nil)), Touch(.purge(.cia, decision: nil)))
    let other = Touch(.remove(.åsa))
    let parts = BatchCompany.parts(
      of: [other, first, second, other, other, first], in: world.contents)
    #expect(parts == [1, 4, 1])
  }

  @Test("L2: who is erased by an address is erased alone")
  func alone() throws {
    let world = try World()
    let touches = [
      Touch(.remove(.dan)), Touch(.purgeHolder(world.b, decision: nil)), Touch(.remove(.cia)),
    ]
    #expect(BatchCompany.parts(of: touches, in: world.contents) == [1, 1, 1])
  }
}

extension ProfileID {
  fileprivate static let dan = ProfileID(value: 104)
  fileprivate static let eva = ProfileID(value: 105)
}
