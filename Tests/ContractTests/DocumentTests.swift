import BookSamples
import Contract
import Domain
import Formats
import Foundation
import Messaging
import Testing

@Suite("Documents")
struct DocumentTests {
  /// The types that this version takes: those of the queues whose owner is built.
  static let types: [MessageType] = {
    let services = Schema.packageRoot.appending(path: "Services")
    return MessageType.allCases.filter { type in
      let owner = services.appending(path: type.queue.owner)
      return FileManager.default.fileExists(atPath: owner.path())
    }
  }()

  /// The schema of the messages of a queue.
  static func schema(of queue: Queue) -> String {
    switch queue {
    case .registrations: "registration"
    case .contactNotes: "contact-note"
    case .imports: "import"
    case .bounces: "bounce"
    case .lifecycle: "commands"
    case .mailings: "mailing"
    }
  }

  @Test("Each type that is taken has a schema, of its own or one for its queue", arguments: types)
  func schemas(type: MessageType) throws {
    let schema = try Schema(Self.schema(of: type.queue))
    let ofTypes = schema.root["$defs"]?.members.map(\.key).filter { $0.contains(".") } ?? []
    #expect(ofTypes.isEmpty || ofTypes.contains(type.rawValue))
  }

  @Test(
    "An empty list may stand for an optional object in every schema of messages, as PHP writes it")
  func emptyLists() throws {
    let found = try Set(Self.types.map { Self.schema(of: $0.queue) }).sorted().flatMap {
      try Schema($0).optionalObjects
    }
    #expect(found.count > 5)
    for (path, faults) in found { #expect(faults == [], "\(path)") }
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Schema.contents(of: path), as: UTF8.self)
  }

  @Test("What the schema of registrations refuses, the reader refuses")
  func registrationsAgree() throws {
    let schema = try Schema("registration")
    for (data, code, _, _) in UnreadableTests.faults
    where code == "missingField" || code == "illTyped" {
      #expect(schema.faults(of: try JSONValue(Array(data.utf8))) != [], "\(data)")
    }
    for data in RegistrationMessageTests.spare {
      #expect(schema.faults(of: try JSONValue(Array(data.utf8))) == [], "\(data)")
    }
  }

  @Test(
    "Every command fits the schema of its type, with all of its fields and with few",
    arguments: CommandMessageTests.whole + CommandMessageTests.spare)
  func commandsFit(type: MessageType, data: String, command: Command) throws {
    let schema = try Schema("commands")
    #expect(schema.faults(of: try JSONValue(Array(data.utf8)), definition: type.rawValue) == [])
    let more = #"{"expectedVersion":7,"actor":null\#(data == "{}" ? "" : ",")"#
    let named = Array((more + data.dropFirst()).utf8)
    #expect(schema.faults(of: try JSONValue(named), definition: type.rawValue) == [])
  }

  @Test(
    "A command that can't be read does not fit the schema of its type",
    arguments: CommandFaultTests.faults)
  func commandFaultsAgree(type: MessageType, data: String, code: String, path: String) throws {
    guard code != "brokenJSON" else { return }
    let faults = try Schema("commands").faults(
      of: JSONValue(Array(data.utf8)), definition: type.rawValue)
    #expect(faults != [])
  }

  @Test("The events fit their schemas, of protected profiles too")
  func eventsFit() throws {
    let envelope = try Schema("event")
    let data = try Schema("event-data")
    var ids = IDSource(seed: 1)
    let (encoder, attributes) = (EventEncoderTests.encoder, EventEncoderTests.attributes)
    let moment = EventEncoderTests.moment
    var told = [false, true].flatMap {
      EventEncoderTests.events(of: ChangeSample.all.map(\.change), isProtected: $0)
    }
    told += CommandFaultTests.refusals.map {
      encoder.refused(
        $0, queue: .lifecycle, of: attributes, at: moment, ids: &ids)
    }
    told += EventEncoderTests.events(
      of: Suggestion.Kind.allCases.map {
        .suggestion(
          Suggestion(id: SuggestionID(value: 4), kind: $0, profiles: [], evidence: ""), .made)
      }, isProtected: false)
    told.append(
      encoder.parked(
        ProfileID(value: 9), because: Fault(.json(.nul), path: "$", offset: 1, detail: ""),
        queue: .registrations, of: attributes, at: moment, ids: &ids))
    told += [SnapshotEventTests.whole(), SnapshotEventTests.whole(state: .purged)].compactMap {
      SnapshotEventTests.event(of: $0)
    }
    #expect(Set(told.map(\.type.rawValue)) == Set(EventEncoderTests.types))
    for outgoing in told {
      let event = try JSONValue(outgoing.body)
      #expect(envelope.faults(of: event) == [])
      let content = try #require(event["data"])
      #expect(data.faults(of: content, definition: outgoing.type.rawValue) == [])
    }
  }

