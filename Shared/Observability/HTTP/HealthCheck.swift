import Glibc
import Platform
package import Settings

/// Asks the worker that listens at an address whether it is ready: the health check of a container in
/// which there is no other program.
package struct HealthCheck: Sendable {
  private let address: SocketAddress
  private let patience: Int

  /// Aims at the listener of a worker; each step may take `patience` seconds.
  package init(of address: SocketAddress, patience: Int = 5) {
    self.address = address
    self.patience = patience
  }

  /// What came of it.
  package struct Finding: Hashable, Sendable {
    /// Whether the worker says that it is ready.
    package let isReady: Bool
    /// What it said, or why it said nothing; ends with a line break.
    package let text: String
  }

  /// Asks once.
  package func run() -> Finding {
    do throws(Flaw) {
      let answer = try address.firstAddress(flags: 0, exchange)
      guard let body = answer.firstRange(of: "\r\n\r\n") else { throw Flaw("no answer") }
      return Finding(
        isReady: answer.hasPrefix("HTTP/1.1 200 "), text: String(answer[body.upperBound...]))
    } catch {
      return Finding(isReady: false, text: "No worker answers at \(address): \(error.what).\n")
    }
  }

  private func exchange(with peer: addrinfo) throws(Flaw) -> String {
    let number = socket(peer.ai_family, peer.ai_socktype, peer.ai_protocol)
    guard number >= 0 else { throw Flaw(systemReason(errno)) }
    let descriptor = Descriptor(number)
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard connect(descriptor.number, peer.ai_addr, peer.ai_addrlen) == 0 else {
      throw Flaw(systemReason(errno))
    }
    let request = Array("GET /health/ready HTTP/1.1\r\nHost: \(address)\r\n\r\n".utf8)
    guard send(descriptor.number, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { throw Flaw(systemReason(errno)) }
    return String(decoding: try receive(from: descriptor), as: UTF8.self)
  }

  private func receive(from descriptor: Descriptor) throws(Flaw) -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while all.count < 1 << 16 {
      let count = recv(descriptor.number, &buffer, buffer.count, 0)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Flaw(systemReason(errno)) }
      guard count > 0 else { break }
      all += buffer.prefix(count)
    }
    return all
  }
}
