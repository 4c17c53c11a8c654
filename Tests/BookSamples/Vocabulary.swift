public import Domain
public import TestSupport

/// Words of which random messages are made: few people, addresses and names, so that they meet often.
public struct Vocabulary: Sendable {
  /// Some of them with one key.
  public let addresses: [EmailAddress]
  /// The profiles that were met.
  public private(set) var profiles: [ProfileID]
  /// The registrations that were met.
  public private(set) var registrations: [RegistrationID] = []
  /// The notes that were met.
  public private(set) var notes: [NoteID] = []
  /// The suggestions that were met.
  public private(set) var suggestions: [SuggestionID] = []

  /// Tokens of messages that were sent; without any, no command names one.
  public let tokens: [String]

  let names = [Name(given: "Åsa", family: "Öberg"), Name(given: "Bo"), Name()]
  let externalIDs = [
    ExternalID(system: "ladok", value: "1"), ExternalID(system: "ladok", value: "2"),
    ExternalID(system: "primula", value: "1"),
  ]

  /// Words for these profiles; others are learned.
  public init(profiles: [ProfileID], tokens: [String] = []) throws {
    self.tokens = tokens
    let texts = [
      "a@x.se", "B@x.se", "b@X.se", "c@x.se", "d@x.se", "e@x.se", "info@x.se", "f@x.se", "g@x.se",
    ]
    addresses = try texts.map { try EmailAddress($0) }
    self.profiles = profiles
  }

  /// Takes in the ids that a change brings.
  public mutating func learn(_ change: Change) {
    switch change {
    case .profile(let id, .created):
      if !profiles.contains(id) { profiles.append(id) }
    case .registration(let id, .recorded), .registration(let id, .held): registrations.append(id)
    case .note(let id, .recorded): notes.append(id)
    case .suggestion(let suggestion, .made): suggestions.append(suggestion.id)
    case .profile, .address, .mark, .bounce, .suppression, .storm, .registration, .note,
      .suggestion, .merge, .erasure, .message, .counter, .imported, .mailing:
      break
    }
  }

  /// Draws a message that means something in a book: a registration, a mail, or a command that now and then expects
  /// a version.
  public func message(in book: AddressBook, by random: inout SeededGenerator) -> BookMessage {
    if random.isOne(of: 6) { return .registration(registration(by: &random)) }
    if random.isOne(of: 16) { return .note(note(by: &random)) }
    let kinds = CommandKind.allCases.filter { !tokens.isEmpty || !CommandKind.byToken.contains($0) }
    var place = random.pick(kinds.reduce(0) { $0 + $1.weight })
    let kind = kinds.first { kind in
      defer { place -= kind.weight }
      return place < kind.weight
    }
    let command = (kind ?? .dismiss).random(from: self, in: book, by: &random)
    return .command(
      CommandMessage(
        .command(command), expectedVersion: version(for: command, in: book, by: &random)))
  }

  /// Draws a version that the profile has, or would have with one more change.
  private func version(
    for command: Command, in book: AddressBook, by random: inout SeededGenerator
  ) -> Int64? {
    guard let subject = command.subject, random.isOne(of: 15) else { return nil }
    return (book.profile(subject)?.version ?? 1) + Int64(random.pick(2))
  }

  /// Draws a registration.
  public func registration(by random: inout SeededGenerator) -> Registration {
    let further = random.pick(addresses)
    return Registration(
      kind: .event, first: random.pick(addresses),
      further: random.isOne(of: 2)
        ? [Registration.Further(text: further.text, address: further)] : [],
      name: random.pick(names), externalIDs: random.isOne(of: 2) ? externalIDs : [],
      content: Array("{}".utf8))
  }

  /// Draws a mail between up to three people, now and then one that passes another one on; few have different ids.
  public func note(by random: inout SeededGenerator) -> Note {
    let roles: [Note.Role] = [.from, .to, .cc]
    let fields = roles.prefix(1 + random.pick(3))
    return Note(
      mail: random.isOne(of: 4) ? nil : MailHash(value: UInt128(random.pick(200))),
      participants: fields.map { role in
        let address = random.pick(addresses)
        return Note.Participant(role, address.text, key: address.key)
      }, subject: "subject", text: "text",
      forwardedFrom: random.isOne(of: 4) ? random.pick(addresses) : nil)
  }

  /// Draws a profile, half of the time one that holds an address.
  func profile(in book: AddressBook, by random: inout SeededGenerator) -> ProfileID {
    let holder = random.isOne(of: 2) ? book.holder(of: random.pick(addresses).key) : nil
    return holder ?? random.pick(profiles)
  }

  /// Draws an address, half of the time one that nobody holds.
  func otherAddress(in book: AddressBook, by random: inout SeededGenerator) -> EmailAddress {
    let free = random.isOne(of: 2) ? addresses.filter { book.holder(of: $0.key) == nil } : []
    return random.pick(free.isEmpty ? addresses : free)
  }

  /// Draws an address, half of the time one that the profile holds.
  func address(
    of id: ProfileID, in book: AddressBook, by random: inout SeededGenerator
  ) -> EmailAddress {
    let held = book.profile(id)?.addresses.map(\.address) ?? []
    return random.pick(!held.isEmpty && random.isOne(of: 2) ? held : addresses)
  }

  /// Draws an edit; many edits leave most as it is.
  func edit(by random: inout SeededGenerator) -> Edit {
    let external = random.pick(externalIDs)
    let fields: [Edit.Field] = [.kept, .cleared, .set("Given"), .set("Other")]
    let ids: [Edit.Field] = [.kept, .cleared, .set(external.value)]
    return Edit(
      given: random.pick(fields), family: random.pick(fields), phone: random.pick(fields),
      externalIDs: [external.system: random.pick(ids)],
      isProtected: random.pick([nil, nil, true, false]))
  }
}
