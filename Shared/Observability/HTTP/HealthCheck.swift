import POSIX
package import Settings
import Threading

/// Asks the worker that listens at an address whether it is ready: the health check of a container in
/// which there is no other program.
package struct HealthCheck: Sendable {
  private let address: SocketAddress
  private let patience: Duration

  /// Aims at the listener of a worker; connecting and the answer may take so long each.
  package init(of address: SocketAddress, patience: Duration = .seconds(5)) {
    self.address = address
    self.patience = patience
  }

  /// Result of asking.
  package struct Finding: Hashable, Sendable {
    /// `true` if the worker says that it is ready.
    package let isReady: Bool
    /// Words of the worker, or the reason why it said nothing; ends with a line break.
    package let text: String
  }

  /// Asks once.
  package func run() -> Finding {
    do throws(HostError) {
      let answer = String(decoding: try exchange(), as: UTF8.self)
      guard let body = answer.firstRange(of: "\r\n\r\n") else { throw .timedOut }
      return Finding(
        isReady: answer.hasPrefix("HTTP/1.1 200 "), text: String(answer[body.upperBound...]))
    } catch {
      return Finding(isReady: false, text: "No worker answers at \(address): \(error).\n")
    }
  }

  private func exchange() throws(HostError) -> [UInt8] {
    let socket = try Descriptor.connecting(
      to: address.host, port: address.port, within: patience)
    do throws(SystemError) {
      let request = "GET /health/ready HTTP/1.1\r\nHost: \(address)\r\n\r\n"
      // A new socket has room for so little.
      _ = try socket.send(Array(request.utf8))
      return try answer(over: socket)
    } catch {
      throw .refused(error)
    }
  }

  /// Reads until the worker closes, or the time is over.
  private func answer(over socket: Descriptor) throws(SystemError) -> [UInt8] {
    let deadline = ContinuousClock.now + patience
    var waiter = PollWaiter()
    var answer: [UInt8] = []
    while answer.count < 1 << 16, waiter.wait(for: socket.number, .readable, until: deadline) {
      do throws(SystemError) {
        let more = try socket.read(atMost: 4096)
        guard !more.isEmpty else { break }
        answer += more
      } catch {
        guard error.isPassing else { throw error }
      }
    }
    return answer
  }
}
