import Domain
import Hashing
import Mentions
import Postgres
import Threading

/// Finding of a person outside the person's own rows, before an erasure.
struct FoundPerson {
  /// The keys of all addresses that the person ever had.
  var keys: [AddressKey] = []
  /// Subjects whose texts may name the person.
  fileprivate var subjects: [MentionSubject] = []
  /// Moment since which tags of addresses are all that is left of them; `nil` if there are none.
  fileprivate var since: Timestamp?
  /// Tags of the addresses that were erased before.
  fileprivate var tags: Set<[UInt8]> = []

  /// Texts without the person.
  fileprivate(set) var texts: [TextRow] = []
  /// Subjects of messages whose ids or sources changed, or whose rows are gone.
  fileprivate(set) var renamed: [MentionSubject] = []
  /// Places of registrations that wait, and that the person made.
  fileprivate(set) var held: [String] = []
  /// Notes that wait, and that the person wrote: their places and subjects.
  fileprivate(set) var unmatched: [(place: String, subject: MentionSubject)] = []
  /// Mailings whose ids name the person.
  fileprivate(set) var mailings: [String] = []
  /// Imports whose ids name the person.
  fileprivate(set) var imports: [ImportID] = []
  /// Parked messages without the person.
  fileprivate(set) var cut: [ParkedText] = []
  /// Parked messages that go whole.
  fileprivate(set) var gone: [ParkedText] = []
  /// What is left of each row of the outbox in which the person stands.
  fileprivate(set) var outgoing: [OutboxRow] = []
  /// Number of parked messages of which a part could not be opened.
  fileprivate(set) var unsearched = 0
  /// Finds the person in what is published; `nil` for one whom events may name.
  fileprivate(set) var search: MentionSearch?
  /// Mailboxes and ids that were found, by the names under which they are kept.
  fileprivate(set) var names: Set<String> = []

  /// Nothing found.
  init(unsearched: Int = 0) {
    self.unsearched = unsearched
  }
}

extension Connection {
  /// Looks for a person in others' texts, in parked messages and in the outbox, and locks what is found.
  ///
  /// - Parameters:
  ///   - merged: the person; addresses among it are looked for though nobody has them.
  ///   - known: keys of further addresses.
  ///   - policy: recognises addresses that were erased before, and reads who sent a message.
  ///   - withMessages: `false` for a death, which leaves messages alone.
  ///   - waiter: lent for this call.
  /// - Returns: what stands elsewhere, with what is to become of it.
  /// - Throws: what the server says against it.
  mutating func find(
    _ merged: MergedProfiles, knowing known: [AddressKey] = [], policy: ErasurePolicy,
    withMessages: Bool, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> FoundPerson {
    var person = FoundPerson()
    let ids = Set(merged.members + [merged.head]).sorted()
    let keys = try enqueue(ReadPersonKeys(members: ids, named: merged.addresses.map(\.key) + known))
    let tags = try enqueue(ReadPersonTags(profiles: ids))
    try sync(waiting: &waiter)
    person.keys = try take(keys).map(\.key).withoutRepetition
    for tag in try take(tags) {
      person.tags.insert(tag.octets)
      person.since = min(person.since ?? tag.erasedAt, tag.erasedAt)
    }
    _ = try enqueue(LockErasedKeys(keys: person.keys))
    let subjects = try enqueue(
      FindMentions(
        keys: person.keys, profiles: withMessages ? ids : [], members: ids, since: person.since))
    try sync(waiting: &waiter)
    person.subjects = try take(subjects).compactMap(\.self)
    try read(&person, ids, policy, withMessages: withMessages, waiting: &waiter)
    return person
  }

  private mutating func read(
    _ person: inout FoundPerson, _ ids: [ProfileID], _ policy: ErasurePolicy, withMessages: Bool,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let texts = try enqueue(
      ReadTexts(subjects: person.subjects, members: ids, deletesNotes: withMessages))
    let parkedIDs = withMessages ? person.subjects.ids(of: .parked) : []
    let parked = try enqueue(ReadParkedTexts(ids: parkedIDs))
    let outgoing = withMessages ? try enqueue(ReadOutgoing()) : nil
    let unsearched = try enqueue(CountUnsearched())
    try sync(waiting: &waiter)
    person.unsearched = Int(try take(unsearched).first ?? 0)
    let match = PersonMatch(person.keys, tags: person.tags, ring: policy.keys)
    person.take(try take(texts), match, withMessages ? ids : [], policy)
    person.take(try take(parked), match, ids, policy)
    if let outgoing {
      let search = match.search(ids)
      person.search = search
      person.outgoing = try take(outgoing).compactMap { policy.left(of: $0, by: search) }
    }
    person.names = Set(match.found.map(\.text))
    if withMessages { person.names.formUnion(ids.map(\.description)) }
  }
}

extension FoundPerson {
  fileprivate mutating func take(
    _ rows: [TextRow], _ match: PersonMatch, _ ids: [ProfileID], _ policy: ErasurePolicy
  ) {
    let search = match.search([])
    // A row of an import may name a profile by its id (P1).
    let searchOfLines = match.search(ids)
    for row in rows {
      guard let erased = row.erased(by: row.table == .importLine ? searchOfLines : search) else {
        continue
      }
      if let sender = row.heldContent.flatMap(policy.sender), match.isTheirs(sender) {
        held.append(row.place)
        continue
      }
      if let subject = row.noteSubject, row.authors?.contains(where: match.isTheirs) ?? false {
        unmatched.append((row.place, subject))
        continue
      }
      texts.append(erased)
    }
    mailings = named(.mailing, by: search)
    imports = named(.importing, by: search)
    // The rows of old messages are deleted with time, and what they named is not.
    let changed = Set(texts.lazy.filter(\.isOfMessage).map(\.subject))
    let there = Set(rows.lazy.filter(\.isOfMessage).map(\.subject))
    renamed = subjects.filter {
      $0.kind == .message && (changed.contains($0.id) || !there.contains($0.id))
    }
  }

