import BookSamples
import Contract
import Domain
import Messaging
import Testing

@Suite("Command message")
struct CommandMessageTests {
  static let one = ProfileID(value: 1)
  static let two = ProfileID(value: 2)
  static let (registration, suggestion) = (RegistrationID(value: 3), SuggestionID(value: 4))
  static let asa = EmailAddress(
    stored: "Åsa@Example.se", key: AddressKey(stored: "åsa@example.se"))
  static let bo = EmailAddress(stored: "bo@example.se", key: AddressKey(stored: "bo@example.se"))

  private static let p1 = #""profileId":"00000000-0000-0000-0000-000000000001""#
  private static let a1 = #""address":" Åsa@Example.se ""#

  /// Every type with all of its fields.
  static let whole: [(type: MessageType, data: String, command: Command)] =
    CommandSample.all.compactMap { sample in
      MessageType(rawValue: sample.type).map { ($0, sample.data, sample.command) }
    }

  /// Commands with parts that can be left out: left out, or null, or empty.
  static let spare: [(type: MessageType, data: String, command: Command)] = [
    (.profileCreate, "{}", .create(NewProfile())),
    (
      .profileCreate,
      #"""
      {"profileId":null,"name":null,"phone":null,"externalIds":null,"emails":null,
       "despitePurge":null}
      """#, .create(NewProfile())
    ),
    (
      .profileCreate,
      #"""
      {"name":{"given":"","family":null},"phone":" ","externalIds":{"a":"","b":null},"emails":[]}
      """#, .create(NewProfile())
    ),
    (
      .profileCreate, #"{"emails":[{"address":"bo@example.se","uses":null}],"despitePurge":false}"#,
      .create(NewProfile(addresses: [Address(bo)]))
    ),
    (.profileCreate, #"{"name":[],"externalIds":[]}"#, .create(NewProfile())),
    (.profileUpdate, "{\(p1)}", .update(one, Edit())),
    (.profileUpdate, #"{\#(p1),"name":[],"externalIds":[]}"#, .update(one, Edit())),
    (
      .profileUpdate,
      #"{\#(p1),"name":null,"phone":null,"externalIds":null,"protected":null}"#,
      .update(one, Edit())
    ),
    (
      .profileUpdate, #"{\#(p1),"name":{"given":null},"externalIds":{"ladok":null}}"#,
      .update(one, Edit())
    ),
    (
      .profileUpdate,
      #"""
      {\#(p1),"name":{"given":"","family":" "},"phone":"","externalIds":{"ladok":""},
       "protected":false}
      """#,
      .update(
        one,
        Edit(
          given: .cleared, family: .cleared, phone: .cleared, externalIDs: ["ladok": .cleared],
          isProtected: false))
    ),
    (
      .profileAddAddress, #"{\#(p1),\#(a1)}"#,
      .addAddress(asa, uses: [], to: one, despitePurge: false)
    ),
    (
      .profileAddAddress, #"{\#(p1),\#(a1),"uses":null,"despitePurge":null}"#,
      .addAddress(asa, uses: [], to: one, despitePurge: false)
    ),
    (
      .profileRemoveAddress, #"{\#(p1),\#(a1),"nextPrimary":null}"#,
      .removeAddress(asa.key, from: one, nextPrimary: nil)
    ),
    (.profileMark, #"{\#(p1),\#(a1),"reason":null}"#, .mark(asa.key, on: one, reason: nil)),
    (.profileOptOut, #"{\#(p1),"token":null,"topic":null}"#, .optOut(one, topic: nil)),
    (.profileOptOut, #"{\#(p1),"topic":" NYTT från Åbo "}"#, .optOut(one, topic: "nytt från åbo")),
    (.profileOptIn, #"{\#(p1),"topic":"News"}"#, .optIn(one, topic: "news")),
    (.profileOptIn, #"{\#(p1),"topic":""}"#, .optIn(one, topic: nil)),
    (.profilePurge, #"{\#(p1),"email":null,"decision":null}"#, .purge(one, decision: nil)),
    (
      .profilePurge, #"{"profileId":null,"email":"bo@example.se"}"#,
      .purgeHolder(bo.key, decision: nil)
    ),
    (
      .profileMerge,
      #"""
      {"keep":"00000000-0000-0000-0000-000000000001",
       "remove":"00000000-0000-0000-0000-000000000002","leaveBehind":null}
      """#, .merge(two, into: one, leaveBehind: [])
    ),
    (
      .suggestionAccept,
      #"{"suggestionId":"00000000-0000-0000-0000-000000000004","keep":null,"to":null}"#,
      .accept(suggestion, keep: nil, to: .new)
    ),
  ]

  static func message(_ type: MessageType, _ data: String) throws -> CommandMessage {
    try CommandMessage.read(#require(Envelope.command(type, data).envelope))
  }

  @Test("L7: every command is read with all of its fields", arguments: whole)
  func allFields(type: MessageType, data: String, command: Command) throws {
    #expect(try Self.message(type, data) == CommandMessage(.command(command)))
  }

  @Test("The samples have every type and every kind of command")
  func everyType() {
    #expect(Set(Self.whole.map { CommandKind($0.command) }) == Set(CommandKind.allCases))
    let commands = MessageType.allCases.filter { $0.queue == .lifecycle }
    #expect(Set(Self.whole.map(\.type)) == Set(commands))
  }

  @Test("Null is absence, and an empty text clears what an update names", arguments: spare)
  func absence(type: MessageType, data: String, command: Command) throws {
    #expect(try Self.message(type, data) == CommandMessage(.command(command)))
  }

  @Test("L7: every command may name a version and a reason, and who acts", arguments: whole)
  func versions(type: MessageType, data: String, command: Command) throws {
    let rest = data.dropFirst()
    for (version, expected) in [("7", 7), ("null", nil), ("-1", -1)] as [(String, Int64?)] {
      let data = #"{"expectedVersion":\#(version),"actor":"stina",\#(rest)"#
      let message = try Self.message(type, data)
      #expect(message == CommandMessage(.command(command), expectedVersion: expected))
    }
    guard type != .profileMark else { return }
    let reasoned = try Self.message(type, #"{"reason":"asked for","unknown":[1],\#(rest)"#)
    #expect(reasoned == CommandMessage(.command(command)))
  }

  @Test("L7: a version is expected of the profile that the command is about")
  func subjects() {
    let subjects = Self.whole.map { ($0.type, $0.command.subject) }
    for (type, subject) in subjects where subject == nil {
      #expect(
        [
          .profileCreate, .profilePurge, .profileOptOut, .profileOptIn, .registrationMove,
          .suggestionAccept, .suggestionDismiss,
        ].contains(type))
    }
    #expect(subjects.first { $0.0 == .profileMerge }?.1 == Self.two)
    #expect(subjects.first { $0.0 == .profileUnmerge }?.1 == Self.one)
    #expect(subjects.first { $0.0 == .profileSetUse }?.1 == Self.one)
  }

  @Test("The three forms of a message are one command")
  func threeForms() throws {
    let data = #"{"removed":"00000000-0000-0000-0000-000000000002"}"#
    let structured = #"{"id":"7","source":"s","type":"profile.unmerge","data":\#(data)}"#
    let binary = Delivery.of(data, routingKey: "lifecycle") {
      $0.headers = [Header("cloudEvents:type", "profile.unmerge")]
    }
    let packed =
      #"{"type":"profile.unmerge","data_base64":"eyJyZW1vdmVkIjoiMDAwMDAwMDAt"#
      + #"MDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAyIn0="}"#
    for delivery in [
      .structured(structured, routingKey: "profile.unmerge"),
      .structured(packed, routingKey: "profile.unmerge"), binary,
      .of(data, routingKey: "profile.unmerge"),
    ] {
      let envelope = try #require(Envelope.read(delivery, from: .lifecycle).envelope)
      #expect(try CommandMessage.read(envelope).content == .command(.unmerge(Self.two)))
    }
  }

  @Test("I3: a command names an address that was taken before invisible characters were refused")
  func knownAddresses() throws {
    let old = "a\u{200b}sa@c.se"
    let key = AddressKey(stored: old)
    for (type, data, command) in [
      (
        .profileRemoveAddress, #""address":"\#(old)""#,
        .removeAddress(key, from: Self.one, nextPrimary: nil)
      ),
      (
        .profileReplaceAddress, #""address":"\#(old)","with":"bo@example.se""#,
        .replaceAddress(key, with: Self.bo, on: Self.one)
      ),
      (.profileMark, #""address":"\#(old)""#, .mark(key, on: Self.one, reason: nil)),
      (.profileClearMark, #""address":"\#(old)""#, .clearMark(key, on: Self.one)),
      (.profileSetUse, #""address":"\#(old)","use":"work""#, .setUse(.work, to: key, on: Self.one)),
    ] as [(MessageType, String, Command)] {
      let message = try Self.message(type, "{\(Self.p1),\(data)}")
      #expect(message.content == .command(command))
    }
    let purge = try Self.message(.profilePurge, #"{"email":"\#(old)"}"#)
    #expect(purge.content == .command(.purgeHolder(key, decision: nil)))
  }
}
