import BookSamples
import Domain
import Store
import TestSupport

/// People who are merged, spoken of and parted again in one or more stores, with what must hold of each kept on
/// paper.
struct MergeHistory {
  /// One of them, with addresses that nobody else has at first.
  struct Person {
    let id: ProfileID
    let addresses: [EmailAddress]
  }

  let people: [Person]
  /// The profile that each one who is merged away was merged into.
  private(set) var parents: [ProfileID: ProfileID] = [:]
  /// Topics that each must be out of, by what was said of whoever was one with them (R6).
  private(set) var refused: [ProfileID: Set<String>] = [:]
  /// Those who must be protected, by the same (L8).
  private(set) var protected: Set<ProfileID> = []
  /// Addresses that a steward took away, or that went to a new profile: they go back to nobody.
  private(set) var disturbed: Set<AddressKey> = []
  /// The one whose address each registration matched.
  private(set) var registered: [RegistrationID: (owner: ProfileID, key: AddressKey)] = [:]
  /// The addresses of each note, each with whose it is.
  private(set) var noted: [NoteID: [AddressKey: ProfileID]] = [:]
  /// The one whose address each mailing went to, where that is sure.
  private(set) var mailed: [MailingID: (owner: ProfileID, key: AddressKey)] = [:]
  /// Kinds of the changes that were made.
  private(set) var changes: [ChangeKind: Int] = [:]
  /// `true` once a command changed addresses or uses.
  private(set) var isEdited = false

  private let stores: [TestStore]
  private let rules = BookRules()
  private var random: SeededGenerator
  private var ids: IDSource
  private var count: Int64 = 0

  /// The topics that nobody opts in to; about news people change their minds.
  private static let topics = ["alumni", Profile.everyTopic]

  init(of size: Int, seed: UInt64, in stores: [TestStore]) throws {
    random = SeededGenerator(seed: seed)
    ids = IDSource(seed: seed)
    self.stores = stores
    people = try (1...size).map { number in
      Person(
        id: ProfileID(value: UInt128(number)),
        addresses: try (0...2).map { try EmailAddress("p\(number).\($0)@x.se") })
    }
    for person in people { try begin(person) }
  }

  private mutating func begin(_ person: Person) throws {
    let number = person.id.value
    let uses = [Uses(.primary), Uses(.work), []]
    let held = person.addresses.prefix(random.pick(4))
    let systems = ["ladok", "mira", "primula"].filter { _ in random.isOne(of: 2) }
    let name = Name(
      given: random.isOne(of: 2) ? "given \(number)" : nil,
      family: random.isOne(of: 2) ? "family \(number)" : nil)
    let new = NewProfile(
      id: person.id, name: name, phone: random.isOne(of: 2) ? "phone \(number)" : nil,
      externalIDs: Dictionary(uniqueKeysWithValues: systems.map { ($0, "\(number)") }),
      addresses: zip(held, uses).map { Address($0, uses: $1) })
    _ = try play(.create(new))
    disturbed.formUnion(person.addresses.map(\.key))
    disturbed.subtract(held.map(\.key))
    for topic in Self.topics where random.isOne(of: 3) { try optOut(person.id, of: topic) }
    if random.isOne(of: 4) { try protect(person.id) }
  }
}

// MARK: What happens

extension MergeHistory {
  /// Those who are merged away into nobody.
  var heads: [ProfileID] { people.map(\.id).filter { parents[$0] == nil } }

  /// All who are one with somebody.
  func cluster(of id: ProfileID) -> Set<ProfileID> {
    let head = end(of: id)
    return Set(people.map(\.id).filter { end(of: $0) == head })
  }

  private func end(of id: ProfileID) -> ProfileID {
    parents[id].map { end(of: $0) } ?? id
  }

