import Foundation
import Settings
import Testing

@Suite("Configuration: secrets from files")
struct SecretFileTests {
  private static let uri = "postgres://brevduva:geheim@db/brevduva"

  /// Makes a file with a content, and deletes it afterwards.
  private func withFile<Result>(
    _ octets: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let path = "/tmp/brevduva-secret-\(UInt64.random(in: 0...UInt64.max))"
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data(octets), attributes: [.posixPermissions: 0o400])
    try #require(isWritten)
    defer { try? FileManager.default.removeItem(atPath: path) }  // nothing depends on it any more
    return try body(path)
  }

  @Test(
    "Configuration: one line break at the end of a secret's file is not part of it",
    arguments: ["", "\n", "\r\n"])
  func trailingLineBreak(end: String) throws {
    let read = try withFile(Array((Self.uri + end).utf8)) { path in
      try Environment.settings(["DATABASE_URL": nil, "DATABASE_URL_FILE": path])
    }
    #expect(read.databaseURL.revealed == Self.uri)
  }

  @Test("Configuration: a second line break is, and the value is refused")
  func secondLineBreak() throws {
    let sentences = try withFile(Array((Self.uri + "\n\n").utf8)) { path in
      Environment.sentences(["DATABASE_URL": nil, "DATABASE_URL_FILE": path])
    }
    #expect(sentences.count == 1)
    #expect(sentences.first?.contains("control character") == true)
  }

  @Test("Configuration: a value and a file for the same secret are refused")
  func both() throws {
    let sentences = try withFile(Array(Self.uri.utf8)) { path in
      Environment.sentences(["DATABASE_URL_FILE": path])
    }
    #expect(
      sentences == [
        "DATABASE_URL and DATABASE_URL_FILE are both set: only one of them may be."
      ])
  }

  @Test(
    "Configuration: a file that cannot hold a secret is refused with the reason",
    arguments: [
      ([], "is empty"), ([UInt8](repeating: 0x61, count: 65_537), "longer than 65536 octets"),
      ([0x70, 0xff, 0x0a], "not UTF-8"),
    ] as [([UInt8], String)])
  func unusable(octets: [UInt8], reason: String) throws {
    let sentences = try withFile(octets) { path in
      Environment.sentences(["ERASURE_KEY": nil, "ERASURE_KEY_FILE": path])
    }
    #expect(sentences.count == 1)
    #expect(sentences.first?.hasPrefix("ERASURE_KEY_FILE ") == true)
    #expect(sentences.first?.contains(reason) == true)
  }

  @Test("Configuration: a file that is not there is refused without showing its path")
  func missingFile() {
    let secret = "/run/geheim-given-in-place-of-a-path"
    let missing = Environment.sentences(["AMQP_URL": nil, "AMQP_URL_FILE": secret])
    #expect(missing.first?.contains("No such file") == true)
    #expect(missing.first?.contains("geheim") == false)
    let folder = Environment.sentences(["AMQP_URL": nil, "AMQP_URL_FILE": "/tmp"])
    #expect(folder.first?.contains("cannot be read") == true)
  }

  @Test("Configuration: only secrets come from files")
  func noOtherFiles() throws {
    #expect(try Environment.settings(["LANES_FILE": "/nowhere"]).lanes == 2)
  }
}
