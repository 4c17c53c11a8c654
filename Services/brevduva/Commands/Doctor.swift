import ArgumentParser
import Formats

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

  func answer(in context: CommandContext) throws(Failure) -> DoctorReport {
    var runner = DoctorRunner(environment: context.servers.environment)
    return DoctorReport(checks: runner.checks())
  }
}

/// All that `doctor` has looked at, in the order of looking.
struct DoctorReport: CommandOutput {
  let checks: [Check]

  var failure: Failure? {
    let faults = checks.compactMap(\.fault)
    guard !faults.isEmpty else { return nil }
    let sentence =
      faults.count == 1
      ? "One check shows a fault; its cure stands below it."
      : "\(faults.count) checks show a fault; the cure stands below each."
    if faults.contains(.environment) { return .usage(sentence) }
    return faults.contains(.unreachable) ? .unreachable(sentence) : .refused(sentence)
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("checks", each: checks) { json, check in
        json.object {
          $0.member("name", check.name)
          $0.member("state", check.word)
          $0.member("found", check.found)
          $0.member("cure", orNull: check.cure)
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let width = checks.reduce(0) { max($0, $1.name.visible.cellWidth) }
    return checks.flatMap { check in
      let name = check.name.visible
      let space = String(repeating: " ", count: width - name.cellWidth)
      let state = check.word.styled(check.style, in: style)
      let gap = String(repeating: " ", count: 9 - check.word.count)
      let line = "\(state)\(gap)\(name)\(space)  \(check.found.visible)"
      guard let cure = check.cure else { return [line] }
      return [line, "         → ".styled(.faint, in: style) + cure.visible]
    }
  }
}

extension Check {
  fileprivate var fault: Fault? {
    if case .fault(let fault) = state { fault } else { nil }
  }

  fileprivate var word: String {
    switch state {
    case .ok: "ok"
    case .warning: "warning"
    case .fault: "fault"
    }
  }

  fileprivate var style: TextStyle {
    switch state {
    case .ok: .good
    case .warning: .warning
    case .fault: .bad
    }
  }
}
