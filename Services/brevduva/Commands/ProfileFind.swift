import ArgumentParser
import Contract
import Domain
import Formats
import Store

/// `profile find`: profiles by a part of a name or an address.
struct ProfileFind: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find profiles by a part of their name or of an address.",
    discussion: """
      A whole address finds also who had it before, when, and where it went. Profiles that are purged \
      or have a protected identity are not found.

      Example: brevduva profile find anna@example.org
      """)

  @Argument(
    help: "A part of a name or of an address, in any case.", transform: ArgumentParsing.text)
  var text: String

  @Option(help: "The most that are shown.")
  var limit = 100

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit): at least 1 is needed.") }
  }

  func answer(in context: CommandContext) throws(Failure) -> ProfileFindReport {
    try context.servers.withStore { store, waiter throws(StoreError) in
      let found = try store.find(text, limit: limit, waiting: &waiter)
      guard let key = ArgumentParsing.key(text) else {
        return ProfileFindReport(found, limit: limit)
      }
      let former = try store.formerHolders(of: key, limit: limit, waiting: &waiter)
      return ProfileFindReport(found, former: former, limit: limit)
    }
  }
}

/// Profiles that a search has found.
struct ProfileFindReport: CommandOutput {
  private let profiles: [ProfileSummary]
  private let former: [FormerHolder]
  private let isFull: Bool
  private let limit: Int

  /// Gathers profiles, in the order of their names, and after them those who only had the address that
  /// was asked for.
  init(_ found: [ProfileSummary], former: [FormerHolder] = [], limit: Int) {
    self.former = former
    self.limit = limit
    isFull = found.count == limit
    profiles = former.reduce(into: found) { profiles, holder in
      if !profiles.contains(where: { $0.id == holder.profile.id }) {
        profiles.append(holder.profile)
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.array(profiles) { json, profile in
      json.object {
        $0.member("id", profile.id.description)
        $0.member("state", profile.state.word)
        $0.member("name", profile.name)
        $0.member("primary", orNull: profile.primary)
        $0.member("addressCount", orNull: profile.addressCount)
        $0.member("former", each: former.filter { $0.profile.id == profile.id }) { json, stay in
          json.object {
            $0.member("address", stay.address)
            $0.member("from", orNull: stay.from)
            $0.member("to", orNull: stay.to)
            $0.member("movedTo", orNull: stay.movedTo?.description)
          }
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var table = Table(["id", "state", "name", "primary", "addresses"], numeric: [4])
    for profile in profiles {
      table.add([
        Table.Cell("\(profile.id)", .faint), Table.Cell(profile.state.word, profile.state.style),
        Table.Cell(profile.name.text), Table.Cell(profile.primary),
        Table.Cell("\(profile.addressCount)"),
      ])
    }
    if profiles.isEmpty { return style.isTerminal ? ["Nobody."] : [] }
    return table.lines(in: style) + formerLines(in: style)
  }

  private func formerLines(in style: OutputStyle) -> [String] {
    if former.isEmpty { return [] }
    var table = Table(["profile", "name", "from", "to", "went to"])
    for stay in former {
      table.add([
        Table.Cell("\(stay.profile.id)", .faint), Table.Cell(stay.profile.name.text),
        Table.Cell(stay.from.text(in: style)), Table.Cell(stay.to.text(in: style)),
        Table.Cell(stay.movedTo?.description, .faint),
      ])
    }
    return ["", "Had the address before".styled(.strong, in: style)]
      + table.lines(in: style).map { "  " + $0 }
  }

  var hints: [String] {
    guard let first = profiles.first else { return [] }
    return (isFull ? ["There may be more: --limit \(10 * limit) shows them."] : [])
      + ["All that is kept of one: brevduva profile show \(first.id)"]
  }
}
