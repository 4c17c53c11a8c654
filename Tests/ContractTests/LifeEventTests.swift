import Contract
import Domain
import Formats
import Testing

@Suite("Events of a profile's life")
struct LifeEventTests {
  typealias Told = (change: Change, type: EventType?, data: String)

  static let (one, two) = (EventEncoderTests.profile, EventEncoderTests.other)
  static let asa = EventEncoderTests.address
  static let moment = EventEncoderTests.moment
  private static let p1 = #""profileId":"00000000-0000-0000-0000-000000000001""#
  private static let r3 = #""registrationId":"00000000-0000-0000-0000-000000000003""#

  static let merged = MergedProfiles(head: one, members: [one, two], addresses: [asa])
  static let merge = Merge(
    removed: two, kept: one, at: moment, stateBefore: .active,
    addresses: [Merge.Stay(key: asa.key, before: Uses(.primary), after: [])],
    filled: Details(name: Name(given: "Åsa"), phone: "+46 70", externalIDs: ["ladok": "l1"]),
    optOuts: ["alumni"])
  static let suggestion = Suggestion(
    id: SuggestionID(value: 4), kind: .duplicate, profiles: [one, two], evidence: asa.key.text)

  /// One of each change that commands make, with what is told of it.
  static let changes: [Told] =
    ofDetails + ofStates + [
      (
        .profilesMerged(merge), .profileMerged,
        #"{\#(p1),"removed":"00000000-0000-0000-0000-000000000002"}"#
      ),
      (
        .registrationMoved(RegistrationID(value: 3), from: nil, to: one, isNew: true),
        .registrationMatched, #"{\#(p1),\#(r3),"created":true,"matchedBy":"steward"}"#
      ),
      (
        .registrationMoved(RegistrationID(value: 3), from: nil, to: one, isNew: false),
        .registrationMatched, #"{\#(p1),\#(r3),"created":false,"matchedBy":"steward"}"#
      ),
      (
        .registrationMoved(RegistrationID(value: 3), from: two, to: one, isNew: true),
        .registrationMoved,
        #"{\#(r3),\#(p1),"from":"00000000-0000-0000-0000-000000000002"}"#
      ),
      (.suggestionDecided(suggestion, isAccepted: true), .suggestionDecided, decided("accepted")),
      (.suggestionDecided(suggestion, isAccepted: false), .suggestionDecided, decided("dismissed")),
      (.erasuresEnded([asa.key]), nil, ""),
    ]

