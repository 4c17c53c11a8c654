import Contract
import Domain
import Formats
import Testing

@Suite("What of commands can't be read, and what is forbidden")
struct CommandFaultTests {
  private static let p1 = #""profileId":"00000000-0000-0000-0000-000000000001""#
  private static let pair =
    #""keep":"00000000-0000-0000-0000-000000000001","remove":"00000000-0000-0000-0000-000000000002""#
  private static let a1 = #""address":"asa@example.se""#
  private static let long = String(repeating: "x", count: 1025)

  private static func many(_ entry: String) -> String {
    Array(repeating: entry, count: 101).joined(separator: ",")
  }

  private static let manyIDs = (0...100).map { #""s\#($0)":"1""# }.joined(separator: ",")

  static let faults: [(type: MessageType, data: String, code: String, path: String)] = [
    (.profileRemove, "[]", "illTyped", "$"),
    (.profileRemove, #"{"a":1"#, "brokenJSON", "$.a"),
    (.profileRemove, "{}", "missingField", "$.profileId"),
    (.profileRestore, #"{"profileId":null}"#, "missingField", "$.profileId"),
    (.profileDeceased, #"{"profileId":1}"#, "illTyped", "$.profileId"),
    (.profileRevokeDeceased, #"{"profileId":"1"}"#, "illTyped", "$.profileId"),
    (.profileRevokeDeceased, #"{"profileId":""}"#, "illTyped", "$.profileId"),
    (
      .profileRemove, #"{"profileId":"00000000-0000-0000-0000-00000000000g"}"#, "illTyped",
      "$.profileId"
    ),
    (.profileRemove, #"{\#(p1),"expectedVersion":"1"}"#, "illTyped", "$.expectedVersion"),
    (.profileRemove, #"{\#(p1),"expectedVersion":1.5}"#, "illTyped", "$.expectedVersion"),
    (
      .profileRemove, #"{\#(p1),"expectedVersion":9223372036854775808}"#, "illTyped",
      "$.expectedVersion"
    ),
    (.profileRemove, #"{\#(p1),"reason":7}"#, "illTyped", "$.reason"),
    (.profileRemove, #"{\#(p1),"reason":"\#(long)"}"#, "tooLong", "$.reason"),
    (.profileRemove, #"{\#(p1),"actor":7}"#, "illTyped", "$.actor"),

    (.profileCreate, #"{"profileId":"Karin"}"#, "illTyped", "$.profileId"),
    (.profileCreate, #"{"name":"Karin"}"#, "illTyped", "$.name"),
    (.profileCreate, #"{"name":{"family":[]}}"#, "illTyped", "$.name.family"),
    (.profileCreate, #"{"name":{"given":"\#(long)"}}"#, "tooLong", "$.name.given"),
    (.profileCreate, #"{"phone":46}"#, "illTyped", "$.phone"),
    (.profileCreate, #"{"externalIds":["l1"]}"#, "illTyped", "$.externalIds"),
    (.profileCreate, #"{"externalIds":{"ladok":1}}"#, "illTyped", "$.externalIds.ladok"),
    (.profileCreate, #"{"externalIds":{"":"1"}}"#, "illTyped", "$.externalIds['']"),
    (.profileCreate, #"{"externalIds":{"ladok":"\#(long)"}}"#, "tooLong", "$.externalIds.ladok"),
    (.profileCreate, #"{"externalIds":{\#(manyIDs)}}"#, "tooMany", "$.externalIds"),
    (.profileCreate, #"{"emails":"asa@example.se"}"#, "illTyped", "$.emails"),
    (.profileCreate, #"{"emails":["asa@example.se"]}"#, "illTyped", "$.emails[0]"),
    (.profileCreate, #"{"emails":[{\#(a1)},null]}"#, "illTyped", "$.emails[1]"),
    (.profileCreate, #"{"emails":[{"uses":[]}]}"#, "missingField", "$.emails[0].address"),
    (.profileCreate, #"{"emails":[{"address":7}]}"#, "illTyped", "$.emails[0].address"),
    (.profileCreate, #"{"emails":[{"address":"\#(long)"}]}"#, "tooLong", "$.emails[0].address"),
    (.profileCreate, #"{"emails":[{\#(a1),"uses":"work"}]}"#, "illTyped", "$.emails[0].uses"),
    (.profileCreate, #"{"emails":[{\#(a1),"uses":[1]}]}"#, "illTyped", "$.emails[0].uses[0]"),
    (.profileCreate, #"{"emails":[\#(many("{\(a1)}"))]}"#, "tooMany", "$.emails"),
    (.profileCreate, #"{"despitePurge":"yes"}"#, "illTyped", "$.despitePurge"),

    (.profileUpdate, #"{"phone":"1"}"#, "missingField", "$.profileId"),
    (.profileUpdate, #"{\#(p1),"name":""}"#, "illTyped", "$.name"),
    (.profileUpdate, #"{\#(p1),"name":{"given":1}}"#, "illTyped", "$.name.given"),
    (.profileUpdate, #"{\#(p1),"phone":false}"#, "illTyped", "$.phone"),
    (.profileUpdate, #"{\#(p1),"externalIds":{"a":{}}}"#, "illTyped", "$.externalIds.a"),
    (.profileUpdate, #"{\#(p1),"protected":1}"#, "illTyped", "$.protected"),

    (.profileAddAddress, "{\(p1)}", "missingField", "$.address"),
    (.profileAddAddress, "{\(a1)}", "missingField", "$.profileId"),
    (.profileAddAddress, #"{\#(p1),\#(a1),"uses":["work",7]}"#, "illTyped", "$.uses[1]"),
    (.profileAddAddress, #"{\#(p1),\#(a1),"uses":[null]}"#, "illTyped", "$.uses[0]"),
    (.profileAddAddress, #"{\#(p1),\#(a1),"uses":[\#(many(#""work""#))]}"#, "tooMany", "$.uses"),
    (.profileAddAddress, #"{\#(p1),\#(a1),"despitePurge":0}"#, "illTyped", "$.despitePurge"),
    (.profileReplaceAddress, "{\(p1),\(a1)}", "missingField", "$.with"),
    (.profileReplaceAddress, #"{\#(p1),"with":"b@c.se"}"#, "missingField", "$.address"),
    (.profileReplaceAddress, #"{\#(p1),\#(a1),"with":{}}"#, "illTyped", "$.with"),
    (.profileRemoveAddress, "{\(p1)}", "missingField", "$.address"),
    (.profileRemoveAddress, #"{\#(p1),\#(a1),"nextPrimary":1}"#, "illTyped", "$.nextPrimary"),
    (.profileSetUse, "{\(p1),\(a1)}", "missingField", "$.use"),
    (.profileSetUse, #"{\#(p1),"use":"work"}"#, "missingField", "$.address"),
    (.profileSetUse, #"{\#(p1),\#(a1),"use":["work"]}"#, "illTyped", "$.use"),
    (.profileClearUse, "{\(p1)}", "missingField", "$.use"),
    (.profileClearUse, #"{\#(p1),"use":""}"#, "missingField", "$.use"),
    (.profileMark, "{\(p1)}", "missingField", "$.address"),
    (.profileMark, #"{\#(p1),\#(a1),"reason":["moved"]}"#, "illTyped", "$.reason"),
    (.profileClearMark, #"{\#(p1),"address":7}"#, "illTyped", "$.address"),

    (.profileOptOut, "{}", "missingField", "$.profileId"),
    (.profileOptOut, #"{"topic":"alumni","token":""}"#, "missingField", "$.profileId"),
    (.profileOptOut, #"{"token":7}"#, "illTyped", "$.token"),
    (.profileOptIn, #"{\#(p1),"token":"t"}"#, "illTyped", "$.token"),
    (.profileOptIn, #"{\#(p1),"topic":["alumni"]}"#, "illTyped", "$.topic"),
    (.profileOptIn, #"{\#(p1),"topic":"\#(long)"}"#, "tooLong", "$.topic"),

    (.profilePurge, #"{"decision":"2026/17"}"#, "missingField", "$.profileId"),
    (.profilePurge, #"{\#(p1),"email":"asa@example.se"}"#, "illTyped", "$.email"),
    (.profilePurge, #"{"email":["asa@example.se"]}"#, "illTyped", "$.email"),
    (.profilePurge, #"{"email":"\#(long)"}"#, "tooLong", "$.email"),
    (.profilePurge, #"{\#(p1),"decision":17}"#, "illTyped", "$.decision"),

    (
      .profileMerge, #"{"remove":"00000000-0000-0000-0000-000000000002"}"#, "missingField", "$.keep"
    ),
    (
      .profileMerge, #"{"keep":"00000000-0000-0000-0000-000000000001"}"#, "missingField", "$.remove"
    ),
    (.profileMerge, #"{"keep":"x","remove":"y"}"#, "illTyped", "$.keep"),
    (.profileMerge, #"{\#(pair),"leaveBehind":"all"}"#, "illTyped", "$.leaveBehind"),
    (.profileMerge, #"{\#(pair),"leaveBehind":["b@c.se",7]}"#, "illTyped", "$.leaveBehind[1]"),
    (.profileMerge, #"{\#(pair),"leaveBehind":["\#(long)"]}"#, "tooLong", "$.leaveBehind[0]"),
    (
      .profileMerge, #"{\#(pair),"leaveBehind":[\#(many(#""b@c.se""#))]}"#, "tooMany",
      "$.leaveBehind"
    ),
    (.profileUnmerge, "{\(p1)}", "missingField", "$.removed"),
    (.registrationMove, #"{"to":"new"}"#, "missingField", "$.registrationId"),
    (.registrationMove, #"{"registrationId":7,"to":"new"}"#, "illTyped", "$.registrationId"),
    (
      .registrationMove, #"{"registrationId":"00000000-0000-0000-0000-000000000003"}"#,
      "missingField", "$.to"
    ),
    (
      .registrationMove,
      #"{"registrationId":"00000000-0000-0000-0000-000000000003","to":"New"}"#, "illTyped", "$.to"
    ),
    (.suggestionAccept, #"{"to":"new"}"#, "missingField", "$.suggestionId"),
    (
      .suggestionAccept, #"{"suggestionId":"00000000-0000-0000-0000-000000000004","keep":"both"}"#,
      "illTyped", "$.keep"
    ),
    (
      .suggestionAccept, #"{"suggestionId":"00000000-0000-0000-0000-000000000004","to":true}"#,
      "illTyped", "$.to"
    ),
    (.suggestionDismiss, #"{"suggestionId":"4"}"#, "illTyped", "$.suggestionId"),
  ]

  /// Commands that the rules forbid whatever the book says, with the answers.
  static let forbidden: [(type: MessageType, data: String, code: String)] = [
    (.profileSetUse, #"{\#(p1),\#(a1),"use":"home"}"#, "unknownUse"),
    (.profileSetUse, #"{\#(p1),\#(a1),"use":"Primary"}"#, "unknownUse"),
    (.profileClearUse, #"{\#(p1),"use":"additional"}"#, "unknownUse"),
    (.profileAddAddress, #"{\#(p1),\#(a1),"uses":["work",""]}"#, "unknownUse"),
    (.profileCreate, #"{"emails":[{\#(a1),"uses":["asa@example.se"]}]}"#, "unknownUse"),
    (.profileAddAddress, #"{\#(p1),"address":""}"#, "address.noAt"),
    (.profileAddAddress, #"{\#(p1),"address":"Asa <asa@example.se>"}"#, "address.displayName"),
    (.profileAddAddress, #"{\#(p1),"address":"a\u200bsa@c.se"}"#, "address.invisible"),
    (.profileReplaceAddress, #"{\#(p1),\#(a1),"with":"a\u200bsa@c.se"}"#, "address.invisible"),
    (.profileCreate, #"{"emails":[{\#(a1)},{"address":"a b@c.se"}]}"#, "address.localCharacter"),
    (
      .profileReplaceAddress, #"{\#(p1),\#(a1),"with":"asa@example.se."}"#,
      "address.trailingPunctuation"
    ),
    (.profileReplaceAddress, #"{\#(p1),"address":"x","with":"b@c.se"}"#, "address.noAt"),
    (.profileRemoveAddress, #"{\#(p1),"address":"asa@[127.0.0.1]"}"#, "address.addressLiteral"),
    (.profileRemoveAddress, #"{\#(p1),\#(a1),"nextPrimary":"b@localhost"}"#, "address.oneLabel"),
    (.profileSetUse, #"{\#(p1),"address":"mailto:asa@example.se","use":"work"}"#, "address.mailto"),
    (.profileMark, #"{\#(p1),"address":"asa@@example.se"}"#, "address.secondAt"),
    (.profileClearMark, #"{\#(p1),"address":"asa@exa_mple.se"}"#, "address.domainCharacter"),
    (.profilePurge, #"{"email":"asa@example.se, b@c.se"}"#, "address.severalAddresses"),
    (.profileMerge, #"{\#(pair),"leaveBehind":["b@c.se","(a)b@c.se"]}"#, "address.comment"),
    // The first of two counts.
    (.profileSetUse, #"{\#(p1),"address":"x","use":"home"}"#, "address.noAt"),
    (.profileCreate, #"{"emails":[{\#(a1),"uses":["home"]},{"address":"x"}]}"#, "unknownUse"),
  ]

  @Test("A command that can't be read has a code, a path and an octet", arguments: faults)
  func unreadable(type: MessageType, data: String, code: String, path: String) throws {
    let fault = try #require(Envelope.command(type, data).commandFault)
    #expect(fault.code.text == code)
    #expect(fault.path == path)
    #expect(fault.offset != nil)
    #expect(!fault.detail.contains("@") && !fault.detail.contains("example"))
    #expect(fault.redactedPath.map { path.hasPrefix($0.replacing(".*", with: "")) } == true)
  }

  @Test(
    "E1, I3: what can be read and is forbidden is refused, not parked, and no address is told",
    arguments: forbidden)
  func refused(type: MessageType, data: String, code: String) throws {
    let message = try CommandMessageTests.message(type, data)
    guard case .forbidden(let refusal) = message.content else {
      Issue.record("\(message.content) is not forbidden")
      return
    }
    #expect(refusal.code == code)
    #expect(!refusal.sentence.isEmpty)
    #expect(!refusal.sentence.contains("asa") && !refusal.sentence.contains("b@c"))
    let versioned = try CommandMessageTests.message(
      type, #"{"expectedVersion":3,\#(data.dropFirst())"#)
    #expect(versioned.expectedVersion == 3)
    #expect(versioned.content == message.content)
  }

  /// Every answer of the rules.
  static let refusals: [Refusal] =
    [
      .addressTaken(holder: nil), .addressTaken(holder: ProfileID(value: 1)), .deceased,
      .notActive, .profileExists, .externalIDTaken(holder: nil),
      .externalIDTaken(holder: ProfileID(value: 1)), .unknownProfile, .unknownAddress,
      .purgedEarlier, .versionConflict, .notRemoved, .notDeceased, .mergedIntoItself,
      .mergeCircle, .mergedElsewhere, .notMerged, .unmergeExpired, .unknownRegistration,
      .unknownNote,
      .unknownSuggestion, .unknownStorm, .alreadyDecided, .unknownToken, .unknownUse,
      .unknownOutcome, .importExists, .unknownOption, .unknownImport, .dryRun, .tooLate,
      .mailingExists, .unknownMailing, .mailingCompleted, .neverSent, .unknownAudience,
      .unknownField, .badTemplate, .invalidSubject, .textTooLarge, .optedOutOfAll,
      .badFile(code: "encrypted", sentence: "It is locked."), .badColumns(code: "unknownColumn"),
    ] + AddressRefusal.Code.allCases.map(Refusal.badAddress)

  @Test("E1: every refusal has a code and a sentence, and neither holds an address")
  func sentences() throws {
    for refusal in Self.refusals {
      #expect(refusal.code.allSatisfy { $0.isLetter || $0 == "." })
      #expect(refusal.sentence.hasSuffix("."))
      #expect(!refusal.sentence.contains(try Regex("[^ ]@|@[^ .,;]")))
    }
    #expect(Set(Self.refusals.map(\.kind)) == Set(Refusal.Kind.allCases))
    #expect(Set(Self.refusals.map(\.code)).count == Self.refusals.count - 2)
  }

  @Test("E1: what can't be read is parked, even if the rules forbid another part of it")
  func faultsFirst() {
    for (type, data, path) in [
      (.profileReplaceAddress, #"{\#(Self.p1),"address":"x"}"#, "$.with"),
      (.profileRemoveAddress, #"{\#(Self.p1),"address":"x","nextPrimary":7}"#, "$.nextPrimary"),
      (.profileSetUse, #"{\#(Self.p1),"address":"x"}"#, "$.use"),
      (.profileClearUse, #"{\#(Self.p1),"use":"home","expectedVersion":""}"#, "$.expectedVersion"),
      (.profileAddAddress, #"{\#(Self.p1),\#(Self.a1),"uses":["home",7]}"#, "$.uses[1]"),
      (.profileCreate, #"{"emails":[{"address":"x"},{}]}"#, "$.emails[1].address"),
      (.profileOptOut, #"{"token":"t","topic":7}"#, "$.topic"),
      (.profilePurge, #"{"email":"x","reason":[]}"#, "$.reason"),
      (.profileMerge, #"{\#(Self.pair),"leaveBehind":["x",7]}"#, "$.leaveBehind[1]"),
    ] as [(MessageType, String, String)] {
      #expect(Envelope.command(type, data).commandFault?.path == path)
    }
  }

  @Test(
    "A type that is no command of this version is unknown on this queue",
    arguments: MessageType.allCases)
  func unknownTypes(type: MessageType) {
    let isCommand = CommandMessageTests.whole.contains { $0.type == type }
    let fault = Envelope.command(type, #"{"reason":7,"expectedVersion":"x"}"#).commandFault
    #expect((fault?.code == .unknownType) == !isCommand)
    #expect(
      Envelope.read(.of("{}", routingKey: "profile.clone"), from: .lifecycle).fault?.code
        == .unknownType)
  }

  @Test("Every word of a command may be told in a path, and no key of the sender's own")
  func toldPaths() throws {
    for (_, data, _) in CommandMessageTests.whole {
      for member in try JSONValue(Array(data.utf8)).members {
        let path = "$.data.\(member.key)"
        #expect(Fault(.illTyped, path: path, detail: "").redactedPath == path)
      }
    }
    for (path, told) in [
      ("$.externalIds.anna", "$.externalIds.*"), ("$.emails[3].address", "$.emails[3].address"),
      ("$.leaveBehind[0]", "$.leaveBehind[0]"), ("$.externalIds['a@b.se']", "$.externalIds.*"),
    ] {
      #expect(Fault(.illTyped, path: path, detail: "").redactedPath == told)
    }
    let fault = Envelope.command(.profileUpdate, #"{\#(Self.p1),"externalIds":{"a@b.se":7}}"#)
      .commandFault
    #expect(fault?.path == "$.externalIds['a@b.se']")
    #expect(fault?.redactedPath == "$.externalIds.*")
  }

  @Test("Mutated and truncated commands never crash")
  func mutated() {
    let seed: UInt64 = 17_481_113
    var random = IDSource(seed: seed)
    func draw(_ limit: Int) -> Int {
      let id: ProfileID = random.next(at: Timestamp(microseconds: 0))
      return Int(truncatingIfNeeded: id.value & 0xffff_ffff) % limit
    }
    var readable = 0
    for _ in 0..<20_000 {
      let (type, data, _) = CommandMessageTests.whole[draw(CommandMessageTests.whole.count)]
      var body = Array(data.utf8)
      for _ in 0...draw(2) where !body.isEmpty {
        let at = draw(body.count)
        switch draw(3) {
        case 0: body[at] = UInt8(draw(128))
        case 1: body.remove(at: at)
        default: body.removeSubrange(at..<(draw(8) == 0 ? body.count : at + 1))
        }
      }
      let reading = Envelope.read(.of(body, routingKey: type.rawValue), from: .lifecycle)
      if reading.commandFault == nil { readable += 1 }
    }
    #expect(readable > 1000, "seed \(seed)")
  }
}
