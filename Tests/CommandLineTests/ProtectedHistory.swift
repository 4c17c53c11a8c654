import BookSamples
import Contract
import Domain
import Foundation
import Store
import TestSupport
import Threading

/// A random history of people who are merged, unmerged and protected, written as the workers write it, and
/// what may be said of whom at its end.
struct ProtectedHistory {
  /// A person of the history: a name, addresses and a number that nobody else has.
  struct Person {
    let id: ProfileID
    let name: Name
    let addresses: [EmailAddress]

    /// A person of that number.
    init(_ number: Int) throws {
      id = Fixtures.id(UInt128(number))
      name = Name(given: "Given\(number)n", family: "Family\(number)n")
      addresses = try ["a", "b", "c"].map { try EmailAddress("p\(number)\($0)@kept.example") }
    }
  }

  /// The people, all active and without a protected identity at the beginning.
  let people: [Person]
  /// The profiles as they stand now.
  private(set) var profiles: [ProfileID: Profile] = [:]
  /// The profiles that have, or have had, each address.
  private(set) var holders: [AddressKey: Set<ProfileID>] = [:]
  /// The messages so far.
  private(set) var messages: [String] = []
  /// Texts that were told in an event though they lead to somebody who was hidden then.
  private(set) var told: [String] = []

  private let location: StoreLocation
  private var ids: IDSource
  private var random: SeededGenerator
  private let encoder = EventEncoder(service: "test")
  private let rules = BookRules()

  /// Makes the people.
  init(seed: UInt64, in location: StoreLocation) throws {
    people = try (1...5).map { try Person($0) }
    self.location = location
    ids = IDSource(seed: seed)
    random = SeededGenerator(seed: seed)
    for person in people {
      let two = [
        Address(person.addresses[0], uses: Uses(.primary)), Address(person.addresses[1]),
      ]
      try play(
        command(
          .create(
            NewProfile(
              id: person.id, name: person.name, phone: "phone-\(person.id)",
              externalIDs: ["ladok": "x\(person.id)"], addresses: two))))
    }
  }

  /// Plays so many random messages.
  mutating func play(_ count: Int) throws {
    for _ in 0..<count { try play(message()) }
  }

  private func command(_ command: Command) -> BookMessage {
    .command(CommandMessage(.command(command)))
  }

  private mutating func message() -> BookMessage {
    let (one, two) = (random.pick(people), random.pick(people))
    let address = random.pick(two.addresses)
    switch random.pick(14) {
    case 0...2:
      let left = random.isOne(of: 3) ? profiles[one.id]?.addresses.map(\.key) ?? [] : []
      return command(.merge(one.id, into: two.id, leaveBehind: Set(left)))
    case 3, 4: return command(.unmerge(one.id))
    case 5, 6: return command(.update(one.id, Edit(isProtected: !random.isOne(of: 4))))
    case 7:
      return command(.addAddress(address, uses: [], to: one.id, despitePurge: false))
    case 8:
      return command(.removeAddress(random.pick(one.addresses).key, from: one.id, nextPrimary: nil))
    case 9:
      return command(.mark(random.pick(one.addresses).key, on: one.id, reason: "No mailbox."))
    case 10:
      return command(
        .create(NewProfile(name: Name(given: "Other"), externalIDs: ["ladok": "x\(two.id)"])))
    case 11, 12:
      let from = random.pick(one.addresses)
      return .note(
        Note(
          participants: [
            Note.Participant(.from, from.text, key: from.key),
            Note.Participant(.to, address.text, key: address.key),
          ], subject: "Subject", text: "Text to \(address.text)",
          forwardedFrom: random.pick(random.pick(people).addresses)))
    default:
      return .registration(
        Registration(
          kind: .event, first: random.pick(one.addresses),
          further: [Registration.Further(text: address.text, address: address)],
          name: Name(given: "Form"),
          content: Array("{}".utf8)))
    }
  }

  private mutating func play(_ message: BookMessage) throws {
    let id = "message-\(messages.count)"
    let moment = Fixtures.moment
    let reference = MessageReference(source: "urn:test", id: id)
    let cause = Cause(message: reference, at: moment, actor: "kim")
    var store = PostgresStore(location, reading: RecordedRegistration.init)
    var waiter = PollWaiter()
    var touch = rules.touch(message)
    var decision: MessageDecision?
    while decision == nil {
      let loaded = try store.load(touch, messages: [], waiting: &waiter)
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      decision = BatchDecider(rules).decide([(message, cause)], in: &book)?.first
      touch.formUnion(book.missing)
      ids = book.ids
    }
    guard let decision else { return }
    take(decision.changes)
    let attributes = MessageAttributes(
      reference: reference, type: "test", routingKey: "test", bodyHash: [])
    let events =
      if case .refused(let refusal) = decision.outcome {
        [encoder.refused(refusal, queue: .lifecycle, of: attributes, at: moment, ids: &ids)]
      } else {
        encoder.events(for: decision.changes, of: attributes, at: moment, ids: &ids)
      }
    for event in events {
      told += secrets(besides: []).filter {
        String(decoding: event.body, as: UTF8.self).contains($0)
      }
    }
    let decided = DecidedMessage(
      cause: cause, type: "test", queue: "lifecycle", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: Disposition(decision.outcome), changes: decision.changes,
      events: events.map(\.reference))
    try store.write(BatchDecision(messages: [decided]), waiting: &waiter)
    messages.append(id)
  }

  private mutating func take(_ changes: [LoggedChange]) {
    for logged in changes {
      profiles.apply(logged.change)
      for profile in profiles.values {
        for address in profile.addresses { holders[address.key, default: []].insert(profile.id) }
      }
    }
  }

  /// Looks whether a profile is hidden: it or one that it was merged into is protected (L8).
  func hides(_ id: ProfileID) -> Bool {
    guard let profile = profiles[id] else { return false }
    return profile.isProtected || profile.mergedInto.map(hides) ?? false
  }

  /// The profile that was kept of one's merges.
  func kept(_ id: ProfileID) -> ProfileID {
    profiles[id]?.mergedInto.map(kept) ?? id
  }

  /// Texts that lead to whoever is hidden, but for some profiles: ids, names, numbers, and the addresses
  /// that nobody else has or has had.
  func secrets(besides own: Set<ProfileID>) -> [String] {
    let hidden = Set(people.map(\.id).filter { hides($0) && !own.contains($0) })
    let persons = people.filter { hidden.contains($0.id) }
    let texts = persons.flatMap { person in
      [person.id.description, person.name.given, person.name.family].compactMap(\.self)
    }
    let keys = holders.filter { hidden.isSuperset(of: $0.value) && !$0.value.isEmpty }.keys
    return texts + keys.map(\.text)
  }
}
