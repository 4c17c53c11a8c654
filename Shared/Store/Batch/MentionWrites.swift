import Domain
import Formats
import Mentions
import Postgres

/// Mailboxes and profiles that the texts of a batch name, where no other index leads to them (L2).
struct MentionWrites {
  fileprivate var mentions: [InsertMentions.Named] = []
  /// Subjects of which retention may be about to forget whom they name.
  fileprivate var held: [MentionSubject] = []
  /// Parked messages of which a part could not be opened.
  private(set) var unsearched: Set<ParkedID> = []
  /// First chunks of imports until it is known what is left of them: they are decided with their message.
  private var firstChunks: [ImportID: [ImportLine]] = [:]

  init(_ messages: [DecidedMessage]) {
    for message in messages { note(message) }
    for (id, lines) in firstChunks { note(lines, chunk: 0, of: id) }
  }

  /// `true` if no text names anybody.
  var isEmpty: Bool { mentions.isEmpty }

  /// The names of all whom a text names.
  var names: Set<String> { Set(mentions.map(\.name)) }

  private mutating func note(_ message: DecidedMessage) {
    let reference = message.cause.message
    var named = MentionReading()
    named.read(reference.id)
    named.read(reference.source)
    if case .parked(let parked) = message.disposition {
      note(parked, of: message)
      named.read(message.type)
    }
    note(named, in: .message(reference))
    for logged in message.changes { note(logged.change, named) }
  }

  private mutating func note(_ parked: Parked, of message: DecidedMessage) {
    let reading = parked.mentions(
      type: message.type, of: message.cause.message)
    note(reading, in: .parked(parked.id))
    if !reading.isWhole || !parked.isWhole { unsearched.insert(parked.id) }
  }

  private mutating func note(_ change: Change, _ named: MentionReading) {
    switch change {
    case .profile(_, .affirmed(let said, by: let merged, _)):
      var reading = MentionReading()
      for word in said { reading.read(word.text) }
      for id in merged { note(reading, in: .profile(id)) }
    case .profile(let id, let change): note(named.with(change), in: .profile(id))
    case .address(_, .added(_, let id)), .address(_, .removed(let id)),
      .address(_, .usesChanged(let id, _, _)):
      note(named, in: .profile(id))
    case .address(_, .moved(let old, let new, _)), .address(_, .returned(let old, let new, _)):
      note(named, in: .profile(old))
      note(named, in: .profile(new))
    case .mark(let key, _, let change): note(named.with(change), in: .mark(key))
    case .bounce(let key, _, .recorded(let bounce, let evidence)):
      note(named.with(bounce, evidence, of: key), in: .mail(key))
    case .suppression(let key, _, .set(let suppression)):
      var reading = MentionReading()
      reading.read(suppression.reason)
      reading.subtract([key])
      note(reading, in: .mail(key))
    case .counter(let key, .increased): note(key.subject)
    case .registration(let id, let change): note(named.with(change), in: .registration(id))
    case .note(let id, .recorded(let message, _, _)): note(named.with(message), in: .note(id))
    case .suggestion(let suggestion, .made):
      var reading = named
      reading.read(suggestion.evidence)
      reading.subtract([AddressKey(stored: suggestion.evidence)])
      note(reading, in: .suggestion(suggestion.id))
    case .merge(let merge, .merged): note(named.with(merge), in: .profile(merge.removed))
    case .erasure(let merged, .purged(let decision)):
      var reading = named
      reading.read(decision)
      note(reading, in: .receipt(merged.head))
    case .erasure(let merged, .deceased): note(named, in: .profile(merged.head))
    case .imported(let id, .begun(let begun)): note(begun, of: id, named)
    case .imported(let id, .advanced(let report)):
      for row in report.refused {
        var reading = MentionReading()
        reading.read(row.column)
        note(reading, in: .importLine(id, chunk: report.chunk, line: row.line))
      }
      guard report.chunk == 0, let lines = firstChunks.removeValue(forKey: id) else { return }
      let refused = Set(report.refused.map(\.line))
      note(lines.filter { refused.contains($0.line) }, chunk: 0, of: id)
    case .mailing(let id, .begun(let mailing, _)): note(named.with(mailing), in: .mailing(id))
    case .address, .bounce, .suppression, .storm, .note, .suggestion, .merge, .erasure, .message,
      .counter, .imported, .mailing:
      break
    }
  }

  /// Notes whom the id of a mailing names, of which something is counted; before it has a storm it is.
  private mutating func note(_ subject: CounterKey.Subject) {
    guard case .mailing(let id) = subject else { return }
    var reading = MentionReading()
    reading.read(id)
    note(reading, in: .mailing(id))
  }