  /// Ids of a kind that name the person themselves.
  private func named(_ kind: MentionSubject.Kind, by search: MentionSearch) -> [String] {
    subjects.lazy.filter { $0.kind == kind }.map(\.id).filter { search.finds(in: Array($0.utf8)) }
  }

  fileprivate mutating func take(
    _ messages: [ParkedText], _ match: PersonMatch, _ ids: [ProfileID], _ policy: ErasurePolicy
  ) {
    let search = match.search(ids)
    for message in messages {
      switch message.fate(search, sender: policy.sender(message.body), isTheirs: match.isTheirs) {
      case .stays: break
      case .cut(let left): cut.append(left)
      case .goes: gone.append(message)
      }
    }
  }

  /// The notes in which the person may stand.
  var notes: [UInt128] { subjects.ids(of: .note) }
  /// Number of others' registrations that were changed.
  var registrationCount: Int { texts.count { $0.table == .registration } }
  /// Number of rows of imports that were emptied.
  var importRowCount: Int { texts.count { $0.table == .importLine } }
  /// Number of others' rows of any other table that were changed, and of mailings and imports whose ids were.
  var otherCount: Int {
    texts.count - registrationCount - importRowCount + mailings.count + imports.count
  }
}

/// The mailboxes of a person: those that are known, and those that a tag of an erased one fits.
private final class PersonMatch {
  private let tags: Set<[UInt8]>
  private let ring: KeyRing
  /// Those that are known by now.
  private(set) var found: Set<AddressKey>

  init(_ keys: [AddressKey], tags: Set<[UInt8]>, ring: KeyRing) {
    self.tags = tags
    self.ring = ring
    found = Set(keys)
  }

  func search(_ profiles: [ProfileID]) -> MentionSearch {
    MentionSearch(profiles: profiles) { self.isTheirs($0) }
  }

  func isTheirs(_ key: AddressKey) -> Bool {
    if found.contains(key) { return true }
    guard !tags.isEmpty, ring.tags(of: key.text).contains(where: { tags.contains($0.octets) })
    else { return false }
    found.insert(key)
    return true
  }
}