  @Test("The schemas name the types of this version, and no others")
  func schemasAreComplete() throws {
    let commands = try #require(Schema("commands").root["$defs"]).members.map(\.key)
    #expect(
      Set(commands.filter { $0.contains(".") })
        == Set(Self.types.map(\.rawValue)).filter { MessageType(rawValue: $0)?.queue == .lifecycle }
    )
    let events = try #require(Schema("event-data").root["$defs"]).members.map(\.key)
    #expect(Set(events.filter { $0.contains(".") }) == Set(EventEncoderTests.types))
    let types = try #require(Schema("event-data").root["$defs"]?["type"]?["enum"])
    #expect(types.elements.compactMap(\.string).sorted() == EventEncoderTests.types.sorted())
    let kinds = try #require(Schema("event-data").root["$defs"]?["kind"]?["enum"])
    #expect(kinds.elements.map(\.string) == Suggestion.Kind.allCases.map(\.rawValue))
  }

  @Test("The AsyncAPI document names every event, every exchange and every type that is taken")
  func asyncAPI() throws {
    let text = try Self.text("docs/asyncapi.yaml")
    for type in EventEncoderTests.types {
      #expect(text.contains("name: \(type)\n"))
      #expect(text.contains("./schemas/event-data.json#/$defs/\(type)'"))
    }
    for type in Self.types {
      #expect(text.contains("name: \(type.rawValue)\n"))
      let schema = "./schemas/\(Self.schema(of: type.queue)).json"
      let own = try Schema(Self.schema(of: type.queue)).root["$defs"]?.members
        .contains { $0.key == type.rawValue }
      #expect(text.contains(own == true ? "\(schema)#/$defs/\(type.rawValue)'" : "\(schema)'"))
    }
    for queue in Set(Self.types.map(\.queue)) {
      #expect(text.contains("\n    address: \(queue.name)\n"))
      #expect(text.contains("queue: { name: \(queue.name), durable: true }"))
    }
    for name in [Exchange.incoming, .events].map(\.rawValue) {
      #expect(text.contains("name: \(name), type: topic, durable: true"))
    }
  }

  @Test("Every reference in the AsyncAPI document leads somewhere")
  func references() throws {
    let text = try Self.text("docs/asyncapi.yaml")
    let (messages, schemas) = (/'#\/components\/messages\/(\w+)'/, /'\.\/schemas\/([^#']+)/)
    for match in text.matches(of: messages) {
      #expect(text.contains("\n    \(match.1):\n      name: "), "\(match.1)")
    }
    for match in text.matches(of: schemas) {
      #expect((try? Schema.contents(of: "docs/schemas/\(match.1)")) != nil, "\(match.1)")
    }
    #expect(text.matches(of: messages).count > 2 * Self.types.count + EventEncoderTests.types.count)
  }

  @Test("The prose names every type, every event, every fault of JSON and every refusal")
  func prose() throws {
    let prose = try Self.text("docs/messages.md")
    for code in JSONFault.Code.allCases { #expect(prose.contains("`\(code.rawValue)`")) }
    for type in EventEncoderTests.types { #expect(prose.contains("`\(type)`")) }
    for type in Self.types { #expect(prose.contains("`\(type.rawValue)`")) }
    for refusal in CommandFaultTests.refusals where !refusal.code.hasPrefix("address.") {
      #expect(prose.contains("`\(refusal.code)`"))
    }
  }
}