  private mutating func note(_ begun: BegunImport, of id: ImportID, _ named: MentionReading) {
    note(named.with(begun, id), in: .importing(id))
    let header = ImportLine(line: 0, cells: begun.header.map { ImportLine.Cell($0) })
    note([header], chunk: -1, of: id)
    firstChunks[id] = begun.first
  }

  private mutating func note(_ lines: [ImportLine], chunk: Int, of id: ImportID) {
    for line in lines {
      note(MentionReading(line), in: .importLine(id, chunk: chunk, line: line.line))
    }
  }

  private mutating func note(_ reading: MentionReading, in subject: MentionSubject) {
    let names = reading.names
    if subject.kind.isForgottenWithLast, !names.isEmpty { held.append(subject) }
    for name in names { mentions.append((name, subject)) }
  }
}

extension Connection {
  mutating func enqueue(_ writes: MentionWrites) throws(PostgresError) {
    try enqueue(RenewMentions.init, ifAny: writes.held)
    try enqueue(InsertMentions.init, ifAny: writes.mentions)
  }
}

extension MentionReading {
  fileprivate func with(_ change: ProfileChange) -> MentionReading {
    var reading = self
    switch change {
    case .created(let profile): reading.read(profile.details)
    case .updated(_, let details): reading.read(details)
    case .optedOut(let topic): reading.read(topic)
    case .optedIn, .affirmed, .removed, .restored: return MentionReading()
    }
    return reading
  }

  fileprivate func with(_ change: MarkChange) -> MentionReading {
    var reading = self
    if case .set(let mark) = change {
      reading.read(mark.status)
      reading.read(mark.reason)
      reading.read(mark.evidence?.diagnostic)
      reading.read(mark.evidence?.gatewayID)
    }
    return reading
  }

  /// The address's own key leads to what became of mail to it.
  fileprivate func with(
    _ bounce: Bounce, _ evidence: [UInt8], of key: AddressKey
  ) -> MentionReading {
    var reading = self
    for text in [bounce.send.text, bounce.diagnostic, bounce.gatewayID, bounce.mailing] {
      reading.read(text)
    }
    reading.read(evidence)
    reading.subtract([key])
    return reading
  }

  fileprivate func with(_ begun: BegunImport, _ id: ImportID) -> MentionReading {
    var reading = self
    reading.read(id)
    reading.read(begun.options.sheet)
    for (header, field) in begun.options.columns {
      reading.read(header)
      reading.read(field)
    }
    for header in begun.options.overwritten { reading.read(header) }
    return reading
  }

  fileprivate func with(_ mailing: Mailing) -> MentionReading {
    var reading = self
    for text in [
      mailing.id, mailing.topic, mailing.text.subject, mailing.text.text, mailing.text.html,
    ] {
      reading.read(text)
    }
    for event in mailing.audience.events.union(mailing.exceptions.events) { reading.read(event) }
    return reading
  }

  fileprivate func with(_ merge: Merge) -> MentionReading {
    var reading = self
    reading.read(merge.filled)
    for topic in merge.optOuts { reading.read(topic) }
    return reading
  }

  /// Everybody whom a note names, whom it matched too: whoever erases somebody must find the texts.
  fileprivate func with(_ note: Note) -> MentionReading {
    var reading = self
    reading.read(note.subject)
    reading.read(note.text)
    reading.read(note.forwardedFrom?.text)
    for mailbox in note.participants {
      reading.read(mailbox.text)
      reading.read(mailbox.name)
    }
    for file in note.attachments {
      reading.read(file.name)
      reading.read(file.type)
    }
    return reading
  }

  /// The key that matched leads to a registration by its own index, as long as no steward moves it.
  fileprivate func with(_ change: RegistrationChange) -> MentionReading {
    var reading = self
    switch change {
    case .recorded(let registration, _, let match):
      reading.read(registration, knowing: match.key)
      reading.subtract([match.key])
    case .held(let registration): reading.read(registration, knowing: nil)
    case .moved, .returned: return MentionReading()
    }
    return reading
  }

  private mutating func read(_ registration: Registration, knowing key: AddressKey?) {
    read(registration.eventID)
    // Most have one address, and that is the one that matched.
    let signs = PackedText.plainSigns(in: registration.content.span)
    if signs == 1, registration.first.key == key { return }
    read(registration.content)
  }

  private mutating func read(_ details: Details) {
    read(details.name.given)
    read(details.name.family)
    read(details.phone)
    for (system, value) in details.externalIDs {
      read(system)
      read(value)
    }
  }
}

extension Parked {
  /// Mailboxes and profiles that it names anywhere.
  fileprivate func mentions(type: String, of message: MessageReference) -> MentionReading {
    var reading = MentionReading()
    reading.read(body, withIDs: true)
    for text in [properties, message.id, message.source, type, routingKey, path ?? ""] {
      reading.read(Array(text.utf8), withIDs: true)
    }
    return reading
  }
}
