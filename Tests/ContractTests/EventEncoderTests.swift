import BookSamples
import Contract
import Domain
import Formats
import Testing

@Suite("Event encoder")
struct EventEncoderTests {
  static let encoder = EventEncoder(service: "registration-matcher")
  static let moment = Timestamp(microseconds: 1_788_256_800_000_000)
  static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  static let tracestate = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"
  static let attributes = MessageAttributes(
    reference: MessageReference(source: "urn:x", id: "cause \"7\""), type: "registration.event",
    traceparent: trace, tracestate: tracestate, routingKey: "registration.event",
    bodyHash: [UInt8](repeating: 0, count: 32))

  /// All types of events.
  static let types =
    Set(ChangeSample.all.compactMap(\.event))
    + ["message.refused", "message.parked", "profile.snapshot"]

  /// Events of changes, each of a profile with version 5.
  static func events(of changes: [Change], isProtected: Bool) -> [OutgoingEvent] {
    outgoing(of: changes, isProtected: isProtected).filter { $0.exchange == .events }
  }

  private static func outgoing(of changes: [Change], isProtected: Bool) -> [OutgoingEvent] {
    var ids = IDSource(seed: 7)
    return encoder.events(
      for: changes.map { LoggedChange($0, sequence: 5, isProtected: isProtected) }, of: attributes,
      at: moment, ids: &ids)
  }

  @Test("What a decision sends goes out with its own id, to its own exchange")
  func messages() throws {
    let samples = ChangeSample.all.filter { if case .message = $0.change { true } else { false } }
    let sent = Self.outgoing(of: samples.map(\.change), isProtected: false)
    #expect(sent.map(\.exchange) == [.incoming, .mail])
    #expect(sent.map(\.type.rawValue) == ["import.chunk", "deliver"])
    #expect(sent.map(\.id.value) == [5, 6])
    for (outgoing, sample) in zip(sent, samples) {
      let message = try JSONValue(outgoing.body)
      #expect(message["id"]?.string == outgoing.id.description)
      #expect(message["type"]?.string == outgoing.type.rawValue)
      #expect(message["causationid"]?.string == "cause \"7\"")
      #expect(message["traceparent"]?.string == Self.trace)
      #expect(message["tracestate"]?.string == Self.tracestate)
      #expect(message["subject"] == nil && sample.change.scope.subject == nil)
      #expect(message["data"].map { String(decoding: $0.octets, as: UTF8.self) } == sample.data)
    }
  }

  @Test(
    "Each change is told by its type with its data, and of some nobody is told",
    arguments: ChangeSample.all)
  func data(sample: ChangeSample) throws {
    let told = Self.events(of: [sample.change], isProtected: false)
    #expect(told.map(\.type.rawValue) == [sample.event].compactMap(\.self))
    guard let outgoing = told.first else { return }
    let event = try JSONValue(outgoing.body)
    #expect(event["specversion"]?.string == "1.0")
    #expect(event["id"]?.string == outgoing.id.description)
    #expect(event["type"]?.string == sample.event)
    #expect(event["source"]?.string == "urn:brevduva:registration-matcher")
    #expect(event["time"]?.string == "2026-09-01T10:00:00Z")
    #expect(event["subject"]?.string == sample.change.scope.subject?.description)
    #expect(event["profileversion"]?.number == "5" && event["sequence"] == nil)
    #expect(event["causationid"]?.string == "cause \"7\"")
    #expect(event["traceparent"]?.string == Self.trace)
    #expect(event["tracestate"]?.string == Self.tracestate)
    #expect(event["data"].map { String(decoding: $0.octets, as: UTF8.self) } == sample.data)
  }

  @Test("The samples have each kind of change, and each event has an id of its own")
  func complete() {
    #expect(Set(ChangeSample.all.map { ChangeKind($0.change) }) == Set(ChangeKind.allCases))
    let told = Self.events(of: ChangeSample.all.map(\.change), isProtected: false)
    #expect(Set(told.map(\.type.rawValue)).count == Self.types.count - 3)
    #expect(Set(told.map(\.id)).count == told.count)
  }

  @Test("L8: of a protected profile no subject, no profile id and no key is told, whatever changes")
  func protected() throws {
    let told = Self.events(of: ChangeSample.all.map(\.change), isProtected: true)
    #expect(told.map(\.type.rawValue) == ChangeSample.all.compactMap(\.event))
    for outgoing in told {
      let event = try JSONValue(outgoing.body)
      #expect(event["subject"] == nil)
      #expect(event["profileversion"] == nil)
      let text = String(decoding: outgoing.body, as: UTF8.self)
      for secret in [
        ProfileID(value: 1).description, ProfileID(value: 2).description, "@", "example.se",
        "Öberg", "Åsa", "åsa", "Asa", "+46", "l1", "ladok", "2026/17", "5.1.1",
      ] {
        #expect(!text.contains(secret))
      }
    }
  }

  @Test("E1: what is refused and what is parked is told without an address or a name")
  func refusedAndParked() throws {
    var ids = IDSource(seed: 7)
    let refused = Self.encoder.refused(
      .addressTaken(holder: nil), queue: .registrations, of: Self.attributes, at: Self.moment,
      ids: &ids)
    let parked = Self.encoder.parked(
      ProfileID(value: 9),
      because: Fault(.json(.nul), path: "$.answers['asa@example.se']", offset: 17, detail: ""),
      queue: .registrations, of: Self.attributes, at: Self.moment, ids: &ids)
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
