import BookSamples
import Contract
import Domain
import Mentions
import Postgres
import Store
import TestSupport
import Testing

/// The promise of L2 in the database: whatever came before, a purged person stands in no column.
@Suite("Store: a purge after random lives")
struct PurgePropertyTests {
  @Test(
    "L2: after random moves, merges and unmerges a purge leaves the person in no text of the schema",
    arguments: 1...6 as ClosedRange<UInt64>)
  func nowhere(seed: UInt64) throws {
    var life = try RandomLife(seed: seed)
    for _ in 0..<40 { try life.step() }
    try life.purge()
    let search = MentionSearch(keys: life.keys)
    for text in try life.texts() where search.finds(in: Array(text.utf8)) {
      Issue.record("seed \(seed): \(text)")
    }
    #expect(try life.neighbours() == life.placed, "seed \(seed)")
  }
}

/// Four people of whom one is purged; all the others name that one, in any spelling and packing.
private struct RandomLife {
  private static let neighbour = "granne"
  private let schema: TestSchema
  private let store: TestStore
  private var random: SeededGenerator
  private var ids: IDSource
  private var fixtures = Fixtures()
  private let mailboxes: [RandomMailbox]
  private let person: ProfileID
  private let others: [ProfileID]
  private var registrations: [RegistrationID] = []
  private var storms: Set<String> = []
  private var imports = 0
  /// Number of texts of others in which a neighbour of the person's stands.
  private(set) var placed = 0

  /// The keys of the person who is purged: two that stand on the profile, and one that has left it.
  var keys: [AddressKey] { mailboxes.map(\.address.key) }

  init(seed: UInt64) throws {
    schema = try TestSchema()
    try schema.migrate()
    store = TestDatabase.postgres(schema).store()
    random = SeededGenerator(seed: seed)
    ids = IDSource(seed: seed)
    var mailboxes: [RandomMailbox] = []
    while mailboxes.count < 3 {
      let mailbox = try RandomMailbox(by: &random)
      if !mailboxes.contains(where: { $0.address.key == mailbox.address.key }) {
        mailboxes.append(mailbox)
      }
    }
    self.mailboxes = mailboxes
    let new = fixtures.id() as ProfileID
    person = new
    others = (1...3).map { ProfileID(value: $0) }
    let addresses = mailboxes.map { Address($0.address) }
    try write(.created(Profile(id: new, addresses: addresses)))
    for id in others {
      try write(.created(Profile(id: id, addresses: [Address(address("other\(id.value)@y.se"))])))
    }
    try act(Touch(profiles: [new: .changing])) {
      $0.removeAddress(mailboxes[2].address.key, from: new, cause: $1)
    }
  }

  /// Does one thing of a life.
  mutating func step() throws {
    let one = random.pick(others + [person])
    let two = random.pick(others.filter { $0 != one })
    switch random.pick(11) {
    case 0:
      try act(Touch(profiles: [one: .exclusive, two: .exclusive], merges: [one])) {
        $0.merge(one, into: two, cause: $1)
      }
    case 1:
      try act(Touch(profiles: [one: .exclusive], merges: [one])) { $0.unmerge(one, cause: $1) }
    case 2:
      guard let id = registrations.randomElement(using: &random) else { return }
      try act(Touch(profiles: [two: .changing], registrations: [id])) {
        $0.moveRegistration(id, to: .profile(two), cause: $1)
      }
    case 3: try write(.mark(AddressKey(stored: "other1@y.se"), on: two, .set(try mark())))
    case 4: try park()
    case 5: try fail()
    case 6: try importFile()
    case 7: try keepNote(naming: two)
    default: try register(on: two)
    }
  }

  mutating func purge() throws {
    // Whoever is one with the person by then would go too: the merges are taken back first.
    for other in Array(repeating: others + [person], count: 4).joined() {
      try act(Touch(profiles: [other: .exclusive], merges: [other])) {
        $0.unmerge(other, cause: $1)
      }
    }
    try purgeInCompany()
  }

