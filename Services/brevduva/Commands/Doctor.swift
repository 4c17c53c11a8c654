import ArgumentParser

/// `doctor`: looks at everything that a worker needs, and says how to mend it.
struct Doctor: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check everything that the workers need, and say how to mend it.",
    discussion: """
      Looks at the environment, the files of secrets, the libraries, PostgreSQL (version, TLS, \
      settings that lose data, rights, schema), RabbitMQ (version, TLS, topology, queues that nobody \
      works on, alarms), and what waits for somebody. Run it with the environment of a worker. It \
      changes nothing, and looks on when one of the servers cannot be reached.

      Exit codes: 0 all is well, warnings included; 1 a fault; 2 a wrong setting; 3 a server cannot \
      be reached.

      Example: brevduva doctor --json
      """)

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> Diagnosis {
    var examination = Examination(of: servers.environment)
    return Diagnosis(examination.checks())
  }
}
