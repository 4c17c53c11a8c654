public import Formats

/// Rights of users at the broker, as definitions that RabbitMQ imports.
///
/// They can be imported again: what a user may do is replaced. They come in two parts, for a file is not
/// imported whole or not at all, and a user who may write to an exchange and has no rights on its routing
/// keys may use any: the permissions are imported when all that narrows them stands.
public struct BrokerDefinitions: Sendable {
  /// A part, in the order in which they are imported.
  public enum Part: Hashable, Sendable {
    /// The rights on routing keys, and the exchanges that these need; if asked, the users, without
    /// passwords and without permissions. Who is there loses the password.
    case routingKeys(makesUsers: Bool)
    /// The permissions on exchanges and queues.
    case permissions
  }

  private let users: [BrokerUser]
  private let prefix: String
  private let vhost: String
  private let part: Part

  /// Gathers users.
  ///
  /// - Parameters:
  ///   - users: whose rights these are.
  ///   - prefix: what their names begin with, such as `brevduva` for `brevduva-operator`.
  ///   - vhost: the virtual host in which the rights hold.
  ///   - part: which of their rights are written.
  public init(_ users: [BrokerUser], prefix: String, vhost: String, part: Part) {
    self.users = users
    self.prefix = prefix
    self.vhost = vhost
    self.part = part
  }

  /// Writes them as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      switch part {
      case .routingKeys(let makesUsers):
        if makesUsers {
          json.member("users", each: users) { json, user in json.object { write(user, to: &$0) } }
        }
        json.member("exchanges", each: Exchange.allCases) { json, exchange in
          json.object { write(exchange, to: &$0) }
        }
        let topics = users.flatMap { user in user.topics.map { (user: user, topic: $0) } }
        json.member("topic_permissions", each: topics) { json, right in
          json.object { write(right.topic, of: right.user, to: &$0) }
        }
      case .permissions:
        json.member("permissions", each: users) { json, user in
          json.object { writePermissions(of: user, to: &$0) }
        }
      }
    }
  }

  private func name(of user: BrokerUser) -> String { "\(prefix)-\(user.name)" }

  /// Writes a user with an empty hash, which is that of no password.
  private func write(_ user: BrokerUser, to json: inout JSONWriter) {
    json.member("name", name(of: user))
    json.member("password_hash", "")
    json.member("hashing_algorithm", "rabbit_password_hashing_sha256")
    json.member("tags", "")
  }

  /// Writes an exchange as ``Topology`` has it: RabbitMQ 4.3.2 and newer refuse rights on the keys of one
  /// that is not there.
  private func write(_ exchange: Exchange, to json: inout JSONWriter) {
    json.member("name", exchange.rawValue)
    json.member("vhost", vhost)
    json.member("type", exchange.kind)
    json.member("durable", true)
    json.member("auto_delete", false)
    json.member("internal", false)
    json.key("arguments")
    json.object { _ in }
  }

  private func writePermissions(of user: BrokerUser, to json: inout JSONWriter) {
    json.member("user", name(of: user))
    json.member("vhost", vhost)
    json.member("configure", BrokerUser.pattern(user.configure))
    json.member("write", BrokerUser.pattern(user.write))
    json.member("read", BrokerUser.pattern(user.read))
  }

  private func write(
    _ topic: BrokerUser.Topic, of user: BrokerUser, to json: inout JSONWriter
  ) {
    json.member("user", name(of: user))
    json.member("vhost", vhost)
    json.member("exchange", topic.exchange.rawValue)
    json.member("write", BrokerUser.pattern(topic.write))
    json.member("read", BrokerUser.pattern(topic.read))
  }
}
