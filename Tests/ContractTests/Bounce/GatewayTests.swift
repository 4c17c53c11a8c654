import Contract
import Formats
import Testing

@Suite("Webhooks of gateways")
struct GatewayTests {
  static let all = GatewaySample.firstHalf + GatewaySample.secondHalf

  @Test("B9: each body is read to the verdicts that a report would get", arguments: all)
  func read(sample: GatewaySample) throws {
    #expect(try GatewaySample.read(Array(sample.body.utf8), of: sample.gateway) == sample.events)
  }

  @Test("B9: every gateway has samples, of failures at least one")
  func everyGateway() {
    for gateway in Gateway.allCases {
      let events = Self.all.filter { $0.gateway == gateway }.flatMap(\.events)
      #expect(events.contains { $0.contains(" permanent") }, "\(gateway)")
    }
  }

  @Test(
    "B2: an event has the time, the message and the id by which it is known when it is told again")
  func identity() throws {
    for sample in Self.all
    where sample.body.contains("2026-11-30") || sample.body.contains("1796029200") {
      let event = try #require(try sample.gateway.events(in: Array(sample.body.utf8)).first)
      let moment = try #require(event.occurredAt, "\(sample)")
      // Ten o'clock, nine where it was written in seconds, half a second later where it has a fraction.
      #expect((1_796_029_200_000_000...1_796_032_800_500_000).contains(moment), "\(sample)")
    }
    let ses = try #require(
      Self.all.first { $0.gateway == .ses && $0.body.contains("commonHeaders") })
    #expect(try Gateway.ses.events(in: Array(ses.body.utf8)).first?.messageID == "<1@example.com>")
    let sendgrid = try #require(Self.all.first { $0.gateway == .sendgrid })
    #expect(try Gateway.sendgrid.events(in: Array(sendgrid.body.utf8)).first?.eventID == "1")
  }

  @Test(
    "A body that is none of a gateway's is a fault with its place",
    arguments: [
      (Gateway.sendgrid, #"[{"email":"a@example.net"}]"#, "$[0].event"),
      (.sendgrid, #"[{"email":"a@example.net","event":"new"}]"#, "$[0].event"),
      (.sendgrid, #"[{"event":"bounce"}]"#, "$[0].email"),
      (.ses, #"{"eventType":"Bounce","mail":{}}"#, "$.bounce"),
      (.ses, #"{}"#, "$.eventType"),
      (.mailgun, #"{"event-data":{"event":"failed"}}"#, "$['event-data'].recipient"),
      (.resend, #"{"type":"email.bounced","data":{}}"#, "$.data.to"),
      (.postmark, #"{"RecordType":"Bounce","Type":"New","Email":"a@example.net"}"#, "$.Type"),
      (
        .sparkpost, #"[{"msys":{"message_event":{"type":"bounce"}}}]"#,
        "$[0].msys.message_event.rcpt_to"
      ),
      (.cloudflare, #"{"type":"x","payload":{"recipient":"a@example.net"}}"#, "$.type"),
    ])
  func faults(gateway: Gateway, body: String, path: String) {
    let fault = #expect(throws: GatewayFault.self) {
      try gateway.events(in: Array(body.utf8))
    }
    #expect(fault?.path == path)
    #expect(fault?.gateway == gateway)
  }

  @Test(
    "What is no JSON is a fault of every gateway, and none of its text stands in it",
    arguments: Gateway.allCases)
  func noJSON(gateway: Gateway) {
    for body in ["", "{", "[1,", "anna@example.net", "\u{0}", "null", "[]", "{}", "\"a\"", "1"] {
      do {
        #expect(try GatewaySample.read(Array(body.utf8), of: gateway).isEmpty)
      } catch {
        #expect(!"\(error)".contains("anna"))
      }
    }
  }

  @Test("A gateway is found by the last part of a source, in any spelling")
  func names() {
    #expect(Gateway(source: "ses") == .ses)
    #expect(Gateway(source: "urn:brevduva:gateway:SendGrid") == .sendgrid)
    #expect(Gateway(source: "https://example.com/hooks/unisender-go") == .unisenderGo)
    #expect(Gateway(source: "mandrill") == .mailchimp)
    #expect(Gateway(source: "unknown") == nil)
    for gateway in Gateway.allCases { #expect(Gateway(source: gateway.rawValue) == gateway) }
  }

  @Test("Mutated bodies are read or refused, and every address that is read stands in them")
  func mutated() {
    let seed: UInt64 = 0xca_fe
    print("mutated webhooks: seed \(seed)")
    var random = SeededMail(state: seed)
    for sample in Self.all {
      for _ in 0..<300 {
        var body = Array(sample.body.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !body.isEmpty {
          let place = Int.random(in: 0..<body.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: body.remove(at: place)
          case 1: body[place] = UInt8.random(in: 0x20...0x7e, using: &random)
          case 2: body.insert(body[place], at: place)
          default: body.removeSubrange(place...)
          }
        }
        let events = (try? sample.gateway.events(in: body)) ?? []
        for event in events { #expect(!event.recipient.isEmpty) }
      }
    }
  }
}