  /// Purges the person in a batch with somebody else, and with one who is to be named like the person.
  private mutating func purgeInCompany() throws {
    let (person, other, named) = (person, fixtures.id() as ProfileID, others[0])
    try write(.created(Profile(id: other, addresses: [Address(address("other9@y.se"))])))
    let commands: [Command] = [
      .purge(other, decision: text()), .update(named, Edit(given: .set(text()))),
      .purge(person, decision: text()), .update(named, Edit(family: .set(text()))),
    ]
    let touches = commands.map { Touch($0) }
    let touch = touches.reduce(into: Touch()) { $0.formUnion($1) }
    let loaded = try store.load(touch)
    #expect(BatchCompany.parts(of: touches, in: loaded.contents) == [4])
    var book = AddressBook(loaded.contents, held: touch, ids: ids)
    let messages = commands.map { command in
      let place = book.log.count
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "act"), at: fixtures.now)
      let outcome = book.carryOut(command, cause: cause)
      return fixtures.message(changes: Array(book.log[place...]), outcome, at: fixtures.now)
    }
    #expect(messages.allSatisfy { $0.disposition.outcome == .applied })
    ids = book.ids
    try store.write(BatchDecision(messages: messages))
  }

  /// Every text of every table.
  func texts() throws -> [String] {
    try schema.execute(
      """
      DROP TABLE IF EXISTS every_text;
      CREATE TABLE every_text (value text);
      DO $$ DECLARE name text; BEGIN
        FOR name IN
          SELECT c.relname FROM pg_class AS c
          WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
          AND c.relname <> 'every_text'
        LOOP
          EXECUTE format(
            'INSERT INTO every_text SELECT e.value FROM %I AS t, jsonb_each_text(to_jsonb(t)) AS e',
            name);
        END LOOP;
        INSERT INTO every_text SELECT encode(p.body, 'escape') FROM parked AS p;
      END $$;
      """)
    return try schema.run(EveryText()).compactMap(\.self)
  }

  /// Number of others' texts in which the neighbour still stands.
  func neighbours() throws -> Int {
    try schema.execute(
      """
      DROP TABLE IF EXISTS every_text;
      CREATE TABLE every_text (value) AS
        SELECT (count(*) FILTER (WHERE r.content::text LIKE '%\(Self.neighbour)%'))::text
        FROM registration AS r
      """)
    return try schema.run(EveryText()).compactMap(\.self).first.flatMap { Int($0) } ?? 0
  }

  private mutating func spelled(packings: Int) -> [UInt8] {
    let mailbox = random.pick(mailboxes)
    let text = "<\(mailbox.spelling(by: &random))> \(random.pick(mailbox.lookAlikes()))"
    return Packer.chain(upTo: packings, by: &random).reduce(Array(text.utf8)) { $1.pack($0) }
  }

  /// A text, packed in something that is a text again.
  private mutating func text() -> String {
    while true {
      if let text = String(validating: spelled(packings: 3), as: UTF8.self), !text.utf8.contains(0)
      {
        return text
      }
    }
  }

  private mutating func mark() throws -> Mark {
    Mark(since: fixtures.now, reason: text())
  }

  private mutating func park() throws {
    let parked = Parked(
      id: fixtures.id(), code: "broken", path: nil, offset: nil, detail: "d",
      body: spelled(packings: 4), size: 0, isWhole: false, properties: "{}", routingKey: "k")
    try write(
      BatchDecision(messages: [fixtures.message(disposition: .parked(parked))]))
  }

  /// Writes what became of mail to somebody else, with a storm of the mailing.
  private mutating func fail() throws {
    let other = AddressKey(stored: "other1@y.se")
    let mailing = text()
    let bounce = Bounce(
      send: SendReference(stored: text()), kind: .permanent, reason: .mailboxUnknown,
      diagnostic: text(), gatewayID: text(), mailing: mailing, observedAt: fixtures.now,
      sentAt: fixtures.now)
    let evidence = #"{"passages":[{"text":"\#(escaped())"}]}"#
    let subject = CounterKey.Subject.mailing(mailing)
    var changes: [Change] = [
      .bounce(other, on: others[0], .recorded(bounce, evidence: Array(evidence.utf8))),
      .suppression(
        other, on: others[0],
        .set(Suppression(gateway: "ses", since: fixtures.now, reason: text()))),
      .counter(CounterKey(subject, code: "failed"), .increased(by: 1)),
    ]
    if storms.insert(mailing).inserted {
      let storm = Storm(id: fixtures.id(), subject: subject, beganAt: fixtures.now, failed: 50)
      changes.append(.storm(storm, .began))
    }
    try write(BatchDecision(messages: [fixtures.message(changes)]))
  }

  /// Begins an import and decides on its first chunk, of which one row is refused; the others wait.
  private mutating func importFile() throws {
    imports += 1
    let id = random.pick(2) == 0 ? "\(imports)" : "\(imports) \(text())"
    let header = [text(), text()]
    let options = ImportOptions(
      columns: [header[0]: "email.primary", header[1]: "optOut:\(text())"], sheet: text(),
      overwritten: [header[1]])
    let chunks = (0..<3).map { chunk in
      (0..<3).map { place in
        let cells = [text(), random.pick(2) == 0 ? text() : person.description]
        return ImportLine(line: 3 * chunk + place + 2, cells: cells.map { ImportLine.Cell($0) })
      }
    }
    let refused = RefusedRow(line: 3, column: header[0], code: "addressTaken", sentence: "Taken.")
    let report = ImportReport(
      of: ImportChunk(id: id, number: 0, rows: [], total: 9),
      counts: ImportCounts(created: 2, refused: 1), refused: [refused])
    let begun = BegunImport(
      hash: [UInt8](repeating: 3, count: 32), options: options, header: header, first: chunks[0],
      total: 9, reading: try store.read(id, chunks))
    try write(.imported(id, .begun(begun)), .imported(id, .advanced(report)))
  }

  /// A text, as it stands in a string of JSON.
  private mutating func escaped() -> String {
    text().unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: String(scalar)
      }
    }.joined()
  }

  /// A note of the person's, or of another's to whom the person is named; it is on whoever has an address in it.
  private mutating func keepNote(naming other: ProfileID) throws {
    let mailbox = random.pick(mailboxes).address
    let isTheirs = random.pick(2) == 0
    let second = "other\(random.pick(2) == 0 ? other.value : 9)@y.se"
    let note = Note(
      participants: [
        Note.Participant(
          isTheirs ? .from : .cc, mailbox.text, key: mailbox.key, name: text()),
        Note.Participant(isTheirs ? .to : .from, second, key: key(second), name: text()),
      ], subject: text(), text: text(),
      attachments: [Note.Attachment(name: text(), type: "image/png", size: 1)],
      forwardedFrom: mailbox)
    try act(Touch(adding: [mailbox.key, key(second)])) { $0.record(note, cause: $1) }
  }

  private mutating func register(on profile: ProfileID) throws {
    let id: RegistrationID = fixtures.id()
    let content =
      #"{"email":"other@y.se","answers":{"a":["\#(Self.neighbour)",{"b":"\#(escaped())"}]}}"#
    let registration = Registration(
      kind: .event, first: address("other@y.se"), content: Array(content.utf8))
    try write(
      .registration(
        id,
        .recorded(registration, on: profile, by: Match(rule: .address, key: key("other@y.se")))))
    registrations.append(id)
    placed += 1
  }

  private mutating func write(_ changes: Change...) throws {
    try write(BatchDecision(messages: [fixtures.message(changes)]))
  }

  private func write(_ batch: BatchDecision) throws {
    _ = try store.load()
    try store.write(batch)
  }

  /// Loads, decides and writes; again with more where more is needed.
  private mutating func act(
    _ touch: Touch, _ verb: (inout AddressBook, Cause) -> Outcome
  ) throws {
    var touch = touch
    while true {
      let loaded = try store.load(touch)
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "act"), at: fixtures.now)
      let outcome = verb(&book, cause)
      ids = book.ids
      if book.missing.isEmpty {
        try store.write(
          BatchDecision(messages: [fixtures.message(changes: book.log, outcome, at: fixtures.now)]))
        return
      }
      touch.formUnion(book.missing)
    }
  }
}

private struct EveryText: Statement {
  static let sql = "SELECT e.value FROM every_text AS e"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String? {
    try row.optionalText(0)
  }
}
