import Domain
import Formats
import Platform
import Store

/// Asks for the purges of a journal again, of those who are not purged.
struct Replay: ~Copyable {
  private static let source = "urn:brevduva:erasure-replay"

  private let servers: Servers
  private let actor: String?
  private var broker: Broker?

  /// Aims at both servers; the broker's address is checked, nothing is connected yet.
  init(from servers: Servers, actor: String?) throws(Failure) {
    try servers.checkBroker()
    self.servers = servers
    self.actor = actor
  }

  /// Goes through a journal; tells of each entry what became of it.
  ///
  /// - Throws: what a server said; what was sent before has been sent, and the same again does no harm.
  mutating func run(_ journal: PurgeJournal) throws(Failure) -> [Replays.Entry] {
    let ids = Array(Set(journal.entries.flatMap(\.profiles)))
    let standing = try servers.atDesk { desk, waiter throws(StoreError) -> [StandingPerson] in
      try desk.standing(ids, waiting: &waiter)
    }
    let persons = Dictionary(standing.map { ($0.asked, $0) }) { first, _ in first }
    var found: [Replays.Entry] = []
    for entry in journal.entries {
      found.append(try replay(entry, persons))
    }
    return found
  }

  /// A person's profiles may stand apart again in the backup, or be one with somebody else's.
  private mutating func replay(
    _ entry: PurgeJournal.Entry, _ persons: [ProfileID: StandingPerson]
  ) throws(Failure) -> Replays.Entry {
    let there = entry.profiles.compactMap { persons[$0] }
    var sent: [ProfileID] = []
    var joined: [ProfileID] = []
    for person in there where !person.isPurged && !sent.contains(person.kept) {
      let others = person.members.filter { !entry.profiles.contains($0) }
      joined += others.filter { !joined.contains($0) }
      guard others.isEmpty else { continue }
      try ask(for: person.kept, entry)
      sent.append(person.kept)
    }
    return Replays.Entry(
      profile: entry.profile, isThere: !there.isEmpty, sent: sent, joined: joined)
  }

  /// The id is the same each time, so that a purge is asked for once.
  private mutating func ask(
    for profile: ProfileID, _ entry: PurgeJournal.Entry
  ) throws(Failure) {
    var json = JSONWriter()
    json.object {
      $0.member("profileId", profile.description)
      $0.member("decision", ifPresent: entry.decision)
    }
    let draft = Draft(
      type: "profile.purge", id: "\(profile)@\(entry.purgedAt.rfc3339)", source: Self.source,
      actor: actor, form: .binary, time: .now(), body: json.bytes)
    if broker == nil { broker = try servers.broker() }
    _ = try broker?.publish(draft)
  }
}
