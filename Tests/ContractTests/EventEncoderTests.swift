import Contract
import Domain
import Formats
import Testing

@Suite("Event encoder")
struct EventEncoderTests {
  static let encoder = EventEncoder(service: "registration-matcher")
  static let moment = Timestamp(microseconds: 1_788_256_800_000_000)
  static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  static let heading = Heading(
    reference: MessageReference(source: "urn:x", id: "cause \"7\""), type: "registration.event",
    traceparent: trace, routingKey: "registration.event",
    bodyHash: [UInt8](repeating: 0, count: 32))

  static let profile = ProfileID(value: 1)
  static let other = ProfileID(value: 2)
  static let address = EmailAddress(
    stored: "Åsa@example.se", key: AddressKey(stored: "åsa@example.se"))

  /// One of each.
  static let changes: [(change: Change, type: EventType?)] = [
    (
      .profileCreated(
        Profile(
          id: profile, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
          externalIDs: ["b\"": "2", "a": "1"],
          addresses: [Address(address, uses: [Uses(.primary), Uses(.work)])])), .profileCreated
    ),
    (.addressAdded(Address(address), to: profile), .addressAdded),
    (.addressRemoved(address.key, from: profile), .addressRemoved),
    (
      .addressMoved(address.key, from: other, to: profile, uses: Uses(.primary)), .addressMoved
    ),
    (
      .usesChanged(address.key, on: profile, from: [], to: Uses(.student)), .addressUsesChanged
    ),
    (
      .registrationRecorded(
        RegistrationID(value: 3), Registration(kind: .event, first: address), on: profile,
        by: Match(rule: .address, key: address.key)), .registrationMatched
    ),
    (
      .registrationHeld(RegistrationID(value: 3), Registration(kind: .event, first: address)), nil
    ),
    (
      .suggestionMade(
        Suggestion(
          id: SuggestionID(value: 4), kind: .duplicate, profiles: [profile, other],
          evidence: "åsa@example.se")), .suggestionMade
    ),
  ]

  static func told(isProtected: Bool) -> [OutgoingEvent] {
    var ids = IDSource(seed: 7)
    return encoder.events(
      for: changes.map { LoggedChange($0.change, sequence: 5, isProtected: isProtected) },
      of: heading,
      at: moment, ids: &ids)
  }

  @Test("Every change is told by its type, but a held registration")
  func types() throws {
    let told = Self.told(isProtected: false)
    #expect(told.map(\.type) == Self.changes.compactMap(\.type))
    #expect(Set(told.map(\.id)).count == told.count)
    for outgoing in told {
      let event = try JSONValue(outgoing.body)
      #expect(event["specversion"]?.string == "1.0")
      #expect(event["id"]?.string == outgoing.id.description)
      #expect(event["type"]?.string == outgoing.type.rawValue)
      #expect(event["source"]?.string == "urn:brevduva:registration-matcher")
      #expect(event["time"]?.string == "2026-09-01T10:00:00Z")
      #expect(event["subject"]?.string == Self.profile.description)
      #expect(event["sequence"]?.number == "5")
      #expect(event["causationid"]?.string == "cause \"7\"")
      #expect(event["traceparent"]?.string == Self.trace)
    }
  }

  @Test("A match is told with its profile, its registration and its rule")
  func matched() throws {
    let event = try #require(
      Self.told(isProtected: false).first { $0.type == .registrationMatched })
    let data = try #require(try JSONValue(event.body)["data"])
    #expect(
      String(decoding: data.octets, as: UTF8.self)
        == #"{"profileId":"00000000-0000-0000-0000-000000000001","#
        + #""registrationId":"00000000-0000-0000-0000-000000000003","#
        + #""created":false,"matchedBy":"address"}"#)
  }

  @Test("L8: of a protected profile neither subject nor id, address or name is told")
  func protected() throws {
    for outgoing in Self.told(isProtected: true) {
      let event = try JSONValue(outgoing.body)
      #expect(event["subject"] == nil)
      #expect(event["sequence"] == nil)
      let text = String(decoding: outgoing.body, as: UTF8.self)
      for secret in [
        Self.profile.description, Self.other.description, "example.se", "Öberg", "+46",
      ] {
        #expect(!text.contains(secret))
      }
    }
  }

  @Test("E1: what is refused and what is parked is told without an address or a name")
  func refusedAndParked() throws {
    var ids = IDSource(seed: 7)
    let refused = Self.encoder.refused(
      code: "addressTaken", detail: "Another profile holds this address.", queue: .registrations,
      of: Self.heading, at: Self.moment, ids: &ids)
    let parked = Self.encoder.parked(
      ProfileID(value: 9), code: "nul", path: "$.answers['asa@example.se']", offset: 17,
      queue: .registrations, of: Self.heading, at: Self.moment, ids: &ids)
    let (first, second) = (try JSONValue(refused.body), try JSONValue(parked.body))
    #expect(first["data"]?["code"]?.string == "addressTaken")
    #expect(first["data"]?["queue"]?.string == "registrations")
    #expect(first["subject"] == nil)
    #expect(second["data"]?["parkedId"]?.string == ProfileID(value: 9).description)
    #expect(second["data"]?["path"]?.string == "$.answers.*")
    #expect(second["data"]?["offset"]?.number == "17")
    #expect(!String(decoding: parked.body, as: UTF8.self).contains("@"))
  }
}
