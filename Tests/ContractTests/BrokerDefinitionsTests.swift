import Contract
import Formats
import Testing

@Suite("Rights at the broker, as definitions")
struct BrokerDefinitionsTests {
  private static let users =
    [
      BrokerUser.worker(on: .lifecycle, telling: ["profile.*"]), .commandLine,
    ] + BrokerUser.publishers

  private func json(makesUsers: Bool) throws -> JSONValue {
    let definitions = BrokerDefinitions(
      Self.users, prefix: "uni", vhost: "v", makesUsers: makesUsers)
    var writer = JSONWriter()
    definitions.write(to: &writer)
    return try JSONValue(writer.bytes)
  }

  @Test("Each user has its permissions in the virtual host, and one entry for each topic")
  func permissions() throws {
    let json = try json(makesUsers: false)
    let permissions = Array(try #require(json["permissions"]).elements)
    #expect(permissions.map { $0["user"]?.string } == Self.users.map { "uni-\($0.name)" })
    for (user, permission) in zip(Self.users, permissions) {
      #expect(permission["vhost"]?.string == "v")
      #expect(permission["configure"]?.string == BrokerUser.pattern(user.configure))
      #expect(permission["write"]?.string == BrokerUser.pattern(user.write))
      #expect(permission["read"]?.string == BrokerUser.pattern(user.read))
    }
    let topics = Array(try #require(json["topic_permissions"]).elements)
    let wanted = Self.users.flatMap { user in
      user.topics.map { ["uni-\(user.name)", $0.exchange.rawValue, BrokerUser.pattern($0.write)] }
    }
    #expect(
      topics.map { topic in
        (["user", "exchange", "write"] as [JSONKey]).compactMap { topic[$0]?.string }
      } == wanted)
  }

  @Test("Users are made only if that is asked for, and none has a password")
  func users() throws {
    #expect(try json(makesUsers: false)["users"] == nil)
    let users = Array(try #require(try json(makesUsers: true)["users"]).elements)
    #expect(users.map { $0["name"]?.string } == Self.users.map { "uni-\($0.name)" })
    #expect(users.allSatisfy { $0["password_hash"]?.string == "" && $0["password"] == nil })
  }
}
