import BookSamples
import Contract
import Domain
import Formats
import Testing

@Suite("Snapshot events")
struct SnapshotEventTests {
  static let run = MessageReference(source: "urn:brevduva:brevduva", id: "run 1")
  private static let marked = AddressKey(stored: "asa@b.se")

  /// A profile with all that an event of it can tell.
  static func whole(
    state: Profile.State = .active, isProtected: Bool = false
  ) -> Profile {
    Profile(
      id: ProfileID(value: 1), state: state, version: 7,
      name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70 1",
      externalIDs: ["ladok": "7", "cris": "x"], isProtected: isProtected,
      mergedInto: ProfileID(value: 2), optedOut: ["*", "alumni"],
      addresses: [
        Address(
          EmailAddress(stored: "Åsa@b.se", key: AddressKey(stored: "åsa@b.se")),
          uses: [Uses(.primary), Uses(.work)]),
        Address(EmailAddress(stored: "asa@b.se", key: marked)),
      ])
  }

  static func event(of profile: Profile) -> OutgoingEvent? {
    var ids = IDSource(seed: 7)
    let mark = Mark(since: EventEncoderTests.moment, status: "5.1.1", reason: "No such user.")
    return EventEncoder(service: "brevduva").snapshot(
      of: profile, marks: [marked: mark], in: run, at: EventEncoderTests.moment, ids: &ids)
  }

  @Test("A profile is told as it stands, with its version and the snapshot as the cause")
  func told() throws {
    let outgoing = try #require(Self.event(of: Self.whole()))
    let event = try JSONValue(outgoing.body)
    #expect(event["type"]?.string == "profile.snapshot" && outgoing.type == "profile.snapshot")
    #expect(event["id"]?.string == outgoing.id.description)
    #expect(event["source"]?.string == "urn:brevduva:brevduva")
    #expect(event["subject"]?.string == ProfileID(value: 1).description)
    #expect(event["profileversion"]?.number == "7")
    #expect(event["causationid"]?.string == "run 1")
    let expected =
      #"{"profileId":"\#(ProfileID(value: 1))","state":"active","mergedInto":"\#(ProfileID(value: 2))","#
      + #""name":{"given":"Åsa","family":"Öberg"},"phone":"+46 70 1","#
      + #""externalIds":{"cris":"x","ladok":"7"},"addresses":["#
      + #"{"address":"Åsa@b.se","key":"åsa@b.se","uses":["primary","work"]},"#
      + #"{"address":"asa@b.se","key":"asa@b.se","uses":[],"#
      + #""undeliverable":{"since":"2026-09-01T10:00:00Z","status":"5.1.1"}}],"#
      + #""optedOut":["*","alumni"]}"#
    #expect(event["data"].map { String(decoding: $0.octets, as: UTF8.self) } == expected)
  }

  @Test("L2: of a purged profile nothing is told but that it is one, whatever stands there")
  func purged() throws {
    let outgoing = try #require(Self.event(of: Self.whole(state: .purged)))
    let data = try JSONValue(outgoing.body)["data"]
    #expect(
      data.map { String(decoding: $0.octets, as: UTF8.self) }
        == #"{"profileId":"\#(ProfileID(value: 1))","state":"purged"}"#)
  }

  @Test("L8: of a protected profile there is no event", arguments: Profile.State.allCases)
  func protected(state: Profile.State) {
    #expect(Self.event(of: Self.whole(state: state, isProtected: true)) == nil)
  }
}
