package import Messaging

/// Publishes what no library would: headers as bytes.
package struct RawPublisher: ~Copyable {
  private let socket: RawSocket

  package static func connected(to endpoint: Endpoint) throws -> RawPublisher {
    let socket = try RawSocket(to: endpoint.port)
    try logIn(socket, to: endpoint)
    return RawPublisher(socket: socket)
  }

  private static func logIn(_ socket: borrowing RawSocket, to endpoint: Endpoint) throws {
    try socket.send(Array("AMQP".utf8) + [0, 0, 9, 1])
    try socket.expect(10_010)
    try socket.send(
      Wire.method(0, 10, 11) { wire in
        wire.long([])
        wire.short("PLAIN")
        wire.long([0] + Array(endpoint.user.utf8) + [0] + Array(endpoint.password.utf8))
        wire.short("en_US")
      })
    try socket.expect(10_030)
    try socket.send(
      Wire.method(0, 10, 31) { wire in
        wire.add(UInt16(1))
        wire.add(UInt32(131_072))
        wire.add(UInt16(0))
      }
        + Wire.method(0, 10, 40) { wire in
          wire.short(endpoint.vhost)
          wire.short("")
          wire.add(UInt8(0))
        })
    try socket.expect(10_041)
    try socket.send(Wire.method(1, 20, 10) { $0.short("") })
    try socket.expect(20_011)
    try socket.send(Wire.method(1, 85, 10) { $0.add(UInt8(0)) })
    try socket.expect(85_011)
  }

  /// Publishes to a queue, with headers given as the contents of a table, and awaits the broker's confirm: what is
  /// published without one may be lost with the channel, which ends soon after.
  package func publish(_ body: [UInt8], to queue: String, headers: [UInt8]) throws {
    var header = Wire()
    header.add(UInt16(60))
    header.add(UInt16(0))
    header.add(UInt64(body.count))
    header.add(UInt16(0x2000))
    header.long(headers)
    try socket.send(
      Wire.method(1, 60, 40) { wire in
        wire.add(UInt16(0))
        wire.short("")
        wire.short(queue)
        wire.add(UInt8(0))
      } + Wire.frame(2, 1, header.bytes) + Wire.frame(3, 1, body))
    try socket.expect(60_080)
  }

  /// Takes leave.
  package func finish() throws {
    try socket.send(
      Wire.method(0, 10, 50) { wire in
        wire.add(UInt16(200))
        wire.short("")
        wire.add(UInt32(0))
      })
    try socket.expect(10_051)
  }
}
