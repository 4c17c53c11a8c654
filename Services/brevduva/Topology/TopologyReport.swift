import Formats
import Messaging

/// Exchanges and queues as they stand at the broker: the answer of `topology check` and `declare`.
struct TopologyReport: CommandOutput {
  let findings: [TopologyFinding]
  let declared: Bool

  var failure: Failure? {
    let wrong = findings.filter(\.isWrong)
    guard let first = wrong.first else { return nil }
    let more = wrong.count == 1 ? " is" : " and \(wrong.count - 1) more are"
    return .refused("\(first.title)\(more) not as the workers need it. \(cure)")
  }

  /// Cure of the worst of it.
  private var cure: String {
    if findings.contains(where: { $0.mismatch != nil }) {
      return
        "A queue or exchange cannot be changed: stop the workers, let it run empty, delete it, "
        + "then run brevduva topology declare."
    }
    return findings.contains { $0.state == .missing }
      ? "Run brevduva topology declare."
      : "Give the user of AMQP_URL the rights to configure, write and read brevduva's names."
  }

  func write(to json: inout JSONWriter) {
    json.array(findings) { json, finding in
      json.object {
        $0.member("kind", finding.part.kind)
        $0.member("name", finding.part.name)
        $0.member("state", finding.state.word)
        $0.member("argument", orNull: finding.mismatch?.argument)
        $0.member("wanted", orNull: finding.mismatch?.wanted)
        $0.member("found", orNull: finding.mismatch?.found)
        $0.member("detail", orNull: finding.refusal)
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["kind", "name", "state", "detail"])
    for finding in findings where finding.state != .bound {
      table.add([
        Table.Cell(finding.part.kind, .faint), Table.Cell(finding.part.name),
        Table.Cell(finding.state.word, finding.state.style),
        Table.Cell(finding.mismatch?.sentence ?? finding.refusal),
      ])
    }
    let end =
      declared
      ? "\(findings.count { $0.state == .bound }) bindings stand."
      : "AMQP does not tell bindings; topology declare makes them."
    return table.lines(in: style) + [end.styled(.faint, in: style)]
  }

  var hints: [String] {
    declared && failure == nil
      ? ["The workers can start now; brevduva topology check looks again."] : []
  }
}