  /// Lets something happen: most of all merges, their ends, and what is said in between.
  mutating func step() throws {
    let id = random.pick(people).id
    switch random.pick(22) {
    case 0...3: try merge()
    case 4, 5: try unmerge()
    case 6, 7: try optOut(id, of: random.pick(Self.topics))
    case 8: if random.isOne(of: 2) { try change(.optOut(id, topic: "news")) } else { try optIn(id) }
    case 9: try protect(id)
    case 10...13: try register()
    case 14...16: try write()
    case 17...19: try mail()
    case 20:
      let field = random.pick([Edit.Field.cleared, .set("new"), .set("given 1")])
      try change(.update(id, Edit(given: field, family: random.pick([.kept, field]))))
    default: try editAddresses(of: id)
    }
  }

  private mutating func merge() throws {
    let heads = heads
    guard heads.count > 1 else { return }
    let removed = random.pick(heads)
    let kept = random.pick(heads.filter { $0 != removed })
    try hold(play(.merge(removed, into: kept, leaveBehind: [])) == .applied, "a merge")
    parents[removed] = kept
  }

  /// Takes a merge back, any one that may be; `false` if there is none.
  @discardableResult
  mutating func unmerge() throws -> Bool {
    let permitted = parents.filter { parents[$0.value] == nil }.keys.sorted()
    guard !permitted.isEmpty else { return false }
    let removed = random.pick(permitted)
    try hold(play(.unmerge(removed)) == .applied, "an unmerge")
    parents[removed] = nil
    return true
  }

  /// Erases a person by any id, and whoever is one with them; they are returned.
  mutating func erase() throws -> Set<ProfileID> {
    let id = random.pick(people).id
    let isDeath = random.isOne(of: 3)
    try hold(
      play(isDeath ? .declareDeceased(id) : .purge(id, decision: nil)) == .applied, "an erasure")
    let gone = cluster(of: id)
    if !isDeath { registered = registered.filter { !gone.contains($0.value.owner) } }
    return gone
  }

  private mutating func optOut(_ id: ProfileID, of topic: String) throws {
    try change(.optOut(id, topic: topic == Profile.everyTopic ? nil : topic))
    for member in cluster(of: id) { refused[member, default: []].insert(topic) }
  }

  /// One topic is no way back from 'no' to all (R6).
  private mutating func optIn(_ id: ProfileID) throws {
    let command = Command.optIn(id, topic: "news")
    guard cluster(of: id).contains(where: { refused[$0]?.contains(Profile.everyTopic) ?? false })
    else { return try change(command) }
    try hold(play(command) == .refused(.optedOutOfAll), "R6: \(command)")
  }

  private mutating func protect(_ id: ProfileID) throws {
    try change(.update(id, Edit(isProtected: true)))
    protected.formUnion(cluster(of: id))
  }

  private mutating func change(_ command: Command) throws {
    let outcome = try play(command)
    try hold(outcome == .applied || outcome == .alreadyApplied, "\(command)")
  }

  private mutating func register() throws {
    let person = random.pick(people)
    let address = random.pick(person.addresses)
    let further = random.pick(random.pick(people).addresses)
    let text = #"{"email":"\#(address.text)","emails":["\#(further.text)"]}"#
    let registration = Registration(
      kind: .event, first: address,
      further: random.isOne(of: 3)
        ? [Registration.Further(text: further.text, address: further)] : [],
      content: Array(text.utf8))
    for change in try play(.registration(registration)).changes {
      guard case .registration(let id, .recorded(_, _, let match)) = change else { continue }
      // Nobody had it: it is the new profile's from now on.
      if match.rule == .created { disturbed.insert(match.key) }
      registered[id] = (person.id, match.key)
    }
  }

  private mutating func write() throws {
    var owners: [AddressKey: ProfileID] = [:]
    var participants: [Note.Participant] = []
    for _ in 0...random.pick(3) {
      let person = random.pick(people)
      let address = random.pick(person.addresses)
      owners[address.key] = person.id
      participants.append(Note.Participant(.to, address.text, key: address.key))
    }
    for change in try play(.note(Note(participants: participants))).changes {
      if case .note(let id, .recorded) = change { noted[id] = owners }
    }
  }

