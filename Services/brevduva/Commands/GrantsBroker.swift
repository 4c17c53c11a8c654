import ArgumentParser
import Contract
import Formats
import WorkerDefinitions

/// `grants broker`: RabbitMQ definitions that give each user its permissions.
struct GrantsBroker: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "broker",
    abstract: "Print RabbitMQ definitions with the rights of each worker and publisher.",
    discussion: """
      They come in two parts: the rights on routing keys, and the permissions. Import them where the \
      virtual host is, in this order, the second only if the first went through; a user with \
      permissions alone may use any routing key:

        brevduva grants broker --vhost brevduva > keys.json
        brevduva grants broker --vhost brevduva --permissions > permissions.json
        rabbitmqctl import_definitions keys.json && rabbitmqctl import_definitions permissions.json

      They can be imported again at any time; rights there are replaced. With --new-users the users come \
      along in the first part, without a password, so that nobody can log in with them until \
      rabbitmqctl change_password gives one. Import that once: it takes the password of a user that is \
      there. A user who comes later is made with rabbitmqctl add_user.

      Example: brevduva grants broker --vhost brevduva --new-users > keys.json
      """)

  @Option(help: "The virtual host.")
  var vhost = "/"

  @Flag(help: "With the users themselves, for the first time.")
  var newUsers = false

  @Flag(help: "The second part: the permissions on exchanges and queues.")
  var permissions = false

  @OptionGroup var names: GrantOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if newUsers, permissions {
      throw ValidationError("--new-users belongs to the first part, without --permissions.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> GrantsBrokerReport {
    GrantsBrokerReport(
      definitions: BrokerDefinitions(
        BrokerUser.all, prefix: names.prefix, vhost: vhost,
        part: permissions ? .permissions : .routingKeys(makesUsers: newUsers)))
  }
}

/// A part of the users' rights, as definitions that RabbitMQ imports: JSON in any case.
struct GrantsBrokerReport: CommandOutput {
  let definitions: BrokerDefinitions

  func write(to json: inout JSONWriter) {
    definitions.write(to: &json)
  }

  func lines(in style: OutputStyle) -> [String] {
    var json = JSONWriter()
    write(to: &json)
    return [String(decoding: json.bytes, as: UTF8.self)]
  }
}
