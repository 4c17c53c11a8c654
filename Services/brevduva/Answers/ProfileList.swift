import Domain
package import Formats
package import Store

/// Profiles that a search has found.
package struct ProfileList: Answer {
  private let profiles: [ProfileSummary]
  private let limit: Int

  /// Gathers profiles, in the order of their names.
  package init(_ profiles: [ProfileSummary], limit: Int) {
    self.profiles = profiles
    self.limit = limit
  }

  package func write(to json: inout JSONWriter) {
    json.array(profiles) { json, profile in
      json.object {
        $0.member("id", profile.id.description)
        $0.member("state", profile.state.word)
        $0.member("name", profile.name)
        $0.member("primary", orNull: profile.primary)
        $0.member("addressCount", orNull: profile.addressCount)
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["id", "state", "name", "primary", "addresses"], numeric: [4])
    for profile in profiles {
      table.add([
        Table.Cell("\(profile.id)", .faint), Table.Cell(profile.state.word, profile.state.tone),
        Table.Cell(profile.name.text), Table.Cell(profile.primary),
        Table.Cell("\(profile.addressCount)"),
      ])
    }
    return profiles.isEmpty && surface.isTerminal ? ["Nobody."] : table.lines(on: surface)
  }

  package var hints: [String] {
    guard let first = profiles.first else { return [] }
    return (profiles.count == limit ? ["There may be more: --limit \(10 * limit) shows them."] : [])
      + ["All that is kept of one: brevduva profile show \(first.id)"]
  }
}
