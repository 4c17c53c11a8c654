import Foundation
import Messaging
import Testing

/// Messages as no form should send them, each among 499 good neighbours or with its like.
@Suite("Bad input", .serialized)
struct BadInputTests {
  private struct Case {
    let id: String
    let body: [UInt8]
    /// The type that it claims to be; its routing key is that of an event.
    var claims = "registration.event"
    var headers: [Header] = []
    let code: String

    init(
      _ id: String, _ body: String, claims: String = "registration.event", headers: [Header] = [],
      code: String
    ) {
      self.init(id, Array(body.utf8), claims: claims, headers: headers, code: code)
    }

    init(
      _ id: String, _ body: [UInt8], claims: String = "registration.event", headers: [Header] = [],
      code: String
    ) {
      self.id = id
      self.body = body
      self.claims = claims
      self.headers = headers
      self.code = code
    }
  }

  private static let cases: [Case] = [
    Case("broken", #"{"email":"#, code: "brokenJSON"),
    Case("wrong-type", #"{"email":7}"#, code: "illTyped"),
    Case("both", #"{"email":"a@example.se","emails":["b@example.se"]}"#, code: "illTyped"),
    Case("missing", #"{"name":{"given":"Bo"}}"#, code: "missingField"),
    Case("nul", #"{"email":"a@example.se","phone":"\u0000"}"#, code: "nul"),
    Case("surrogate", #"{"email":"a@example.se","phone":"\ud800"}"#, code: "loneSurrogate"),
    Case("twice", #"{"email":"a@example.se","email":"b@example.se"}"#, code: "duplicateKey"),
    Case("deep", String(repeating: "[", count: 100_000), code: "tooDeep"),
    Case(
      "latin1", Array(#"{"email":"a@example.se","phone":""#.utf8) + [0xe5, 0x22, 0x7d],
      code: "invalidUTF8"),
    Case("literal", #"{"email":"a@[127.0.0.1]"}"#, code: "address.addressLiteral"),
    Case("empty", "", code: "emptyBody"),
    Case(
      "unknown", #"{"email":"a@example.se"}"#, claims: "registration.party", code: "unknownType"),
    Case(
      "huge", [UInt8](repeating: 0x20, count: 9 << 20), code: "tooLarge"),
    Case(
      "nested-headers", #"{"email":"a@example.se"}"#,
      headers: [Header("deep", (0..<31).reduce(Value.array([])) { value, _ in .array([value]) })],
      code: ""),
  ]

  @Test("E1: each is parked with its code, and the 499 good neighbours are applied")
  func parked() throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, messages: 499)
    let publisher = try Publisher(testbed)
    let bad = Self.cases.filter { !$0.code.isEmpty }
    for (place, message) in bad.enumerated() {
      try publisher.publish(message.body, id: message.id, type: "registration.event") {
        properties in
        properties.type = message.claims
        properties.headers = message.headers
      }
      if place == bad.count / 2 { try load.publish() }
    }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "all have their outcome") {
      try testbed.count("inbox") == 499 + bad.count && testbed.count("outbox") == 0
    }
    try worker.stop()
    for message in bad {
      #expect(
        try testbed.sql("SELECT code FROM parked WHERE message_id = '\(message.id)'")
          == message.code,
        "\(message.id)")
    }
    #expect(
      try testbed.sql(
        "SELECT octet_length(body) || ' ' || size || ' ' || is_whole FROM parked WHERE message_id = 'huge'"
      ) == "65536 9437184 false")
    try load.check(parked: bad.count)
  }

  @Test("Ten thousand headers, and headers nested to the limit, are read")
  func manyHeaders() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    try publisher.publish(#"{"email":"a@example.se"}"#, id: "many", type: "registration.event") {
      $0.headers = (0..<10_000).map { Header("h\($0)", .bool(true)) }
    }
    try publisher.publish(#"{"email":"b@example.se"}"#, id: "nested", type: "registration.event") {
      $0.headers = Self.cases.first { $0.id == "nested-headers" }?.headers ?? []
    }
    try publisher.finish()
    let worker = try testbed.worker()
    try wait(until: "both have their outcome") { try testbed.count("inbox") == 2 }
    try worker.stop()
    #expect(
      try testbed.sql("SELECT string_agg(ending::text, ' ' ORDER BY message_id) FROM inbox")
        == "0 0")
  }

  @Test(
    "A count of deliveries that a publisher has written kills no worker, and its message is applied",
    arguments: [
      (WorkerKind.registrations, "registration.event", #"{"email":"NAME@example.se"}"#),
      (.commands, "profile.create", #"{"emails":[{"address":"NAME@example.se"}]}"#),
    ])
  func forgedCount(kind: WorkerKind, type: String, body: String) throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let counts: [Int64] = [.min, -1, 0, 3, 4, 25, .max / 2 + 1, .max]
    for (place, count) in counts.enumerated() {
      let name = "forged\(place)"
      try publisher.publish(body.replacing("NAME", with: name), id: name, type: type) {
        $0.headers = [Header("x-delivery-count", .int(count))]
      }
    }
    try publisher.finish()
    let worker = try testbed.worker(for: kind)
    try wait(until: "all have their outcome") { try testbed.count("inbox") == counts.count }
    try worker.stop()
    #expect(try testbed.count("inbox WHERE ending = 0") == counts.count)
    #expect(try testbed.count("address") == counts.count)
  }
}
