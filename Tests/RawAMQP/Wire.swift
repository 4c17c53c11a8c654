package import POSIX
import Threading

/// Bytes as AMQP writes them, for what our own side would never send.
package struct Wire {
  package var bytes: [UInt8] = []

  package init() {}

  package mutating func add(_ number: some FixedWidthInteger) {
    for place in (0..<number.bitWidth / 8).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
    }
  }

  package mutating func short(_ text: String) {
    add(UInt8(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func long(_ content: [UInt8]) {
    add(UInt32(content.count))
    bytes.append(contentsOf: content)
  }

  package static func frame(_ type: UInt8, _ channel: UInt16, _ payload: [UInt8]) -> [UInt8] {
    var wire = Wire()
    wire.add(type)
    wire.add(channel)
    wire.long(payload)
    wire.add(UInt8(0xce))
    return wire.bytes
  }

  package static func method(
    _ channel: UInt16, _ kind: UInt16, _ number: UInt16, _ build: (inout Wire) -> Void = { _ in }
  ) -> [UInt8] {
    var wire = Wire()
    wire.add(kind)
    wire.add(number)
    build(&wire)
    return frame(1, channel, wire.bytes)
  }
}

/// A frame that came in.
package struct RawFrame {
  package let channel: UInt16
  /// Class and method in one number, `60_040` for `basic.publish`; 0 for another kind of frame.
  package let method: Int
}

/// A socket that speaks AMQP byte by byte.
package struct RawSocket: ~Copyable {
  package struct Gone: Error {}

  /// Longest time that the peer is waited for, each time.
  private static let patience = Duration.seconds(120)

  private let socket: Descriptor

  /// Takes a socket that does not block.
  package init(_ socket: Descriptor) {
    self.socket = socket
  }

  /// Connects to a port of the loopback address.
  package init(to port: Int) throws {
    socket = try Descriptor.connecting(
      to: "127.0.0.1", port: UInt16(port), within: Self.patience)
  }

  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try wait(for: .writable)
      do {
        rest = rest.dropFirst(try socket.send(Array(rest)))
      } catch {
        guard error.isPassing else { throw Gone() }
      }
    }
  }

  package func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      try wait(for: .readable)
      do {
        let more = try socket.read(atMost: count - bytes.count)
        if more.isEmpty { throw Gone() }
        bytes += more
      } catch let error as SystemError {
        guard error.isPassing else { throw Gone() }
      }
    }
    return bytes
  }

  private func wait(for interest: Interest) throws {
    var waiter = PollWaiter()
    guard waiter.wait(for: socket.number, interest, until: .now + Self.patience) else {
      throw Gone()
    }
  }

  package func frame() throws -> RawFrame {
    let head = try read(7)
    let payload = try read(
      Int(head[3]) << 24 | Int(head[4]) << 16 | Int(head[5]) << 8 | Int(head[6]))
    _ = try read(1)
    let isMethod = head[0] == 1 && payload.count >= 4
    return RawFrame(
      channel: UInt16(head[1]) << 8 | UInt16(head[2]),
      method: isMethod
        ? (Int(payload[0]) << 8 | Int(payload[1])) * 1000 + (Int(payload[2]) << 8 | Int(payload[3]))
        : 0)
  }

  /// Reads on until a method comes.
  package func expect(_ method: Int) throws {
    while try frame().method != method {}
  }

  /// Waits, reading nothing, until the peer has closed; half a minute at most, since word of that
  /// does not get past what was not read.
  package func waitForEnd() {
    let closed = Interest(rawValue: 0x2000)  // POLLRDHUP
    var waiter = PollWaiter()
    _ = waiter.wait(for: socket.number, closed, until: .now + .seconds(30))
  }
}
