internal import CRabbitMQ
internal import Glibc
internal import Threading

extension Handle {
  /// Gives a new connection its socket, connected.
  ///
  /// The addresses of a plain one are tried one after the other, each with its own limit in time;
  /// with TLS the library does that itself, all within one limit.
  static func attachSocket(
    to state: OpaquePointer, _ endpoint: Endpoint, _ limit: Duration
  ) throws(AMQPError) {
    if endpoint.isSecure {
      try attachSecureSocket(to: state, endpoint, limit)
    } else {
      let descriptor = try dial(endpoint.host, endpoint.port, limit)
      guard let socket = amqp_tcp_socket_new(state) else {
        close(descriptor)
        throw .library("no memory")
      }
      amqp_tcp_socket_set_sockfd(socket, descriptor)
    }
  }

  private static func dial(
    _ host: String, _ port: Int, _ limit: Duration
  ) throws(AMQPError) -> Int32 {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_protocol = Int32(IPPROTO_TCP)
    var addresses: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &addresses) == 0 else {
      throw .unresolvable(host: host)
    }
    defer { freeaddrinfo(addresses) }
    var failure = ECONNREFUSED
    var next = addresses
    while let address = next?.pointee {
      switch dial(address, limit) {
      case .success(let descriptor): return descriptor
      case .failure(let reason): failure = reason.number
      }
      next = address.ai_next
    }
    switch failure {
    case ECONNREFUSED: throw .connectionRefused(host: host, port: port)
    case ETIMEDOUT: throw .timeout(.connect)
    default:
      throw .unreachable(host: host, port: port, reason: String(cString: strerror(failure)))
    }
  }

  private struct Failure: Error {
    var number: Int32
  }

  private static func dial(_ address: addrinfo, _ limit: Duration) -> Result<Int32, Failure> {
    let kind = address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.ai_family, kind, address.ai_protocol)
    guard descriptor >= 0 else { return .failure(Failure(number: errno)) }
    var failure: Int32 = 0
    if connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 {
      failure = errno == EINPROGRESS ? outcome(of: descriptor, limit) : errno
    }
    guard failure == 0 else {
      close(descriptor)
      return .failure(Failure(number: failure))
    }
    return .success(descriptor)
  }

  /// What became of a connect under way: 0, or the number of what went wrong.
  private static func outcome(of descriptor: Int32, _ limit: Duration) -> Int32 {
    var waiter = PollWaiter()
    guard waiter.wait(for: descriptor, .writable, until: .now + limit) else { return ETIMEDOUT }
    var failure: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 else { return errno }
    return failure
  }
}
