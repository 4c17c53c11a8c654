internal import CRabbitMQ
internal import Glibc

extension Handle {
  func logIn(to endpoint: Endpoint, name: String, _ limits: Limits) throws(AMQPError) {
    var limit = timeval(limits.rpcTimeout)
    unsafe amqp_set_handshake_timeout(state, &limit)
    unsafe amqp_set_rpc_timeout(state, &limit)
    var encoder = encoder()
    var properties = try unsafe encoder.table(Handle.clientProperties(name: name))
    let frameMax = Int32(limits.frameMax)
    let heartbeat = Int32(endpoint.heartbeat ?? limits.heartbeat)
    let reply =
      unsafe endpoint.isExternal
      ? crabbitmq_login_external(
        state, endpoint.vhost, frameMax, heartbeat, &properties, endpoint.user)
      : crabbitmq_login_plain(
        state, endpoint.vhost, frameMax, heartbeat, &properties, endpoint.user, endpoint.password)
    do {
      try unsafe check(reply, during: .login)
    } catch {
      throw error.atLogin(to: endpoint)
    }
    unsafe amqp_channel_open(state, Handle.channel)
    try checkAnswer()
  }

  /// Properties without which the broker keeps to itself that a queue is gone or that it takes no
  /// publishes.
  private static func clientProperties(name: String) -> [Header] {
    [
      Header("connection_name", .string(name)),
      Header(
        "capabilities",
        .table([
          Header("consumer_cancel_notify", true),
          Header("connection.blocked", true),
          Header("publisher_confirms", true),
          Header("basic.nack", true),
          Header("authentication_failure_close", true),
        ])),
    ]
  }
}

extension AMQPError {
  /// Returns the meaning of a refusal at login.
  fileprivate func atLogin(to endpoint: Endpoint) -> AMQPError {
    switch self {
    case .closed(code: 403, text: _):
      .accessRefused(user: endpoint.user)
    case .closed(code: 530, let text):
      text.contains("not found")
        ? .noVhost(endpoint.vhost) : .vhostForbidden(endpoint.vhost, user: endpoint.user)
    default:
      self
    }
  }
}
