internal import CRabbitMQ
internal import Glibc
internal import POSIX

extension Handle {
  /// Gives a new connection its socket, connected.
  ///
  /// The addresses of a plain one are tried one after the other, each with its own limit in time;
  /// with TLS the library does that itself, all within one limit.
  static func attachSocket(
    to state: OpaquePointer, _ endpoint: Endpoint, _ limit: Duration
  ) throws(AMQPError) {
    if endpoint.isSecure {
      try unsafe attachSecureSocket(to: state, endpoint, limit)
    } else {
      let descriptor = try dial(endpoint.host, endpoint.port, limit)
      guard let socket = unsafe amqp_tcp_socket_new(state) else {
        close(descriptor)
        throw .library("no memory")
      }
      unsafe amqp_tcp_socket_set_sockfd(socket, descriptor)
    }
  }

  /// Connects, and gives a number of the socket that the library may close.
  private static func dial(
    _ host: String, _ port: Int, _ limit: Duration
  ) throws(AMQPError) -> Int32 {
    do throws(HostError) {
      let socket = try Descriptor.connecting(to: host, port: UInt16(clamping: port), within: limit)
      return try duplicate(of: socket)
    } catch {
      throw AMQPError(error, host: host, port: port)
    }
  }

  private static func duplicate(of socket: Descriptor) throws(HostError) -> Int32 {
    do throws(SystemError) {
      return try socket.duplicate()
    } catch {
      throw .refused(error)
    }
  }
}

extension AMQPError {
  /// Says in our words why a host can't be reached.
  fileprivate init(_ error: HostError, host: String, port: Int) {
    switch error {
    case .unknown: self = .unresolvable(host: host)
    case .timedOut: self = .timeout(.connect)
    case .refused(let reason) where reason.number == ECONNREFUSED:
      self = .connectionRefused(host: host, port: port)
    case .refused(let reason) where reason.number == ETIMEDOUT: self = .timeout(.connect)
    case .refused(let reason):
      self = .unreachable(host: host, port: port, reason: reason.description)
    }
  }
}
