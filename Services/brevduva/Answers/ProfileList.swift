import Domain
package import Formats
package import Store

/// Profiles that a search has found.
package struct ProfileList: Answer {
  private let profiles: [ProfileSummary]
  private let former: [FormerHolder]
  private let isFull: Bool
  private let limit: Int

  /// Gathers profiles, in the order of their names, and after them those who only had the address that
  /// was asked for.
  package init(_ found: [ProfileSummary], former: [FormerHolder] = [], limit: Int) {
    self.former = former
    self.limit = limit
    isFull = found.count == limit
    profiles = former.reduce(into: found) { profiles, holder in
      if !profiles.contains(where: { $0.id == holder.profile.id }) {
        profiles.append(holder.profile)
      }
    }
  }

  package func write(to json: inout JSONWriter) {
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

  package func lines(on surface: Surface) -> [String] {
    var table = Table(["id", "state", "name", "primary", "addresses"], numeric: [4])
    for profile in profiles {
      table.add([
        Table.Cell("\(profile.id)", .faint), Table.Cell(profile.state.word, profile.state.tone),
        Table.Cell(profile.name.text), Table.Cell(profile.primary),
        Table.Cell("\(profile.addressCount)"),
      ])
    }
    if profiles.isEmpty { return surface.isTerminal ? ["Nobody."] : [] }
    return table.lines(on: surface) + formerLines(on: surface)
  }

  private func formerLines(on surface: Surface) -> [String] {
    if former.isEmpty { return [] }
    var table = Table(["profile", "name", "from", "to", "went to"])
    for stay in former {
      table.add([
        Table.Cell("\(stay.profile.id)", .faint), Table.Cell(stay.profile.name.text),
        Table.Cell(stay.from.text(on: surface)), Table.Cell(stay.to.text(on: surface)),
        Table.Cell(stay.movedTo?.description, .faint),
      ])
    }
    return ["", "Had the address before".inTone(.strong, on: surface)]
      + table.lines(on: surface).map { "  " + $0 }
  }

  package var hints: [String] {
    guard let first = profiles.first else { return [] }
    return (isFull ? ["There may be more: --limit \(10 * limit) shows them."] : [])
      + ["All that is kept of one: brevduva profile show \(first.id)"]
  }
}
