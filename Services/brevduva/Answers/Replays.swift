package import Domain
package import Formats

/// What became of the purges of a journal.
package struct Replays: Answer {
  /// One of them.
  package struct Entry: Hashable, Sendable {
    /// The profile that the journal names.
    let profile: ProfileID
    /// Whether any id of the person is in the database.
    let isThere: Bool
    /// Those for whom the purge was asked for again.
    let sent: [ProfileID]
    /// Profiles of others with whom the person is one in the database.
    let joined: [ProfileID]

    /// Describes one.
    package init(profile: ProfileID, isThere: Bool, sent: [ProfileID], joined: [ProfileID]) {
      self.profile = profile
      self.isThere = isThere
      self.sent = sent
      self.joined = joined
    }

    fileprivate var state: State {
      if !joined.isEmpty { return .joined }
      if !sent.isEmpty { return .sent }
      return isThere ? .purged : .unknown
    }
  }

  /// How a purge stands.
  fileprivate enum State: String {
    case purged
    case sent
    case unknown
    case joined
  }

  private let entries: [Entry]

  /// Gathers them, in the order of the journal.
  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  package var verdict: Verdict {
    guard let first = entries.first(where: { $0.state == .joined }) else { return .done }
    let ids = first.joined.prefix(3).map(\.description).joined(separator: ", ")
    return .refused(
      "The profile \(first.profile) is one with \(ids) here, who was not purged with it: let a "
        + "steward decide, profile.unmerge parts them, then run this again.")
  }

  package func write(to json: inout JSONWriter) {
    json.array(entries) { json, entry in
      json.object {
        $0.member("profileId", entry.profile.description)
        $0.member("state", entry.state.rawValue)
        $0.member("sent", entry.sent.map(\.description))
        $0.member("joined", entry.joined.map(\.description))
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    let unfinished = entries.filter { $0.state == .sent || $0.state == .joined }
    var table = Table(["profile", "state", "sent", "one with"])
    for entry in unfinished {
      table.add([
        Table.Cell("\(entry.profile)"), Table.Cell(entry.state.rawValue, entry.tone),
        Table.Cell(entry.sent.map(\.description).joined(separator: ", ")),
        Table.Cell(entry.joined.map(\.description).joined(separator: ", ")),
      ])
    }
    return (unfinished.isEmpty ? [] : table.lines(on: surface)) + [summary]
  }

  private var summary: String {
    let counts = [State.purged, .sent, .joined, .unknown].map { state in
      "\(entries.count { $0.state == state }) \(state.rawValue)"
    }
    return "\(entries.count) in the journal: \(counts.joined(separator: ", "))."
  }

  package var hints: [String] {
    entries.contains { $0.state == .sent }
      ? ["Run it again until nothing is sent any more: then all of them are purged."] : []
  }
}

extension Replays.Entry {
  fileprivate var tone: Tone { joined.isEmpty ? .warning : .bad }
}
