internal import Glibc
internal import Threading

extension Descriptor {
  /// Connects to the first address of a host that answers, each within the limit.
  ///
  /// - Returns: a socket that does not block.
  public static func connecting(
    to host: String, port: UInt16, within limit: Duration
  ) throws(HostError) -> Descriptor {
    try unsafe firstSocket(of: host, port: port, flags: 0) { socket, address throws(HostError) in
      if unsafe connect(socket.number, address.ai_addr, address.ai_addrlen) == 0 { return }
      guard errno == EINPROGRESS else { throw .refused(.last) }
      var waiter = PollWaiter()
      guard waiter.wait(for: socket.number, .writable, until: .now + limit) else {
        throw .timedOut
      }
      let failure = socket.failure
      guard failure == 0 else { throw .refused(SystemError(number: failure)) }
    }
  }

  /// Result of a connect under way: 0, or the number of what went wrong.
  private var failure: Int32 {
    var failure: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let answer = unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &failure, &size)
    return answer == 0 ? failure : errno
  }

  /// Tries the addresses of a host in turn, in the system's order, until one can be used.
  ///
  /// The list of addresses is freed when the last was tried; a use keeps nothing of its address.
  ///
  /// - Parameters:
  ///   - host: a name or an address.
  ///   - port: a port of it.
  ///   - flags: for the look-up; `AI_PASSIVE` to listen.
  ///   - use: what is done with a socket, which does not block, and the address that it is for.
  /// - Returns: the first socket that could be used.
  /// - Throws: why the look-up or the last use failed.
  static func firstSocket(
    of host: String, port: UInt16, flags: Int32,
    _ use: (Descriptor, addrinfo) throws(HostError) -> Void
  ) throws(HostError) -> Descriptor {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = flags | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let answer = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard answer == 0 else { throw unsafe .unknown(String(cString: gai_strerror(answer))) }
    defer { unsafe freeaddrinfo(list) }
    var last = HostError.unknown("no address")
    var next = unsafe list
    while let address = unsafe next?.pointee {
      do throws(HostError) {
        let socket = try unsafe socket(for: address)
        try unsafe use(socket, address)
        return socket
      } catch {
        last = error
      }
      unsafe next = address.ai_next
    }
    throw last
  }

  private static func socket(for address: addrinfo) throws(HostError) -> Descriptor {
    do throws(SystemError) {
      let socket = try unsafe Descriptor(
        owning: Glibc.socket(address.ai_family, address.ai_socktype, address.ai_protocol))
      socket.unblock()
      return socket
    } catch {
      throw .refused(error)
    }
  }
}
