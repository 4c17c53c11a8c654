import Foundation
import Glibc
import POSIX
import Threading

/// A door with TLS to a port without: socat, which RabbitMQ's package brings along.
package struct TLSDoor {
  /// Port at which it listens, on 127.0.0.1.
  package let port: Int
  private let process = Process()

  /// Opens a door.
  ///
  /// - Parameters:
  ///   - target: the port behind it.
  ///   - port: where it stands; `nil` for any free port.
  ///   - certificate: the path of what it shows; the key's ends with `.key`.
  ///   - authority: the path of the authority whose certificate a client must show; `nil` for none.
  /// - Throws: ``ToolFailure`` if it does not open.
  package init(
    to target: Int, at port: Int? = nil, showing certificate: String,
    asking authority: String? = nil
  ) throws {
    self.port = try port ?? TLSDoor.freePort()
    let asked = authority.map { "verify=1,cafile=\($0)" } ?? "verify=0"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "socat",
      "OPENSSL-LISTEN:\(self.port),bind=127.0.0.1,reuseaddr,fork,\(asked),"
        + "cert=\(certificate),key=\(certificate).key",
      "TCP4:127.0.0.1:\(target)",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntilOpen()
  }

  /// Closes the door to newcomers; who is inside stays.
  ///
  /// The process is not waited for: Foundation takes it for running as long as a child of it does.
  package func close() {
    // A child has the signal mask of the thread that made it, and may not hear a politer one.
    kill(process.processIdentifier, SIGKILL)
  }

  private func waitUntilOpen() throws {
    let deadline = ContinuousClock.now + .seconds(60)
    var poll = Poll()
    while (try? RawSocket(to: port)) == nil {
      guard process.isRunning, ContinuousClock.now < deadline else {
        throw ToolFailure(description: "socat does not listen: is it installed?")
      }
      poll.wait(until: .now + .milliseconds(20))
    }
  }

  private static func freePort() throws -> Int {
    Int(try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1).port)
  }
}
