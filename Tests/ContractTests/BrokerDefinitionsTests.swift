import Contract
import Formats
import Testing

@Suite("Rights at the broker, as definitions")
struct BrokerDefinitionsTests {
  private static let users =
    [
      BrokerUser.worker(on: .lifecycle, telling: ["profile.*"]), .commandLine,
    ] + BrokerUser.publishers

  private func json(_ part: BrokerDefinitions.Part) throws -> JSONValue {
    let definitions = BrokerDefinitions(Self.users, prefix: "uni", vhost: "v", part: part)
    var writer = JSONWriter()
    definitions.write(to: &writer)
    return try JSONValue(writer.bytes)
  }

  @Test("Each user has its permissions in the virtual host, in a part without anything else")
  func permissions() throws {
    let json = try json(.permissions)
    #expect(json["topic_permissions"] == nil && json["users"] == nil && json["exchanges"] == nil)
    let permissions = Array(try #require(json["permissions"]).elements)
    #expect(permissions.map { $0["user"]?.string } == Self.users.map { "uni-\($0.name)" })
    for (user, permission) in zip(Self.users, permissions) {
      #expect(permission["vhost"]?.string == "v")
      #expect(permission["configure"]?.string == BrokerUser.pattern(user.configure))
      #expect(permission["write"]?.string == BrokerUser.pattern(user.write))
      #expect(permission["read"]?.string == BrokerUser.pattern(user.read))
    }
  }

  @Test("The rights on routing keys come with the exchanges that they need, and with no permission")
  func routingKeys() throws {
    let json = try json(.routingKeys(makesUsers: true))
    #expect(json["permissions"] == nil)
    let topics = Array(try #require(json["topic_permissions"]).elements)
    let wanted = Self.users.flatMap { user in
      user.topics.map { ["uni-\(user.name)", $0.exchange.rawValue, BrokerUser.pattern($0.write)] }
    }
    #expect(
      topics.map { topic in
        (["user", "exchange", "write"] as [JSONKey]).compactMap { topic[$0]?.string }
      } == wanted)
    let exchanges = Array(try #require(json["exchanges"]).elements)
    #expect(exchanges.map { $0["name"]?.string } == Topology().exchanges.map(\.rawValue))
    #expect(exchanges.map { $0["type"]?.string } == Topology().exchanges.map(\.kind))
    #expect(exchanges.allSatisfy { $0["vhost"]?.string == "v" })
  }

  @Test("Users are made only if that is asked for, and none has a password")
  func users() throws {
    #expect(try json(.routingKeys(makesUsers: false))["users"] == nil)
    let json = try json(.routingKeys(makesUsers: true))
    let users = Array(try #require(json["users"]).elements)
    #expect(users.map { $0["name"]?.string } == Self.users.map { "uni-\($0.name)" })
    #expect(users.allSatisfy { $0["password_hash"]?.string == "" && $0["password"] == nil })
  }
}
