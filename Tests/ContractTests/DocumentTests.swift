import Contract
import Domain
import Formats
import Foundation
import Messaging
import Testing

@Suite("Documents")
struct DocumentTests {
  /// The messages in `Examples`, by name, with their types.
  static func examples() throws -> [(name: String, type: String, body: [UInt8])] {
    let folder = Schema.packageRoot.appending(path: "Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.first?.isNumber == true }.map { name in
      let type = name.split(separator: ".").dropFirst().dropLast().joined(separator: ".")
      return (name, type, try Schema.contents(of: "Examples/\(name)"))
    }
  }

  @Test("The examples are read, and fit their schema; the last three are parked")
  func examplesFit() throws {
    let schema = try Schema("registration")
    var codes: [String] = []
    for example in try Self.examples() {
      let reading = Envelope.read(.of(example.body, routingKey: example.type))
      if let fault = reading.registrationFault {
        codes.append(fault.code.text)
        continue
      }
      let value = try JSONValue(example.body)
      #expect(schema.faults(of: value) == [], "\(example.name)")
    }
    #expect(codes == ["address.displayName", "illTyped", "brokenJSON"])
  }

  @Test("The example of a structured event is read, and fits its schema")
  func structuredExample() throws {
    let body = try Schema.contents(of: "Examples/structured-cloudevent.json")
    let event = try JSONValue(body)
    #expect(try Schema("incoming-event").faults(of: event) == [])
    #expect(try Schema("registration").faults(of: #require(event["data"])) == [])
    let reading = Envelope.read(
      .of(body, routingKey: "") { $0.contentType = "application/cloudevents+json" })
    #expect(reading.registrationFault == nil)
    #expect(reading.heading.traceparent != nil)
  }

  @Test("What the schema of registrations refuses, the reader refuses")
  func schemaAgrees() throws {
    let schema = try Schema("registration")
    for (data, code, _, _) in UnreadableTests.faults
    where code == "missingField" || code == "illTyped" {
      #expect(schema.faults(of: try JSONValue(Array(data.utf8))) != [], "\(data)")
    }
  }

  @Test("The events fit their schemas, of protected profiles too")
  func eventsFit() throws {
    let envelope = try Schema("event")
    let data = try Schema("event-data")
    var ids = IDSource(seed: 1)
    let (announcer, heading) = (AnnouncerTests.announcer, AnnouncerTests.heading)
    let moment = AnnouncerTests.moment
    let told =
      AnnouncerTests.told(isProtected: false) + AnnouncerTests.told(isProtected: true) + [
        announcer.refused(
          code: "x", detail: "X.", queue: .registrations, of: heading, at: moment, ids: &ids),
        announcer.parked(
          ProfileID(value: 9), code: "nul", path: "$", offset: 1, queue: .registrations,
          of: heading, at: moment, ids: &ids),
      ]
    #expect(Set(told.map(\.type)) == Set(EventType.allCases))
    for announcement in told {
      let event = try JSONValue(announcement.body)
      #expect(envelope.faults(of: event) == [])
      let content = try #require(event["data"])
      #expect(data.faults(of: content, definition: announcement.type.rawValue) == [])
    }
  }

  @Test("The AsyncAPI document names every event, every exchange and every type that is taken")
  func asyncAPI() throws {
    let text = String(decoding: try Schema.contents(of: "docs/asyncapi.yaml"), as: UTF8.self)
    for type in EventType.allCases { #expect(text.contains("name: \(type.rawValue)\n")) }
    for type in MessageType.allCases where type.queue == .registrations {
      #expect(text.contains("name: \(type.rawValue)\n"))
    }
    for name in [Exchange.incoming, .events].map(\.rawValue) {
      #expect(text.contains("name: \(name), type: topic, durable: true"))
    }
    let prose = String(decoding: try Schema.contents(of: "docs/messages.md"), as: UTF8.self)
    for code in JSONFault.Code.allCases { #expect(prose.contains("`\(code.rawValue)`")) }
    for type in EventType.allCases { #expect(prose.contains("`\(type.rawValue)`")) }
  }
}
