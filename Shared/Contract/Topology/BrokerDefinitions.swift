public import Formats

/// Rights of users at the broker, as definitions that RabbitMQ imports.
///
/// They can be imported again: what a user may do is replaced.
public struct BrokerDefinitions: Sendable {
  private let users: [BrokerUser]
  private let prefix: String
  private let vhost: String
  private let makesUsers: Bool

  /// Gathers users.
  ///
  /// - Parameters:
  ///   - users: whose rights these are.
  ///   - prefix: what their names begin with, such as `brevduva` for `brevduva-operator`.
  ///   - vhost: the virtual host in which the rights hold.
  ///   - makesUsers: whether the users are made as well, without passwords; who is there loses theirs.
  public init(_ users: [BrokerUser], prefix: String, vhost: String, makesUsers: Bool) {
    self.users = users
    self.prefix = prefix
    self.vhost = vhost
    self.makesUsers = makesUsers
  }

  /// Writes them as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      if makesUsers {
        json.member("users", each: users) { json, user in json.object { write(user, to: &$0) } }
      }
      json.member("permissions", each: users) { json, user in
        json.object { writePermissions(of: user, to: &$0) }
      }
      let topics = users.flatMap { user in user.topics.map { (user: user, topic: $0) } }
      json.member("topic_permissions", each: topics) { json, right in
        json.object { write(right.topic, of: right.user, to: &$0) }
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
