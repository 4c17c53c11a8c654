import Contract
import Foundation
import Store
import TestSupport
import Testing
import WorkerDefinitions

/// The users of a testbed and their rights, as `brevduva grants` prints them.
extension Testbed {
  /// The names of the roles.
  var roles: GrantScript { template.roles }

  /// The name of a worker's role.
  func role(of kind: WorkerKind) -> String { roles.name(of: kind.role) }

  /// The database, for one of its users.
  func database(as user: String) -> String { template.url(databaseURL, as: user) }

  /// The broker, for one of its users, named without the prefix.
  func broker(as user: String) -> String {
    ServerURL.replacing(user: "\(name)-\(user)", password: password, in: amqpURL)
  }

  /// Gives the roles their rights anew.
  func grantInDatabase() throws {
    let script = try brevduva("grants", "database", "--prefix", template.owner).output
    _ = try Self.sql(script, at: databaseURL)
  }

  /// Gives the broker's users their rights; if asked, makes them, with a password.
  func grantAtBroker(withUsers: Bool = false) throws {
    for part in [withUsers ? ["--new-users"] : [], ["--permissions"]] {
      let ran = try brevduva(["grants", "broker", "--prefix", name, "--vhost", name] + part, [:])
      let definitions = ran.output.replacing(
        #""password_hash":"""#, with: #""password":"\#(password)""#)
      try manage("POST", "definitions", definitions)
    }
  }

  /// Takes the rights on an exchange from a user, or all but those on some routing keys.
  func setRights(of user: String, on exchange: String, keys: String) throws {
    try manage(
      "PUT", "topic-permissions/\(name)/\(name)-\(user)",
      #"{"exchange":"\#(exchange)","write":"\#(keys)","read":"^$"}"#)
  }
}
