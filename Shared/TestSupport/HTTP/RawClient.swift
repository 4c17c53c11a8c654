package import POSIX
import Threading

/// Client of plain sockets, that can also do what a well-behaved one would not.
package struct RawClient: ~Copyable {
  /// Answer of a server that closes the connection after it.
  package struct Answer: Equatable {
    /// Its status code.
    package let status: Int
    /// The status line and the header fields.
    package let head: String
    /// Text after the empty line.
    package let body: String
  }

  /// Time for which the other side is waited for, each time.
  private let patience: Duration
  private let socket: Descriptor

  /// Connects to a port of 127.0.0.1.
  package init(port: UInt16, patience: Duration = .seconds(60)) throws(HostError) {
    self.patience = patience
    socket = try Descriptor.connecting(to: "127.0.0.1", port: port, within: patience)
  }

  private borrowing func wait(for interest: Interest) -> Bool {
    var waiter = PollWaiter()
    return waiter.wait(for: socket.number, interest, until: .now + patience)
  }

  /// Sends a text; `false` if the peer has gone.
  @discardableResult
  package borrowing func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard wait(for: .writable), let count = try? socket.send(Array(rest)) else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads all that comes until the peer closes.
  ///
  /// - Returns: `nil` if it does not close in time, or breaks the connection.
  package borrowing func receive() -> String? {
    var all: [UInt8] = []
    while wait(for: .readable) {
      guard let more = try? socket.read(atMost: 4096) else { return nil }
      if more.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += more
    }
    return nil
  }

  /// Sends a text and reads the answer to the end.
  ///
  /// - Returns: `nil` if what came, if anything, is no answer of HTTP.
  package static func exchange(
    _ text: String, port: UInt16, patience: Duration = .seconds(60)
  ) throws(HostError) -> Answer? {
    let client = try RawClient(port: port, patience: patience)
    client.send(text)
    return client.receive().flatMap(answer)
  }

  /// Reads an answer of HTTP; `nil` if it is none.
  package static func answer(_ text: String) -> Answer? {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let head = String(text[..<end.lowerBound])
    let words = head.split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
    return Answer(status: status, head: head, body: String(text[end.upperBound...]))
  }
}
