import ArgumentParser
import Contract
import Formats
import WorkerDefinitions

/// `grants broker`: RabbitMQ definitions that give each user its permissions.
struct GrantsBroker: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "broker",
    abstract: "Print RabbitMQ definitions with the permissions of each worker and publisher.",
    discussion: """
      Import them where the users and the virtual host are:

        brevduva grants broker --vhost brevduva > rights.json
        rabbitmqctl import_definitions rights.json

      They can be imported again at any time; permissions there are replaced. With --new-users the \
      users come along, without a password, so that nobody can log in with them until \
      rabbitmqctl change_password gives one. Import that once: it takes the password of a user that is \
      there. A user who comes later is made with rabbitmqctl add_user.

      Example: brevduva grants broker --vhost brevduva --new-users > rights.json
      """)

  @Option(help: "The virtual host.")
  var vhost = "/"

  @Flag(help: "With the users themselves, for the first time.")
  var newUsers = false

  @OptionGroup var names: GrantOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> GrantsBrokerReport {
    GrantsBrokerReport(
      definitions: BrokerDefinitions(
        BrokerUser.all, prefix: names.prefix, vhost: vhost, makesUsers: newUsers))
  }
}

/// The permissions of the users, as definitions that RabbitMQ imports: JSON in any case.
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
