package import Contract
package import Formats

/// The permissions of the users, as definitions that RabbitMQ imports: JSON in any case.
package struct BrokerGrants: Answer {
  private let users: [BrokerUser]
  private let prefix: String
  private let vhost: String
  private let withUsers: Bool

  /// Gathers users; with `withUsers` they are made as well, without passwords.
  package init(_ users: [BrokerUser], prefix: String, vhost: String, withUsers: Bool) {
    self.users = users
    self.prefix = prefix
    self.vhost = vhost
    self.withUsers = withUsers
  }

  package func write(to json: inout JSONWriter) {
    let topics = users.flatMap { user in user.topics.map { (user: user, topic: $0) } }
    json.object { json in
      if withUsers {
        json.member("users", each: users) { json, user in json.object { login(of: user, &$0) } }
      }
      json.member("permissions", each: users) { json, user in
        json.object { permission(of: user, &$0) }
      }
      json.member("topic_permissions", each: topics) { json, right in
        json.object { permission(of: right.user, on: right.topic, &$0) }
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var json = JSONWriter()
    write(to: &json)
    return [String(decoding: json.bytes, as: UTF8.self)]
  }

  private func name(of user: BrokerUser) -> String { "\(prefix)-\(user.name)" }

  /// An empty hash is that of no password.
  private func login(of user: BrokerUser, _ json: inout JSONWriter) {
    json.member("name", name(of: user))
    json.member("password_hash", "")
    json.member("hashing_algorithm", "rabbit_password_hashing_sha256")
    json.member("tags", "")
  }

  private func permission(of user: BrokerUser, _ json: inout JSONWriter) {
    json.member("user", name(of: user))
    json.member("vhost", vhost)
    json.member("configure", BrokerUser.pattern(user.configure))
    json.member("write", BrokerUser.pattern(user.write))
    json.member("read", BrokerUser.pattern(user.read))
  }

  private func permission(
    of user: BrokerUser, on topic: BrokerUser.Topic, _ json: inout JSONWriter
  ) {
    json.member("user", name(of: user))
    json.member("vhost", vhost)
    json.member("exchange", topic.exchange.rawValue)
    json.member("write", BrokerUser.pattern(topic.write))
    json.member("read", BrokerUser.pattern(topic.read))
  }
}
