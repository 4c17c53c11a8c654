internal import CRabbitMQ
internal import Glibc

extension Handle {
  static func attachSecureSocket(
    to state: OpaquePointer, _ endpoint: Endpoint, _ limit: Duration
  ) throws(AMQPError) {
    guard let socket = unsafe amqp_ssl_socket_new(state) else { throw .library("no TLS") }
    try unsafe prepare(socket, for: endpoint)
    var verdict: Int32 = 0
    let status = unsafe withUnsafeMutablePointer(to: &verdict) { verdict -> Int32 in
      guard unsafe crabbitmq_tls_verify(socket, endpoint.host, verdict) == 1 else {
        return AMQP_STATUS_NO_MEMORY.rawValue
      }
      defer { unsafe crabbitmq_tls_verified(socket) }
      var limit = timeval(limit)
      return unsafe amqp_socket_open_noblock(socket, endpoint.host, Int32(endpoint.port), &limit)
    }
    try check(status, verdict, endpoint)
  }

  /// Sets the certificates that are trusted, and the one that is shown to the broker.
  private static func prepare(
    _ socket: OpaquePointer, for endpoint: Endpoint
  ) throws(AMQPError) {
    // The handshake itself looks at the name, and other than the library at addresses too.
    unsafe amqp_ssl_socket_set_verify_hostname(socket, 0)
    if let file = endpoint.authorityFile {
      guard unsafe amqp_ssl_socket_set_cacert(socket, file) == 0 else {
        throw .tls(host: endpoint.host, reason: "cacertfile can't be read as certificates")
      }
    } else {
      guard unsafe crabbitmq_tls_trust_system(socket) == 1 else {
        throw .tls(host: endpoint.host, reason: "the system's certificates can't be read")
      }
    }
    if let certificate = endpoint.certificateFile, let key = endpoint.keyFile {
      guard unsafe amqp_ssl_socket_set_key(socket, certificate, key) == 0 else {
        throw .tls(host: endpoint.host, reason: "certfile and keyfile can't be read as a pair")
      }
    }
  }

  private static func check(
    _ status: Int32, _ verdict: Int32, _ endpoint: Endpoint
  ) throws(AMQPError) {
    switch amqp_status_enum(rawValue: status) {
    case AMQP_STATUS_OK:
      return
    case AMQP_STATUS_HOSTNAME_RESOLUTION_FAILED:
      throw .unresolvable(host: endpoint.host)
    case AMQP_STATUS_SOCKET_ERROR:
      throw unsafe errno == ECONNREFUSED
        ? .connectionRefused(host: endpoint.host, port: endpoint.port)
        : .unreachable(
          host: endpoint.host, port: endpoint.port, reason: String(cString: strerror(errno)))
    case AMQP_STATUS_TIMEOUT:
      throw .timeout(.connect)
    default:
      throw .tls(host: endpoint.host, reason: reason(verdict))
    }
  }

  /// Returns OpenSSL's word for why a certificate was refused, else for why the handshake broke.
  private static func reason(_ verdict: Int32) -> String {
    if verdict != 0 { return unsafe String(cString: X509_verify_cert_error_string(Int(verdict))) }
    let words = unsafe ERR_reason_error_string(ERR_peek_last_error())
    return unsafe words.map { unsafe String(cString: $0) } ?? "the handshake broke off"
  }
}