  private static let ofDetails: [Told] = [
    (
      .profileUpdated(
        one, from: Details(name: Name(given: "Asa"), phone: "+46 8"),
        to: Details(name: Name(given: "Åsa"), externalIDs: ["ladok": "l1", "alumni": "a1"])),
      .profileUpdated,
      #"{\#(p1),"name":{"given":"Åsa"},"externalIds":{"alumni":"a1","ladok":"l1"}}"#
    ),
    (
      .marked(asa.key, on: one, Mark(since: moment, status: "5.1.1", reason: "Åsa has moved")),
      .addressMarked,
      #"{\#(p1),"key":"åsa@example.se","since":"2026-09-01T10:00:00Z","status":"5.1.1"}"#
    ),
    (
      .marked(asa.key, on: one, Mark(since: moment)), .addressMarked,
      #"{\#(p1),"key":"åsa@example.se","since":"2026-09-01T10:00:00Z"}"#
    ),
    (.cleared(asa.key, on: one), .addressCleared, #"{\#(p1),"key":"åsa@example.se"}"#),
    (.optedOut(one, topic: "*"), .profileOptedOut, #"{\#(p1),"topic":"*"}"#),
    (.optedIn(one, topic: "alumni"), .profileOptedIn, #"{\#(p1),"topic":"alumni"}"#),
  ]

  private static let ofStates: [Told] = [
    (.profileRemoved(one), .profileRemoved, "{\(p1)}"),
    (.profileRestored(one), .profileRestored, "{\(p1)}"),
    (.profileDeceased(merged), .profileDeceased, "{\(p1)}"),
    (.profileRevoked(one, to: .removed), .profileRevoked, "{\(p1)}"),
    (
      .profilePurged(merged, decision: "Åsa asked, 2026/17"), .profilePurged,
      #"""
      {\#(p1),"profileIds":["00000000-0000-0000-0000-000000000001",\#
      "00000000-0000-0000-0000-000000000002"]}
      """#
    ),
  ]

  private static func decided(_ decision: String) -> String {
    #"{"suggestionId":"00000000-0000-0000-0000-000000000004","kind":"duplicate","profileIds":["#
      + #""00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"],"#
      + #""decision":"\#(decision)"}"#
  }

  /// An unmerge after which everything that can stay has stayed.
  static let unmerged = Change.profilesUnmerged(
    merge,
    leftovers: [
      .address(asa.key), .givenName, .familyName, .phone, .externalID(system: "ladok"),
      .optOut(topic: "alumni"),
    ])

  static func told(_ changes: [Change], isProtected: Bool) -> [OutgoingEvent] {
    var ids = IDSource(seed: 7)
    return EventEncoderTests.encoder.events(
      for: changes.map { LoggedChange($0, sequence: 5, isProtected: isProtected) },
      of: EventEncoderTests.heading, at: moment, ids: &ids)
  }

  static func told(isProtected: Bool) -> [OutgoingEvent] {
    told(changes.map(\.change) + [unmerged], isProtected: isProtected)
  }

  @Test("Each change of a profile's life is told by its type, with its data", arguments: changes)
  func data(change: Change, type: EventType?, data: String) throws {
    let told = Self.told([change], isProtected: false)
    #expect(told.map(\.type) == [type].compactMap(\.self))
    guard let outgoing = told.first else { return }
    let event = try JSONValue(outgoing.body)
    #expect(event["type"]?.string == type?.rawValue)
    #expect(event["subject"]?.string == Self.one.description)
    #expect(event["sequence"]?.number == "5")
    #expect(event["data"].map { String(decoding: $0.octets, as: UTF8.self) } == data)
  }

  @Test("L4: an unmerge is told of the profile that is back, with all that stayed")
  func leftovers() throws {
    let event = try JSONValue(
      try #require(Self.told([Self.unmerged], isProtected: false).first).body)
    #expect(event["subject"]?.string == Self.two.description)
    let data = try #require(event["data"])
    #expect(data["profileId"]?.string == Self.two.description)
    #expect(data["kept"]?.string == Self.one.description)
    let leftovers = try #require(data["leftovers"]).elements.map {
      String(decoding: $0.octets, as: UTF8.self)
    }
    #expect(
      leftovers == [
        #"{"field":"address","key":"åsa@example.se"}"#, #"{"field":"name.given"}"#,
        #"{"field":"name.family"}"#, #"{"field":"phone"}"#,
        #"{"field":"externalIds","system":"ladok"}"#, #"{"field":"optedOut","topic":"alumni"}"#,
      ])
    let none = try #require(
      Self.told([.profilesUnmerged(Self.merge, leftovers: [])], isProtected: false).first)
    #expect(String(decoding: none.body, as: UTF8.self).contains(#""leftovers":[]"#))
  }

  @Test("L8: of a protected profile no subject, no profile id and no key is told, whatever changes")
  func protected() throws {
    let told = Self.told(isProtected: true)
    #expect(told.map(\.type) == Self.told(isProtected: false).map(\.type))
    for outgoing in told {
      let event = try JSONValue(outgoing.body)
      #expect(event["subject"] == nil)
      #expect(event["sequence"] == nil)
      let text = String(decoding: outgoing.body, as: UTF8.self)
      for secret in [
        Self.one.description, Self.two.description, "@", "Åsa", "åsa", "Asa", "+46", "l1",
        "ladok", "2026/17", "5.1.1",
      ] {
        #expect(!text.contains(secret))
      }
    }
  }

  /// A book with a person of two profiles, one merged into the other, and what an erasure tells.
  static func erasure(
    isProtected: Bool, _ erase: (inout AddressBook, Cause) -> Outcome
  ) -> [OutgoingEvent] {
    let kept = Profile(
      id: one, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
      externalIDs: ["ladok": "l1"], isProtected: isProtected,
      addresses: [Address(asa, uses: Uses(.primary))])
    let removed = Profile(
      id: two, state: .removed, name: Name(given: "Asa"), mergedInto: one,
      addresses: [Address(CommandMessageTests.bo)])
    var book = AddressBook(
      BookContents(
        profiles: [kept, removed], marks: [asa.key: Mark(since: moment, reason: "Åsa has moved")]),
      ids: IDSource(seed: 1))
    let cause = EventEncoderTests.heading.cause(at: moment)
    guard erase(&book, cause) == .applied else { return [] }
    var ids = IDSource(seed: 7)
    return EventEncoderTests.encoder.events(
      for: book.log, of: EventEncoderTests.heading, at: moment, ids: &ids)
  }

  @Test(
    "L1, L2, L8: no event of a purge or a death holds an address, a name or the decision",
    arguments: [false, true])
  func erasures(isProtected: Bool) {
    let purged = Self.erasure(isProtected: isProtected) { book, cause in
      book.purge(Self.two, decision: "Åsa asked, 2026/17", cause: cause)
    }
    let purgedByAddress = Self.erasure(isProtected: isProtected) { book, cause in
      book.purge(holderOf: CommandMessageTests.bo.key, decision: nil, cause: cause)
    }
    let dead = Self.erasure(isProtected: isProtected) { book, cause in
      book.declareDeceased(Self.one, cause: cause)
    }
    #expect(purged.map(\.type) == [.profilePurged])
    #expect(purgedByAddress.map(\.type) == [.profilePurged])
    #expect(dead.map(\.type) == [.profileDeceased])
    for outgoing in purged + purgedByAddress + dead {
      let text = String(decoding: outgoing.body, as: UTF8.self)
      for secret in ["@", "sa@", "example", "Öberg", "Åsa", "Asa", "+46", "l1", "2026/17", "moved"]
      {
        #expect(!text.contains(secret))
      }
      #expect(text.contains(Self.one.description) == !isProtected)
      #expect(!isProtected || !text.contains(Self.two.description))
    }
  }
}
