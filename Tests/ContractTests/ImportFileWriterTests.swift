import Contract
import Domain
import Formats
import TestSupport
import Testing

@Suite("Data of an import")
struct ImportFileWriterTests {
  private static func written(
    _ options: ImportOptions, _ file: [UInt8], path: String? = nil, id: ImportID? = nil,
    pieces: [Int] = [1 << 18]
  ) -> (id: ImportID, data: [UInt8]) {
    var writer = ImportFileWriter(options, path: path, size: file.count)
    var (rest, place) = (file[...], 0)
    while !rest.isEmpty {
      let length = min(pieces[place % pieces.count], rest.count)
      writer.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
      place += 1
    }
    return writer.finish(id: id)
  }

  private static func read(_ data: [UInt8]) throws -> ImportFile {
    let writer = EnvelopeWriter(
      type: MessageType.importFile.rawValue, id: "m", time: Timestamp(microseconds: 0), data: data)
    let reading = Envelope.read(.written(by: writer), from: .imports)
    let envelope = try #require(reading.envelope, "\(String(describing: reading.fault))")
    guard case .file(let file) = try ImportMessage.read(envelope) else {
      throw Fault(.unknownType, detail: "no file")
    }
    return file
  }

  private static func options(_ random: inout SeededGenerator) -> ImportOptions {
    let headers = ["E-post", "\"Namn\"", "a=b", "Öl\n", "\u{1f600}", " x"]
    var columns: [String: String] = [:]
    for _ in 0..<random.pick(4) { columns[random.pick(headers)] = "email.additional" }
    return ImportOptions(
      columns: columns, sheet: random.isOne(of: 2) ? "Blad \"1\"" : nil,
      replaces: random.isOne(of: 2),
      overwritten: Set(columns.keys.map { String($0.trimmed) }.filter { _ in random.isOne(of: 2) }),
      repairs: random.isOne(of: 2), updatesOnly: random.isOne(of: 2),
      allowed: Set(ImportOptions.Exception.allCases.filter { _ in random.isOne(of: 2) }),
      isDryRun: random.isOne(of: 2), language: random.pick(Language.allCases))
  }

  @Test(
    "P2, P3, P6, P9: what is written is read as it was wished, whatever pieces the file comes in")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 20)
    for _ in 0..<500 {
      let options = Self.options(&random)
      let file = (0..<random.pick(100)).map { _ in UInt8(random.pick(256)) }
      let path = random.isOne(of: 3) ? "2026/\"alumni\".csv" : nil
      let pieces = (0..<4).map { _ in 1 + random.pick(9) }
      let written = Self.written(options, file, path: path, id: "i \"1\"", pieces: pieces)
      let read = try Self.read(written.data)
      #expect(read.id == "i \"1\"" && read.options == options && read.refusal == nil)
      #expect(read.source == path.map { .path($0) } ?? .content(file))
      let whole = Self.written(options, file, path: path, id: "i \"1\"")
      #expect(whole.data == written.data)
    }
  }

  @Test("P7: the id is the same for the same file and wishes, and another one for all else")
  func ids() throws {
    let options = ImportOptions(columns: ["E-post": "email.primary", "Namn": "givenName"])
    let file = Array("E-post,Namn\na@x.se,A\n".utf8)
    var other = options
    other.isDryRun = true
    var chosen = options
    chosen.columns["Namn"] = nil
    let ids = [
      Self.written(options, file), Self.written(options, file + [10]), Self.written(other, file),
      Self.written(chosen, file), Self.written(options, file, path: "a.csv"),
      Self.written(options, file, path: "b.csv"),
      Self.written(options, file + [10], path: "b.csv"),
    ].map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{16}/) != nil })
    let again = Self.written(options, file, pieces: [1, 2, 5])
    #expect(again.id == ids[0])
    #expect(try Self.read(again.data).id == ids[0])
    // A version that knows more wishes makes the same.
    #expect(ids[0] == "9f0b1c7fb9b04ec4")
  }
}
