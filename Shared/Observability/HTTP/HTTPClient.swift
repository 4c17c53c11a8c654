package import POSIX
package import Settings
import Threading

/// Client of HTTP for one question, over a connection of its own, without TLS.
package struct HTTPClient: Sendable {
  /// Answer of a server.
  package struct Answer: Sendable {
    /// The status, 200 for a good one.
    package let status: Int
    /// What follows the header.
    package let body: [UInt8]
  }

  private let address: SocketAddress
  private let patience: Duration
  private let limit: Int

  /// Aims at a server.
  ///
  /// - Parameters:
  ///   - address: where it listens.
  ///   - patience: the longest time for connecting, and for the answer.
  ///   - limit: the most octets of an answer; what follows is left out.
  package init(to address: SocketAddress, patience: Duration, limit: Int) {
    self.address = address
    self.patience = patience
    self.limit = limit
  }

  /// Gets what stands at a path, which is written as it goes over the wire; fields without line breaks.
  ///
  /// - Throws: ``POSIX/HostError/timedOut`` for an answer that is none as well.
  package func get(_ path: String, fields: [String] = []) throws(HostError) -> Answer {
    let answer = try exchange(path, fields)
    let header = Array("\r\n\r\n".utf8)
    guard answer.starts(with: Array("HTTP/1.".utf8)), let end = answer.firstRange(of: header),
      let status = Int(String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self))
    else { throw .timedOut }
    return Answer(status: status, body: Array(answer[end.upperBound...]))
  }

  private func exchange(_ path: String, _ fields: [String]) throws(HostError) -> [UInt8] {
    let socket = try Descriptor.connecting(
      to: address.host, port: address.port, within: patience)
    // Of 1.0, so that the answer ends with the connection and comes in one piece.
    let lines = ["GET \(path) HTTP/1.0", "Host: \(address)"] + fields + ["", ""]
    do throws(SystemError) {
      // A new socket has room for so little.
      _ = try socket.send(Array(lines.joined(separator: "\r\n").utf8))
      return try answer(over: socket)
    } catch {
      throw .refused(error)
    }
  }

  /// Reads until the server closes, or the time is over.
  private func answer(over socket: Descriptor) throws(SystemError) -> [UInt8] {
    let deadline = ContinuousClock.now + patience
    var waiter = PollWaiter()
    var answer: [UInt8] = []
    while answer.count < limit, waiter.wait(for: socket.number, .readable, until: deadline) {
      do throws(SystemError) {
        let more = try socket.read(atMost: 1 << 16)
        guard !more.isEmpty else { break }
        answer += more
      } catch {
        guard error.isPassing else { throw error }
      }
    }
    return answer
  }
}
