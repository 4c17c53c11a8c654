/// Failure of something with the broker.
public enum AMQPError: Error, Sendable, Hashable {
  /// Step at which time ran out.
  public enum Step: String, Sendable {
    /// Waiting for the socket to connect.
    case connect = "the connection to open"
    /// Waiting for the broker's answers at login.
    case login = "the login"
    /// Waiting for the answer to a question.
    case answer = "the broker's answer"
    /// Waiting for room in the socket.
    case send = "room to send"
  }

  /// The address of the broker can't be read, for this reason.
  case invalidEndpoint(String)
  /// The host has no address.
  case unresolvable(host: String)
  /// Nothing listens there.
  case connectionRefused(host: String, port: Int)
  /// No way leads there, for this reason.
  case unreachable(host: String, port: Int, reason: String)
  /// TLS did not come about, for this reason.
  case tls(host: String, reason: String)
  /// The user does not exist or the password is wrong.
  case accessRefused(user: String)
  /// The virtual host does not exist.
  case noVhost(String)
  /// The user may not enter the virtual host.
  case vhostForbidden(String, user: String)
  /// The broker closed the channel or the connection, which must be made anew.
  case closed(code: Int, text: String)
  /// The connection broke, or was closed before.
  case connectionLost
  /// Nothing was heard for two heartbeats.
  case heartbeatLost
  /// Time ran out.
  case timeout(Step)
  /// Something, named here, does not fit in what AMQP or the connection has for it.
  case tooLarge(String)
  /// The peer does not speak the protocol as it should.
  case protocolViolation(String)
  /// The library has failed, with these words.
  case library(String)
}

extension AMQPError: CustomStringConvertible {
  /// One sentence that names the cure; never a password.
  public var description: String {
    switch self {
    case .invalidEndpoint(let reason):
      "The broker's address can't be used: \(reason)"
    case .unresolvable(let host):
      "The broker's host \(host) has no address: check its name and the resolver."
    case .connectionRefused(let host, let port):
      "Nothing listens on \(host):\(port): start the broker or correct the address."
    case .unreachable(let host, let port, let reason):
      "The broker on \(host):\(port) can't be reached (\(reason)): check the network and firewalls."
    case .tls(let host, let reason):
      "TLS with \(host) did not come about (\(reason)): check its certificate and cacertfile."
    case .accessRefused(let user):
      "The broker refuses user \(user): create the user or correct the password."
    case .noVhost(let vhost):
      "The virtual host \(vhost) does not exist: create it or correct the address."
    case .vhostForbidden(let vhost, let user):
      "User \(user) may not enter the virtual host \(vhost): grant the permissions."
    case .closed(let code, let text):
      "The broker closed the connection: \(code) \(text)."
    case .connectionLost:
      "The connection to the broker is lost: connect again."
    case .heartbeatLost:
      "The broker was silent for two heartbeats: connect again."
    case .timeout(let step):
      "Time ran out while waiting for \(step.rawValue): connect again."
    case .tooLarge(let what):
      "Too large to be sent: \(what)."
    case .protocolViolation(let what):
      "The peer does not speak AMQP 0-9-1 as it should: \(what)."
    case .library(let words):
      "rabbitmq-c failed: \(words)."
    }
  }
}
