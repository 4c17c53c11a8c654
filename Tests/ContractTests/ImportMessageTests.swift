import BookSamples
import Contract
import Domain
import Formats
import Messaging
import Testing

@Suite("Import message")
struct ImportMessageTests {
  private static func message(
    _ type: MessageType, _ data: String
  ) throws(Fault) -> ImportMessage {
    let reading = Envelope.read(.of(data, routingKey: type.rawValue), from: .imports)
    guard let envelope = reading.envelope else {
      throw reading.fault ?? Fault(.emptyBody, detail: "")
    }
    return try ImportMessage.read(envelope)
  }

  private static func file(_ data: String) throws -> ImportFile {
    guard case .file(let file) = try message(.importFile, data) else {
      throw Fault(.unknownType, detail: "no file")
    }
    return file
  }

  private static func fault(_ type: MessageType, _ data: String) -> Fault? {
    do throws(Fault) {
      _ = try message(type, data)
      return nil
    } catch {
      return error
    }
  }

  static let whole = #"""
    {"importId":" i1 ","fileName":"alumni.csv","content":"YSxi","columns":{"E-post":"email.primary"},
     "sheet":"Blad1","onReplace":"replace","overwrite":["Namn"],"repair":true,"updateOnly":true,
     "allow":["removedProfile","purgedEarlier"],"dryRun":true,"language":"sv"}
    """#
  static let bare = #"{"importId":"i1","path":"a/b.csv","columns":{},"content":null,"allow":null}"#

  @Test("P2, P3, P6, P9: a file comes with its columns and the wishes of the one who imports")
  func wishes() throws {
    let file = try Self.file(Self.whole)
    #expect(file.id == "i1" && file.source == .content(Array("a,b".utf8)) && file.refusal == nil)
    #expect(
      file.options
        == ImportOptions(
          columns: ["E-post": "email.primary"], sheet: "Blad1", replaces: true,
          overwritten: ["Namn"], repairs: true, updatesOnly: true,
          allowed: [.removedProfile, .purgedEarlier], isDryRun: true, language: .swedish))
    let bare = try Self.file(Self.bare)
    #expect(bare.source == .path("a/b.csv"))
    #expect(bare.options == ImportOptions(columns: [:]))
    #expect(bare.hash.count == 32 && bare.hash != file.hash)
    #expect(try Self.file(Self.whole).hash == file.hash)
  }

  @Test("P5: a chunk comes by its number")
  func chunk() throws {
    guard case .chunk("i1", 3) = try Self.message(.importChunk, #"{"importId":"i1","chunk":3}"#)
    else {
      Issue.record("no chunk")
      return
    }
  }

  @Test(
    "E1: what the rules forbid of a file is refused, not parked",
    arguments: [
      (#""content":"%%""#, "file.base64"), (#""content":"","onReplace":"x""#, "unknownOption"),
      (#""content":"","allow":["deceased"]"#, "unknownOption"),
      (#""content":"","language":"fi""#, "unknownOption"),
    ])
  func forbidden(fields: String, code: String) throws {
    let file = try Self.file(#"{"importId":"i","columns":{"a":"phone"},\#(fields)}"#)
    #expect(file.refusal?.code == code)
  }

  @Test(
    "E1: a message about an import that cannot be read is parked with its place",
    arguments: [
      (.importFile, #"{"content":"","columns":{}}"#, "missingField", "$.importId"),
      (.importFile, #"{"importId":"i","columns":{}}"#, "missingField", "$.content"),
      (.importFile, #"{"importId":"i","content":""}"#, "missingField", "$.columns"),
      (.importFile, #"{"importId":1,"content":"","columns":{}}"#, "illTyped", "$.importId"),
      (.importFile, #"{"importId":"i","content":1,"columns":{}}"#, "illTyped", "$.content"),
      (
        .importFile, #"{"importId":"i","content":"","path":"a","columns":{}}"#, "illTyped", "$.path"
      ),
      (.importFile, #"{"importId":"i","content":"","columns":"x"}"#, "illTyped", "$.columns"),
      (
        .importFile, #"{"importId":"i","content":"","columns":{},"dryRun":"x"}"#, "illTyped",
        "$.dryRun"
      ),
      (.importChunk, #"{"importId":"i"}"#, "missingField", "$.chunk"),
      (.importChunk, #"{"importId":"i","chunk":-1}"#, "illTyped", "$.chunk"),
      (.importUndo, #"{"id":"i"}"#, "missingField", "$.importId"),
      (.importUndoChunk, #"{"importId":"i","after":7}"#, "illTyped", "$.after"),
    ] as [(MessageType, String, String, String)])
  func faults(type: MessageType, data: String, code: String, path: String) {
    let fault = Self.fault(type, data)
    #expect(fault?.code.text == code && fault?.path == path && fault?.redactedPath == path)
  }

  @Test("P10: an undo names its import, and its chunk the profile behind which it goes on")
  func undo() throws {
    guard case .undo("i") = try Self.message(.importUndo, #"{"importId":" i "}"#) else {
      Issue.record("no undo")
      return
    }
    let id = ProfileID(value: 7)
    for (data, last) in [("", nil), (#","after":"\#(id)""#, id), (#","after":null"#, nil)] {
      let message = try Self.message(.importUndoChunk, #"{"importId":"i"\#(data)}"#)
      guard case .undoChunk("i", let after) = message else {
        Issue.record("no chunk")
        continue
      }
      #expect(after == last)
    }
  }

  @Test("The messages about imports fit their schema")
  func schema() throws {
    let schema = try Schema("import")
    for data in [Self.whole, Self.bare] {
      #expect(schema.faults(of: try JSONValue(Array(data.utf8)), definition: "import.file") == [])
    }
    let chunk = try JSONValue(Array(#"{"importId":"i1","chunk":3}"#.utf8))
    #expect(schema.faults(of: chunk, definition: "import.chunk") == [])
    for data in [#"{"columns":{}}"#, #"{"importId":"i"}"#, #"{"importId":"","columns":{}}"#] {
      #expect(schema.faults(of: try JSONValue(Array(data.utf8)), definition: "import.file") != [])
    }
  }
}
