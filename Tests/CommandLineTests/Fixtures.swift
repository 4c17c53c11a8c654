import Domain
import Store

/// Messages and profiles of a test, with ids that are the same each time.
struct Fixtures {
  static let moment = Timestamp(microseconds: 1_764_000_000_250_000)

  static func id<Entity>(_ number: UInt128) -> ID<Entity> {
    ID(value: 0x0193_3a3c_5b7e_7c1a_9d2f_0000_0000_0000 + number)
  }

  /// A profile with a work and an additional address, and how it came about.
  static func profile(_ number: UInt128 = 1, isProtected: Bool = false) throws -> Profile {
    Profile(
      id: id(number), name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70 1",
      externalIDs: [
        "ladok": number == 1 ? "7" : "7-\(number)", "cris": number == 1 ? "x" : "x\(number)",
      ], isProtected: isProtected, createdAt: Timestamp(microseconds: 0),
      addresses: [
        Address(try EmailAddress("Åsa\(number)@exempel.se"), uses: [Uses(.primary), Uses(.work)]),
        Address(try EmailAddress("asa\(number)@b.se")),
      ])
  }

  /// A message that made a profile and recorded a registration on it.
  static func message(
    _ id: String, making profile: Profile, type: String = "registration.event",
    actor: String? = nil, source: String = "urn:test"
  ) -> DecidedMessage {
    let first = profile.addresses[0].address
    let registration = Registration(
      kind: .event, first: first, eventID: "e1", content: Array(#"{"email":"x"}"#.utf8))
    let changes: [Change] = [
      .created(profile),
      .registration(
        Fixtures.id(100),
        .recorded(registration, on: profile.id, by: Match(rule: .created, key: first.key))),
    ]
    return DecidedMessage(
      cause: Cause(message: MessageReference(source: source, id: id), at: moment, actor: actor),
      type: type, queue: "registrations", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: .applied,
      changes: changes.map { LoggedChange($0, sequence: 1, isProtected: profile.isProtected) },
      events: [EventReference(id: Fixtures.id(200), type: "profile.created")])
  }

  /// A message that was parked.
  static func parked(
    _ id: String, as number: UInt128, code: String = "address.mailto", path: String = "$.email",
    body: String = #"{"email":"mailto:kim@b.se"}"#, size: Int? = nil,
    properties: String = #"{"contentType":"application/json","headers":{"actor":"kim"}}"#
  ) -> DecidedMessage {
    let parked = Parked(
      id: Fixtures.id(number), code: code, path: path, offset: 0,
      detail: "This is a link; give the address without mailto.", body: Array(body.utf8),
      size: size ?? body.utf8.count, isWhole: size == nil, properties: properties,
      routingKey: "registration.event")
    return DecidedMessage(
      cause: Cause(message: MessageReference(source: "urn:test", id: id), at: moment),
      type: "registration.event", queue: "registrations",
      bodyHash: [UInt8](repeating: 7, count: 32), disposition: .parked(parked))
  }
}
