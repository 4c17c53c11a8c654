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
    let (bounces, imports) = (try Schema("bounce"), try Schema("import"))
    let mailings = try Schema("mailing")
    var parked: [String] = []
    for example in try Self.examples() {
      let type = try #require(MessageType(rawValue: example.type), "\(example.name)")
      let reading = Envelope.read(.of(example.body, routingKey: example.type), from: type.queue)
      let fault =
        switch type.queue {
        case .bounces: reading.bounceFault
        case .lifecycle: reading.commandFault
        case .imports: reading.importFault
        case .contactNotes: reading.noteFault
        case .mailings: reading.mailingFault
        default: reading.registrationFault
        }
      if let fault {
        parked.append("\(example.name.prefix(2)) \(fault.code.text)")
        continue
      }
      if type.isMail { continue }
      let value = try JSONValue(example.body)
      let faults =
        switch type.queue {
        case .bounces: bounces.faults(of: value, definition: example.type)
        case .imports: imports.faults(of: value, definition: example.type)
        case .mailings: mailings.faults(of: value, definition: example.type)
        case .lifecycle: commands.faults(of: value, definition: example.type)
        default: registration.faults(of: value)
        }
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

  @Test("P8: the example of an import holds the file that lies beside it, as Excel writes it")
  func file() throws {
    let example = try #require(try Self.examples().first { $0.type == "import.file" })
    let reading = Envelope.read(.of(example.body, routingKey: example.type), from: .imports)
    guard case .file(let file)? = try reading.envelope.map(ImportMessage.read),
      case .content(let octets) = file.source
    else {
      Issue.record("\(example.name) is no file")
      return
    }
    #expect(octets == (try Schema.contents(of: "Examples/alumni.csv")))
    #expect(octets.contains(0xf6) && octets.split(separator: 13).count == 12)
    #expect(file.refusal == nil)
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
