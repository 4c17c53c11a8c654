import Foundation
import Glibc

/// Bytes as AMQP writes them, for what our own side would never send.
package struct Wire {
  package var bytes: [UInt8] = []

  package init() {}

  package mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
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

  package let descriptor: Int32

  package init(owning descriptor: Int32) {
    self.descriptor = descriptor
  }

  package init(to port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = RawSocket.loopback(UInt16(port))
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0 {
      close(descriptor)
      throw Gone()
    }
  }

  deinit {
    close(descriptor)
  }

  /// A listening socket on a free port of the loopback address.
  package static func listening() throws -> (descriptor: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) | listen(listener, 8) | getsockname(listener, $0, &size)
      }
    }
    guard status == 0 else { throw Gone() }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    return address
  }

  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent <= 0 { throw Gone() }
      rest = rest.dropFirst(sent)
    }
  }

  package func read(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let got = bytes[have...].withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      if got <= 0 { throw Gone() }
      have += got
    }
    return bytes
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
    let closed = Int16(0x2000)  // POLLRDHUP
    var entry = pollfd(fd: descriptor, events: closed, revents: 0)
    poll(&entry, 1, 30_000)
  }
}
