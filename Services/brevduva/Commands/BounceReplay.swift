import ArgumentParser
import Contract
import Domain
import Formats
import Store

/// `bounce replay`: judges the kept evidence again, after the table of verdicts has changed (B1–B3).
struct BounceReplay: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Judge the kept evidence of bounces again, and list what differs.",
    discussion: """
      After the table of verdicts has changed, an answer may mean something else than it did. What differs \
      is sent to bounce-handler as a bounce.event, which records it and marks what is dead. A mark that \
      would not be set now is only listed: to clear one is a steward's.

      With --dry-run nothing is sent. Profiles with protected identity are left out.

      Example: brevduva bounce replay --dry-run
      """)

  /// The most that is read at a time.
  private static let pageLimit = 1000

  @Flag(help: "Send nothing.")
  var dryRun = false

  @Option(help: "Who acts.", transform: ArgumentParsing.text)
  var actor: String?

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> BounceReplayReport {
    if !dryRun { _ = try context.servers.endpoints() }
    var judged = 0
    var differing: [RejudgedBounce] = []
    var last: EvidenceRecord?
    while true {
      let page = try context.servers.withStore { store, waiter throws(StoreError) in
        try store.evidence(after: last, limit: Self.pageLimit, waiting: &waiter)
      }
      if page.isEmpty { break }
      judged += page.count
      differing += page.compactMap {
        RejudgedBounce($0.bounce, of: $0.key, evidence: $0.evidence)
      }
      last = page.last
    }
    let due = dryRun ? [] : differing.filter(\.isStronger)
    if !due.isEmpty {
      var publisher = try context.servers.publisher()
      for bounce in due { try publisher.deliver(EnvelopeWriter(again: bounce, actor: actor)) }
    }
    return BounceReplayReport(judged: judged, differing: differing, isDryRun: dryRun)
  }
}

/// Evidence that was judged again, and what differs.
struct BounceReplayReport: CommandOutput {
  let judged: Int
  let differing: [RejudgedBounce]
  let isDryRun: Bool

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("judged", orNull: judged)
      json.member("differing", each: differing) { json, bounce in
        json.object {
          $0.member("address", bounce.key.text)
          $0.member("status", orNull: bounce.bounce.status)
          $0.member("observedAt", orNull: bounce.bounce.observedAt)
          $0.member("before", bounce.bounce.kind.rawValue)
          $0.member("now", bounce.kind.rawValue)
          $0.member("isSent", !isDryRun && bounce.isStronger)
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["address", "status", "observed", "before", "now"])
    for bounce in differing {
      table.add([
        Table.Cell(bounce.key.text), Table.Cell(bounce.bounce.status),
        Table.Cell(bounce.bounce.observedAt.text(in: style)),
        Table.Cell(bounce.bounce.kind.rawValue, .faint),
        Table.Cell(bounce.kind.rawValue, .warning),
      ])
    }
    let sent = isDryRun ? 0 : differing.count(where: \.isStronger)
    return table.lines(in: style)
      + ["\(judged) judged again: \(differing.count) differ, \(sent) sent."]
  }
}
