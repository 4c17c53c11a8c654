import Foundation
import Testing

/// A door to a server on 127.0.0.1 that gives its answers with some octets in others' place: a server of
/// another version, as far as a client can tell.
struct TamperingProxy {
  /// Port at which it listens.
  let port: Int
  private let process = Process()
  /// It ends when nobody holds this any more.
  private let life = Pipe()

  /// Opens a door.
  ///
  /// - Parameters:
  ///   - target: the port behind it.
  ///   - found: what the server says.
  ///   - wanted: what is put in its place; as long.
  /// - Throws: an error of Foundation's if Python cannot be run; a failed test if no door opens.
  init(
    of target: Int, replacing found: some Sequence<UInt8>, by wanted: some Sequence<UInt8>
  ) throws {
    let output = Pipe()
    process.executableURL = Project.url("Tests/Scripts/tampering_proxy.py")
    process.arguments = ["\(target)", Self.hexadecimal(found), Self.hexadecimal(wanted)]
    process.standardOutput = output
    process.standardInput = life
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(
      Int(line.trimmingCharacters(in: .newlines)), "tampering_proxy.py gave no port")
  }

  /// Closes the door.
  func close() {
    try? life.fileHandleForWriting.close()  // it was closed before
    process.waitUntilExit()
  }

  private static func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
    octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
