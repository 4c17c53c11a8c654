import POSIX
import Threading

/// A client of plain sockets, that does what a well-behaved one would not.
struct RawClient: ~Copyable {
  struct Answer: Equatable {
    let status: Int
    let head: String
    let body: String
  }

  /// How long the other side is waited for, each time.
  private static let patience = Duration.seconds(60)

  private let socket: Descriptor

  /// Connects to a port of 127.0.0.1.
  init(port: UInt16) throws(HostError) {
    socket = try Descriptor.connecting(to: "127.0.0.1", port: port, within: Self.patience)
  }

  private borrowing func wait(for interest: Interest) -> Bool {
    var waiter = PollWaiter()
    return waiter.wait(for: socket.number, interest, until: .now + Self.patience)
  }

  /// Sends a text; `false` if the peer has gone.
  @discardableResult
  borrowing func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard wait(for: .writable), let count = try? socket.send(Array(rest)) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// All that comes until the peer closes.
  ///
  /// - Returns: `nil` if it does not close in time, or breaks the connection.
  borrowing func receive() -> String? {
    var all: [UInt8] = []
    while wait(for: .readable) {
      guard let more = try? socket.read(atMost: 4096) else { return nil }
      if more.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += more
    }
    return nil
  }

  /// Sends a text and reads the answer to the end.
  static func exchange(_ text: String, port: UInt16) throws(HostError) -> Answer? {
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
