import Glibc

/// A client of plain sockets, that does what a well-behaved one would not.
struct RawClient: ~Copyable {
  struct Fault: Error {
    let call: String
    let number: Int32
  }

  struct Answer: Equatable {
    let status: Int
    let head: String
    let body: String
  }

  private let descriptor: Int32

  /// Connects to a port of 127.0.0.1; no read of it waits longer than ten seconds.
  init(port: UInt16) throws(Fault) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Fault(call: "socket", number: errno) }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let descriptor = descriptor
    let answer = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard answer == 0 else {
      let number = errno
      close(descriptor)
      throw Fault(call: "connect", number: number)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Sends a text; `false` if the peer has gone.
  @discardableResult
  borrowing func send(_ text: String) -> Bool {
    let octets = Array(text.utf8)
    var sent = 0
    while sent < octets.count {
      let count = octets[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// All that comes until the peer closes.
  ///
  /// - Returns: `nil` if it does not close in time, or breaks the connection.
  borrowing func receive() -> String? {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count >= 0 else { return nil }
      if count == 0 { return String(decoding: all, as: UTF8.self) }
      all += buffer.prefix(count)
    }
  }

  /// Sends a text and reads the answer to the end.
  static func exchange(_ text: String, port: UInt16) throws(Fault) -> Answer? {
    let client = try RawClient(port: port)
    client.send(text)
    return client.receive().flatMap(answer)
  }

  static func answer(_ text: String) -> Answer? {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let head = String(text[..<end.lowerBound])
    let words = head.split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
    return Answer(status: status, head: head, body: String(text[end.upperBound...]))
  }
}
