import Foundation
import Messaging
import POSIX
import RawAMQP
import Threading

/// A broker that does what its script says: for what a real one does only when it is ill.
struct ScriptedPeer {
  let endpoint: Endpoint

  /// Listens on a free port and serves one connection on a thread of its own, which ends when the
  /// other side closes.
  init(_ script: @escaping @Sendable (borrowing RawSocket) throws -> Void) throws {
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 8)
    endpoint = try Endpoint("amqp://127.0.0.1:\(listener.port)")
    Thread.detachNewThread {
      var waiter = PollWaiter()
      _ = waiter.wait(
        for: listener.descriptor.number, .readable, until: .now + .seconds(120))
      // The script ends where the client leaves it, or before a client has come.
      guard let client = try? listener.accept() else { return }
      try? script(RawSocket(client))
    }
  }

  /// Lets the client in, up to its open channel.
  static func welcome(_ client: borrowing RawSocket, heartbeat: UInt16) throws {
    _ = try client.read(8)
    try client.send(
      Wire.method(0, 10, 10) { wire in
        wire.add(UInt16(9))
        wire.long([])
        wire.long(Array("PLAIN".utf8))
        wire.long(Array("en_US".utf8))
      })
    try client.expect(10_011)
    try client.send(
      Wire.method(0, 10, 30) { wire in
        wire.add(UInt16(0))
        wire.add(UInt32(131_072))
        wire.add(heartbeat)
      })
    try client.expect(10_040)
    try client.send(Wire.method(0, 10, 41) { $0.short("") })
    try client.expect(20_010)
    try client.send(Wire.method(1, 20, 11) { $0.long([]) })
  }
}