  /// Hands a message over to somebody, under any id of the person; another id of theirs was left out before.
  private mutating func mail() throws {
    let id = random.pick(people).id
    let head = end(of: id)
    let held = try stores[0].load(Touch(profiles: [head: .changing])).contents.profiles
    stores[0].abandon()
    guard let profile = held.first(where: { $0.id == head }), !profile.addresses.isEmpty
    else { return }
    let key = random.pick(profile.addresses).key
    guard let owner = people.first(where: { $0.addresses.contains { $0.key == key } })
    else { return }
    let text = MailText(subject: "Hej", text: "Hej", html: nil)
    let left = cluster(of: id).subtracting([id]).sorted().prefix(random.pick(3))
    let cause = nextCause()
    let mailing = cause.message.id
    let recipients = ([id] + left).map {
      PreparedRecipient(
        profile: $0, messageID: ids.next(at: cause.at), exclusion: $0 == id ? nil : .noAddress)
    }
    let progress = MailingProgress(state: .handingOver, last: nil, counts: MailingCounts())
    let changes: [MailingChange] = [
      .begun(
        Mailing(id: mailing, audience: Audience(isEverybody: true), text: text),
        hash: [UInt8](repeating: 1, count: 32)),
      .prepared(recipients, progress),
      .handedOver([DecidedRecipient(profile: id, handedOverFor: key)], progress),
    ]
    for store in stores { _ = try store.load() }
    try write(
      changes.map { LoggedChange(.mailing(mailing, $0), sequence: nil, isProtected: false) },
      .applied, cause)
    if !disturbed.contains(key) { mailed[mailing] = (owner.id, key) }
  }

  private mutating func editAddresses(of id: ProfileID) throws {
    isEdited = true
    let address = random.pick(random.pick(people).addresses)
    switch random.pick(3) {
    case 0:
      let new = try EmailAddress("new\(count)@x.se")
      try change(.addAddress(new, uses: Uses(.work), to: id, despitePurge: false))
    case 1: _ = try play(.setUse(random.pick(Use.allCases), to: address.key, on: id))
    default:
      let outcome = try play(.removeAddress(address.key, from: id, nextPrimary: nil))
      if outcome == .applied { disturbed.insert(address.key) }
    }
  }
}

// MARK: Play

extension MergeHistory {
  private mutating func play(_ command: Command) throws -> Outcome {
    try play(.command(CommandMessage(.command(command)))).outcome
  }

  /// Loads, decides and writes one message as a lane does, in every store alike; a second passes with each.
  private mutating func play(
    _ message: BookMessage
  ) throws -> (outcome: Outcome, changes: [Change]) {
    let cause = nextCause()
    var touch = rules.touch(message)
    while true {
      let loads = try stores.map { try $0.load(touch) }
      var book = AddressBook(loads[0].contents, held: touch, ids: ids)
      guard let decision = BatchDecider(rules).decide([(message, cause)], in: &book)?.first else {
        touch.formUnion(book.missing)
        continue
      }
      ids = book.ids
      try write(decision.changes, decision.outcome, cause)
      return (decision.outcome, decision.changes.map(\.change))
    }
  }

  /// Writes what one message changes in every store alike.
  private mutating func write(
    _ decided: [LoggedChange], _ outcome: Outcome, _ cause: Cause
  ) throws {
    let message = DecidedMessage(
      cause: cause, type: "t", queue: "q", bodyHash: [UInt8](repeating: 7, count: 32),
      disposition: Disposition(outcome), changes: decided)
    for store in stores { try store.write(BatchDecision(messages: [message])) }
    for logged in decided { changes[ChangeKind(logged.change), default: 0] += 1 }
  }

  /// The cause of one more message, a second after the one before.
  private mutating func nextCause() -> Cause {
    count += 1
    return Cause(
      message: MessageReference(source: "urn:test", id: "m\(count)"),
      at: Timestamp(microseconds: 1_764_000_000_000_000 + count * 1_000_000))
  }
}
