import Contract
@testable import Domain
import Messaging
import Testing

/// Model of commands by the pure core, one after the other in the order in which they were queued:
/// what the database must hold, and what must have been told (L7).
///
/// Moments are left out, since the run has its own.
struct CommandModel {
  /// A row of a table, each value as the database writes it as text.
  typealias Row = [String?]

  private(set) var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
  private(set) var inboxRows: [Row] = []
  private(set) var refusedRows: [Row] = []
  /// The receipts of purges.
  private(set) var erasureRows: [Row] = []
  /// The stays of addresses that are over.
  private(set) var past: [PastStay] = []
  /// Command that brought each address to where it stands.
  private(set) var origins: [AddressKey: String] = [:]
  private var told: [Told] = []
  private let decider = BatchDecider(LifeRules.standard)
  private let encoder = EventEncoder(service: "lifecycle-worker")

  /// Replays them; each must be one that can be read.
  init(_ postings: [Posting]) throws {
    for posting in postings { try apply(posting) }
  }

  /// Number of commands that were applied.
  var applied: Int {
    inboxRows.count { $0[1] == "0" }
  }

  private mutating func apply(_ posting: Posting) throws {
    let reading = Envelope.read(posting.delivery, from: .lifecycle)
    guard case .message(let envelope) = reading else { throw Unreadable(posting: posting) }
    let message = try CommandMessage.read(envelope)
    let moment = Timestamp(microseconds: 0)
    let cause = envelope.attributes.cause(at: moment)
    let decision = try #require(decider.decide([(message, cause)], in: &book)?.first)
    var ids = IDSource(seed: UInt64(told.count))
    switch decision.outcome {
    case .applied:
      for logged in decision.changes { follow(logged.change, by: posting.id) }
      inboxRows.append([posting.id, "0", nil])
      let events = encoder.events(
        for: decision.changes, of: envelope.attributes, at: moment, ids: &ids)
      told += try events.map { Told(try RecordedEvent($0.body)) }
    case .alreadyApplied:
      inboxRows.append([posting.id, "1", nil])
    case .refused(let refusal):
      inboxRows.append([posting.id, "2", refusal.code])
      refusedRows.append([posting.id, posting.type, refusal.code, refusal.sentence])
      let event = encoder.refused(
        refusal, queue: .lifecycle, of: envelope.attributes, at: moment, ids: &ids)
      told.append(Told(try RecordedEvent(event.body)))
    }
  }
}

// MARK: What the book does not keep

/// A stay of an address on a profile that is over.
struct PastStay {
  let key: AddressKey
  let profile: ProfileID
  let movedTo: ProfileID?
  let addedBy: String?
  let removedBy: String
}

extension CommandModel {
  private mutating func follow(_ change: Change, by command: String) {
    switch change {
    case .profile(_, .created(let profile)):
      for address in profile.addresses { origins[address.key] = command }
    case .address(let key, .added): origins[key] = command
    case .address(let key, .moved(let old, let new, _)):
      end(key, on: old, movedTo: new, by: command)
      origins[key] = command
    case .address(let key, .returned(let old, let new, _)):
      let first = past.last { $0.key == key && $0.profile == new }?.addedBy
      end(key, on: old, movedTo: new, by: command)
      origins[key] = first
    case .address(let key, .removed(let profile)): end(key, on: profile, movedTo: nil, by: command)
    case .erasure(let merged, .deceased): erase(merged)
    case .erasure(let merged, .purged(let decision)):
      erase(merged)
      erasureRows.append([merged.head.description, decision, command])
      // Such an event may lie in the outbox while the person is purged: then it is not told any more.
      let traces = Set(merged.members.map(\.description) + merged.addresses.flatMap(\.words))
      for place in told.indices where !traces.isDisjoint(with: told[place].words) {
        told[place].mayBeErased = true
      }
    case .profile, .address(_, .usesChanged), .address(_, .erasureEnded), .mark, .bounce,
      .suppression, .storm, .registration, .note, .suggestion, .merge, .erasure(_, .revoked),
      .erasure(_, .searchedAgain), .message, .counter, .imported, .mailing:
      break
    }
  }

  private mutating func end(
    _ key: AddressKey, on profile: ProfileID, movedTo: ProfileID?, by command: String
  ) {
    past.append(
      PastStay(
        key: key, profile: profile, movedTo: movedTo, addedBy: origins[key], removedBy: command))
  }

  private mutating func erase(_ merged: MergedProfiles) {
    let members = Set(merged.members)
    let keys = formerKeys(of: members).union(merged.addresses.map(\.key))
    past.removeAll { members.contains($0.profile) || keys.contains($0.key) }
    for key in keys { book.marks[key] = nil }
    for id in book.merges.keys { book.merges[id]?.forget(keys) }
  }

  /// The keys of addresses that a person had once and nobody has now; one that came with a merge and went back
  /// with its end was never the person's.
  private func formerKeys(of members: Set<ProfileID>) -> Set<AddressKey> {
    let former = past.filter { stay in
      members.contains(stay.profile) && book.holder(of: stay.key) == nil
        && !past.contains { before in
          before.key == stay.key && before.profile == stay.movedTo
            && before.movedTo == stay.profile && !members.contains(before.profile)
        }
    }
    return Set(former.map(\.key))
  }
}

extension EmailAddress {
  fileprivate var words: [String] { [text.lowercased(), key.text] }
}

// MARK: Events

/// An event that the core would tell.
private struct Told {
  let text: String
  /// The ids and addresses in it, and all other words, in lower case.
  let words: Set<String>
  var mayBeErased = false

  init(_ event: RecordedEvent) {
    text = event.told
    let words = event.told.split { !$0.isLetter && !$0.isNumber && !"@.-".contains($0) }
    self.words = Set(words.map { $0.lowercased() })
  }
}

extension CommandModel {
  /// All events, each as text.
  var events: [String] { told.map(\.text) }

  /// The events that must have been told and were not.
  func lost(among told: [String]) -> [String] {
    excess(of: self.told.filter { !$0.mayBeErased }.map(\.text), over: told)
  }

  /// The events that were told and should not have been, or more than once under several ids.
  func odd(among told: [String]) -> [String] {
    excess(of: told, over: events)
  }

  private func excess(of these: [String], over those: [String]) -> [String] {
    var counts = Dictionary(those.map { ($0, 1) }, uniquingKeysWith: +)
    return these.filter { text in
      counts[text, default: 0] -= 1
      return counts[text, default: 0] < 0
    }
  }
}

// MARK: Reading

/// A command that cannot be read has no place in a load.
private struct Unreadable: Error {
  let posting: Posting
}

extension Posting {
  fileprivate var delivery: Delivery {
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.appID = "urn:campaign"
    return Delivery(
      tag: 1, isRedelivered: false, exchange: "brevduva.in", routingKey: type,
      properties: properties, body: Array(body.utf8), bodySize: body.utf8.count)
  }
}
