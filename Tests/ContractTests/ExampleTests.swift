import Contract
import Domain
import Formats
import Foundation
import Messaging
import Testing

@Suite("Examples")
struct ExampleTests {
  /// The messages in `Examples`, by name, with their types.
  static func examples() throws -> [(name: String, type: String, body: [UInt8])] {
    let folder = Schema.packageRoot.appending(path: "Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.first?.isNumber == true }.map { name in
      let type = name.split(separator: ".").dropFirst().dropLast().joined(separator: ".")
      return (name, type, try Schema.contents(of: "Examples/\(name)"))
    }
  }

  @Test("The examples are read, and fit their schema; three of the forms are parked")
  func examplesFit() throws {
    let (registration, commands) = (try Schema("registration"), try Schema("commands"))
    let bounces = try Schema("bounce")
    var parked: [String] = []
    for example in try Self.examples() {
      let type = try #require(MessageType(rawValue: example.type), "\(example.name)")
      let isCommand = type.queue == .lifecycle
      let reading = Envelope.read(.of(example.body, routingKey: example.type), from: type.queue)
      let fault =
        switch type.queue {
        case .bounces: reading.bounceFault
        case .lifecycle: reading.commandFault
        default: reading.registrationFault
        }
      if let fault {
        parked.append("\(example.name.prefix(2)) \(fault.code.text)")
        continue
      }
      if type.isMail { continue }
      let value = try JSONValue(example.body)
      let faults =
        type.queue == .bounces
        ? bounces.faults(of: value, definition: example.type)
        : isCommand
          ? commands.faults(of: value, definition: example.type) : registration.faults(of: value)
      #expect(faults == [], "\(example.name)")
    }
    #expect(parked == ["11 address.displayName", "12 illTyped", "13 brokenJSON"])
  }

  @Test("The examples are numbered without a gap, and told one by one")
  func numbered() throws {
    let names = try Self.examples().map(\.name)
    for (place, name) in names.enumerated() {
      let number = place < 9 ? "0\(place + 1)" : "\(place + 1)"
      #expect(name.hasPrefix("\(number)-"))
      #expect(try DocumentTests.text("Examples/README.md").contains(number))
    }
  }

  @Test("No command of the examples is one that the rules forbid whatever the book says")
  func allowed() throws {
    for example in try Self.examples() {
      guard let type = MessageType(rawValue: example.type), type.queue == .lifecycle else {
        continue
      }
      let text = String(decoding: example.body, as: UTF8.self)
      guard case .command = try CommandMessageTests.message(type, text).content else {
        Issue.record("\(example.name) is forbidden")
        continue
      }
    }
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
    #expect(reading.attributes.traceparent != nil)
  }
}
