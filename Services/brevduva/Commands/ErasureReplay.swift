import ArgumentParser
import Contract
import Domain
import Formats
import Store
import Platform

/// `erasure replay`: asks for the purges of a journal again, after a restore (L2).
struct ErasureReplay: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "After a restore, ask again for the purges that the backup does not know.",
    discussion: """
      Reads what erasure list --json has printed, and sends profile.purge for each person who is not \
      purged. The same again has no second effect; once all are purged it says so. A profile that is \
      one with somebody else in the backup is left to a steward.

      Example: brevduva erasure replay purges.json --actor kim
      """)

  @Argument(help: "The journals: what erasure list --json has printed; - for standard input.")
  var files: [String]

  @Option(help: "Who acts.", transform: ArgumentParsing.text)
  var actor: String?

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ErasureReplayReport {
    var journal = PurgeJournal()
    for file in files { try journal.add(InputFile(path: file)) }
    _ = try context.servers.endpoints()
    let ids = Array(Set(journal.purges.flatMap(\.profiles)))
    let profiles = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.keptProfiles(of: ids, waiting: &waiter)
    }
    let plan = PurgeReplay.plan(journal.purges, beside: profiles)
    if plan.contains(where: { !$0.due.isEmpty }) { try ask(for: plan, at: context.servers) }
    return ErasureReplayReport(plan: plan)
  }

  /// Asks for every purge that is due; those sent before a failure stay sent, and to send them
  /// again does no harm.
  private func ask(
    for plan: [PurgeReplay], at servers: ServerConnections
  ) throws(Failure) {
    var publisher = try servers.publisher()
    for replay in plan {
      for profile in replay.due {
        try publisher.deliver(
          EnvelopeWriter(again: replay.purge, of: profile, actor: actor, time: .now()))
      }
    }
  }
}

/// The purges of a journal, and what became of each.
struct ErasureReplayReport: CommandOutput {
  /// Each purge whose replay was due has been asked for.
  let plan: [PurgeReplay]

  var failure: Failure? {
    guard let first = plan.first(where: { $0.state == .joined }) else { return nil }
    let ids = first.joined.prefix(3).map(\.description).joined(separator: ", ")
    return .refused(
      "The profile \(first.purge.profile) is one with \(ids) here, who was not purged with it: let a "
        + "steward decide, profile.unmerge parts them, then run this again.")
  }

  func write(to json: inout JSONWriter) {
    json.array(plan) { json, replay in
      json.object {
        $0.member("profileId", replay.purge.profile.description)
        $0.member("state", replay.state.word)
        $0.member("sent", replay.due.map(\.description))
        $0.member("joined", replay.joined.map(\.description))
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["profile", "state", "sent", "one with"])
    for replay in plan where replay.state == .due || replay.state == .joined {
      table.add([
        Table.Cell("\(replay.purge.profile)"),
        Table.Cell(replay.state.word, replay.state == .joined ? .bad : .warning),
        Table.Cell(replay.due.map(\.description).joined(separator: ", ")),
        Table.Cell(replay.joined.map(\.description).joined(separator: ", ")),
      ])
    }
    return table.lines(in: style) + [summary]
  }

  private var summary: String {
    let counts = [PurgeReplay.State.purged, .due, .joined, .unknown].map { state in
      "\(plan.count { $0.state == state }) \(state.word)"
    }
    return "\(plan.count) in the journal: \(counts.joined(separator: ", "))."
  }

  var hints: [String] {
    plan.contains { $0.state == .due }
      ? ["Run it again until nothing is sent any more: then all of them are purged."] : []
  }
}

extension PurgeReplay.State {
  /// The word in JSON; what was due has been sent.
  fileprivate var word: String {
    switch self {
    case .unknown: "unknown"
    case .purged: "purged"
    case .due: "sent"
    case .joined: "joined"
    }
  }
}
