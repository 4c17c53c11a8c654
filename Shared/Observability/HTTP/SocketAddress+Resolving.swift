import Glibc
import Settings

extension SocketAddress {
  /// Tries the addresses of the host in turn, in the system's order.
  ///
  /// - Parameters:
  ///   - flags: for the look-up; `AI_PASSIVE` to listen.
  ///   - attempt: what is tried with each, until it succeeds.
  /// - Returns: what the first attempt gave that succeeded.
  /// - Throws: why the look-up or the last attempt failed.
  func firstAddress<Found>(
    flags: Int32, _ attempt: (addrinfo) throws(Flaw) -> Found
  ) throws(Flaw) -> Found {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let answer = getaddrinfo(host, String(port), &hints, &found)
    guard answer == 0 else { throw Flaw(String(cString: gai_strerror(answer))) }
    defer { freeaddrinfo(found) }

    var last = Flaw("no address")
    var candidate = found
    while let address = candidate?.pointee {
      do throws(Flaw) {
        return try attempt(address)
      } catch {
        last = error
        candidate = address.ai_next
      }
    }
    throw last
  }
}
