import Foundation
import Threading

/// A command that was run to its end.
struct Ran {
  let status: Int32
  let output: String
  let errors: String
}

/// Runs a program of PostgreSQL's that must be as new as the server: from the room in which it stands, if
/// it stands in one; `/tmp` is the same there.
@discardableResult
func runBesideServer(_ command: String, _ arguments: [String]) throws -> Ran {
  guard let room = ProcessInfo.processInfo.environment["BREVDUVA_ROOM"] else {
    return try run(command, arguments)
  }
  return try run("chroot", [room, command] + arguments)
}

/// Runs a command and waits for it.
@discardableResult
func run(_ command: String, _ arguments: [String], _ environment: [String: String] = [:]) throws
  -> Ran
{
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [command] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let errors = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).err")
  try Data().write(to: errors)
  defer { try? FileManager.default.removeItem(at: errors) }  // nothing depends on it any more
  let output = Pipe()
  process.standardOutput = output
  process.standardError = try FileHandle(forWritingTo: errors)
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let text = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Ran(
    status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}

/// A fact that did not come true in time.
struct NotInTime: Error, CustomStringConvertible {
  let description: String
}

/// Waits until something is so.
///
/// The usual limit says nothing of how long it takes: it ends a test that would never end, on a machine
/// that is busy with something else too. A limit that is a fact is given, with the reason. Looking takes no
/// more than half of the time, and it looks the less often the longer it has waited, up to once a second: what is
/// waited for gets the rest.
func wait(
  until fact: String, within limit: Duration = .seconds(180), _ isSo: () throws -> Bool
) throws {
  let start = ContinuousClock.now
  var poll = Poll()
  while true {
    let began = ContinuousClock.now
    if try isSo() { return }
    let now = ContinuousClock.now
    guard now < start + limit else {
      throw NotInTime(description: "not within \(limit): \(fact)")
    }
    let pause = min(.seconds(1), (now - start) / 10)
    poll.wait(until: now + max(.milliseconds(20), now - began, pause))
  }
}
