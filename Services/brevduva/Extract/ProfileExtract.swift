import Contract
import Domain
import Formats
import Store

/// Extract of a person's data, as it was read at a moment: a text for that person to read (E3).
///
/// Whatever a message brought is shown with its control characters written out.
struct ProfileExtract {
  let person: ExtractRecord
  let moment: Timestamp
  let language: Language
  let style: OutputStyle

  /// The text, line by line.
  var lines: [String] {
    var lines = [title(say("Registerutdrag", "All that is held about you"))]
    lines += [
      say(
        "Allt som adressboken Brevduva innehåller om en person (artikel 15 i GDPR).",
        "Everything that the address book Brevduva holds about one person (GDPR, article 15)."),
      say(
        "Varför det sparas, hur länge och vem som får det står i registerförteckningen.",
        "Why it is kept, for how long and who gets it stands in the register of processing."),
      say("Utdraget gjordes ", "Read ") + language.words(for: moment) + ".",
    ]
    for (place, record) in person.profiles.enumerated() { lines += profile(record, place: place) }
    lines += section(say("E-post som sparats", "Mail that is kept"), person.notes.flatMap(note))
    lines += section(
      say("Före importer som kan tas tillbaka", "Before imports that can be taken back"),
      person.imports.flatMap(imported))
    lines += section(
      say(
        "Rader i importer, som väntar eller avvisades",
        "Rows of imports, which wait or were refused"),
      person.importRows.flatMap(importRow))
    lines += section(say("Sammanslagningar", "Merges"), person.merges.flatMap(merge))
    lines += section(
      say("Anmälningar som väntar på en handläggare", "Registrations that wait for a steward"),
      person.held.flatMap(registration))
    lines += section(say("Utskick", "Mailings"), person.mails.flatMap(mail))
    lines += section(
      say(
        "Meddelanden som inte kunde läsas och där personen förekommer",
        "Messages that could not be read and that mention the person"),
      person.parked.flatMap(parked))
    lines += section(
      say(
        "I andras uppgifter, som inte visas här", "In what is kept of others, which is not shown"),
      person.elsewhere.flatMap { mention in
        entry(
          "\(language.word(for: mention.kind)): \(mention.count)",
          mention.spellings.map { (say("står där som", "written as"), $0) })
      })
    return lines
  }

  private func profile(_ record: ProfileRecord, place: Int) -> [String] {
    let profile = record.profile
    let heading =
      place == 0
      ? say("Profilen", "The profile") : say("Sammanslagen profil", "A profile that was merged")
    var fields = FieldList()
    fields.add("id", "\(profile.id)")
    fields.add(say("status", "state"), language.word(for: profile.state))
    if let before = profile.stateBeforeDeath {
      fields.add(say("före dödsfallet", "before the death"), language.word(for: before))
    }
    if let kept = profile.mergedInto {
      fields.add(say("sammanslagen med", "merged into"), "\(kept)")
    }
    fields.add(say("förnamn", "given name"), profile.name.given)
    fields.add(say("efternamn", "family name"), profile.name.family)
    fields.add(say("telefon", "telephone"), profile.phone)
    for external in profile.externalIDList {
      fields.add(say("id i ", "id in ") + external.system.visible, external.value)
    }
    fields.add(
      say("skyddad identitet", "protected identity"),
      profile.isProtected ? say("ja", "yes") : say("nej", "no"))
    fields.add(say("skapad", "made"), language.words(for: record.profile.createdAt))
    fields.add(say("antal ändringar", "changes"), "\(profile.version)")
    return ["", title(heading)] + fields.lines(in: style)
      + section(say("E-postadresser", "E-mail addresses"), record.stays.flatMap(address))
      + section(
        say("Tidigare e-postadresser", "Former e-mail addresses"), record.past.flatMap(past))
      + section(
        say("E-post som hålls tillbaka", "Mail that is held back"), suppressions(of: record))
      + section(
        say("E-post som inte kom fram", "Mail that did not arrive"), record.bounces.flatMap(bounce))
      + section(say("Avböjda utskick", "Mail declined"), record.optOuts.map(optOut))
      + section(
        say("Anmälningar och gåvor", "Registrations and donations"),
        record.registrations.flatMap(registration))
      + section(
        say("Förslag till handläggare", "Suggestions to stewards"),
        record.suggestions.flatMap(suggestion))
  }

  private func address(_ stay: ProfileRecord.Stay) -> [String] {
    var details = [(say("användning", "use"), language.words(for: stay.address.uses))]
    if let change = stay.usesChange {
      details.append((say("användning ändrad", "use changed"), language.words(for: change)))
    }
    if let mark = stay.mark { details += self.details(of: mark) }
    details.append((say("kom", "came"), language.words(for: stay.origin)))
    return entry(stay.address.address.text, details)
  }

  private func past(_ stay: PastStay) -> [String] {
    var details = [
      (say("användning", "use"), language.words(for: stay.address.uses)),
      (say("kom", "came"), language.words(for: stay.added)),
      (say("försvann", "left"), language.words(for: stay.removed)),
    ]
    if let other = stay.movedTo {
      details.append((say("flyttades till profilen", "went to the profile"), "\(other)"))
    }
    if let mark = stay.mark { details += self.details(of: mark) }
    return entry(stay.address.address.text, details)
  }

  private func details(of mark: MarkRecord) -> [(String, String)] {
    var details = [(say("olevererbar", "undeliverable"), language.words(for: mark))]
    if let changed = mark.changed {
      details.append((say("ändrad", "changed"), language.words(for: changed)))
    }
    return details
  }

  private func suppressions(of record: ProfileRecord) -> [String] {
    record.suppressions.sorted { $0.key < $1.key }.flatMap { key, held in
      held.flatMap { held in
        entry(
          key.text,
          [
            (say("av", "by"), held.gateway),
            (say("sedan", "since"), language.words(for: held.since)),
            (say("skäl", "reason"), held.reason ?? "–"),
          ])
      }
    }
  }

  private func bounce(_ record: EvidenceRecord) -> [String] {
    let bounce = record.bounce
    let words = BounceEvidence(json: record.evidence)?.texts.joined(separator: " / ")
    return entry(
      record.key.text,
      [
        (say("rapporterad", "reported"), language.words(for: bounce.observedAt)),
        (say("bedömd", "judged"), "\(bounce.kind.rawValue), \(bounce.reason.rawValue)"),
        (say("svar", "answer"), bounce.diagnostic ?? "–"),
        (say("underlag", "evidence"), words ?? "–"),
        (say("meddelandet", "the message"), bounce.send.text),
        (
          say("tjänst", "gateway"),
          [bounce.gateway, bounce.gatewayID].compactMap(\.self).joined(separator: ", ")
        ),
      ])
  }

  private func optOut(_ optOut: OptOutRecord) -> String {
    let topic =
      optOut.topic == Profile.everyTopic
      ? say("alla utskick", "all bulk mail") : optOut.topic.visible
    return "- \(topic): \(language.words(for: optOut.origin).visible)"
  }

  private func registration(_ registration: RegistrationRecord) -> [String] {
    let message = registration.message
    var details = [
      (say("mottagen", "received"), language.words(for: registration.receivedAt)),
      (say("genom meddelandet", "by the message"), "\(message.id), \(message.source)"),
      (
        say("hur den hamnade här", "how it came here"),
        language.word(forMatch: registration.rule, key: registration.key)
      ),
    ]
    if let event = registration.eventID { details.append((say("evenemang", "event"), event)) }
    if let content = JSONText(registration.content).root {
      details += content.leaves.map { (say("uppgift ", "field ") + $0.name.visible, $0.text) }
    }
    return entry(language.word(forRegistration: registration.kind), details)
  }

  private func note(_ note: NoteRecord) -> [String] {
    var details = [
      (say("skrivet", "written"), language.words(for: note.summary.at)),
      (say("mottaget", "received"), language.words(for: note.receivedAt)),
      (say("genom meddelandet", "by the message"), "\(note.message.id), \(note.message.source)"),
    ]
    for key in note.matched { details.append((say("matchade", "matched"), key.text)) }
    guard let content = note.content else {
      details.append(
        (
          say("innehåll", "content"),
          say("visas inte, det rör även andra", "not shown: it is about others too")
        ))
      return entry(note.summary.subject, details)
    }
    for mailbox in content.participants {
      let name = mailbox.name.map { "\($0) " } ?? ""
      details.append((language.word(for: mailbox.role), "\(name)<\(mailbox.text)>"))
    }
    if let sender = content.forwardedFrom {
      details.append((say("vidarebefordrat från", "passed on from"), sender))
    }
    for file in content.attachments {
      details.append((say("bilaga", "attachment"), "\(file.name), \(file.type), \(file.size) B"))
    }
    details.append((say("text", "text"), content.text))
    return entry(note.summary.subject, details)
  }

  private func suggestion(_ suggestion: SuggestionRecord) -> [String] {
    var details = [
      (say("grundar sig på", "rests on"), suggestion.evidence),
      (say("gjort", "made"), language.words(for: suggestion.madeAt)),
    ]
    let decision = [
      language.word(for: suggestion.decision),
      suggestion.decidedAt.map { language.words(for: $0) }, suggestion.decidedBy,
    ]
    details.append(
      (say("avgörande", "decision"), decision.compactMap(\.self).joined(separator: ", ")))
    let others = suggestion.profiles.map(\.description).joined(separator: ", ")
    details.append((say("profiler", "profiles"), others))
    return entry(language.word(forSuggestion: suggestion.kind), details)
  }

  private func merge(_ merge: Merge) -> [String] {
    let gave = merge.filled
    var details = [(say("tidpunkt", "when"), language.words(for: merge.at))]
    for stay in merge.addresses { details.append((say("adress", "address"), stay.key.text)) }
    if let name = gave.name.text { details.append((say("namn", "name"), name)) }
    if let phone = gave.phone { details.append((say("telefon", "telephone"), phone)) }
    for (system, value) in gave.externalIDs.sorted(by: { $0.key < $1.key }) {
      details.append((say("id i ", "id in ") + system.visible, value))
    }
    for topic in merge.optOuts.sorted() {
      details.append((say("avböjt utskick", "mail declined"), topic))
    }
    for said in merge.affirmed.map(\.text).sorted() {
      details.append((say("sagt därefter", "said since"), said))
    }
    return entry(
      say(
        "\(merge.removed) slogs samman med \(merge.kept) och gav den",
        "\(merge.removed) was merged into \(merge.kept) and gave it"), details)
  }

  private func imported(_ record: ImportedRecord) -> [String] {
    var details = [
      (say("import", "import"), record.importID),
      (say("profil", "profile"), "\(record.profile.profile)"),
    ]
    guard let before = record.profile.before else {
      return entry(
        language.words(for: record.at),
        details + [(say("före", "before"), say("fanns inte", "was not there"))])
    }
    if let name = before.details.name.text { details.append((say("namn", "name"), name)) }
    if let phone = before.details.phone { details.append((say("telefon", "telephone"), phone)) }
    for (system, value) in before.details.externalIDs.sorted(by: { $0.key < $1.key }) {
      details.append((say("id i ", "id in ") + system.visible, value))
    }
    for address in before.addresses {
      details.append(
        (say("adress", "address"), "\(address.address.text), \(language.words(for: address.uses))"))
    }
    for topic in before.optedOut.sorted() {
      details.append((say("avböjt utskick", "mail declined"), topic))
    }
    for key in record.profile.marked.sorted() {
      details.append((say("märkt av importen", "marked by the import"), key.text))
    }
    return entry(language.words(for: record.at), details)
  }

  private func importRow(_ row: ImportRowRecord) -> [String] {
    let cells = row.cells.filter { !$0.isEmpty }.map { (say("cell", "cell"), $0) }
    return entry(
      "\(row.importID), \(say("rad", "line")) \(row.line)",
      cells + [(say("avvisad", "refused"), row.refusal ?? "–")])
  }

  private func mail(_ mail: MailRecord) -> [String] {
    var details = [(say("ärende", "subject"), mail.subject)]
    if let topic = mail.topic { details.append((say("ämne", "topic"), topic)) }
    if let address = mail.address { details.append((say("till", "to"), address.text)) }
    let fate = mail.handedOverAt.map { say("skickat ", "sent ") + language.words(for: $0) }
    details.append((say("utfall", "outcome"), fate ?? mail.status.word))
    return entry(mail.mailing, details)
  }

  private func parked(_ message: ParkedMention) -> [String] {
    let summary = message.summary
    return entry(
      "\(language.words(for: summary.parkedAt)): \(summary.type), \(summary.id)",
      message.passages.map { (say("innehåller", "holds"), $0) })
  }

  /// Something that is named, and what is known of it.
  private func entry(_ name: String, _ details: [(label: String, value: String)]) -> [String] {
    var fields = FieldList()
    for detail in details { fields.add(detail.label, detail.value) }
    return ["- \(name.visible)"] + fields.lines(in: style).map { "    " + $0 }
  }

  private func section(_ heading: String, _ content: [String]) -> [String] {
    content.isEmpty ? [] : ["", title(heading)] + content
  }

  private func title(_ text: String) -> String { text.styled(.strong, in: style) }

  private func say(_ swedish: String, _ english: String) -> String {
    language.say(swedish, english)
  }
}

extension JSONValue {
  /// Each text, number and word in it, with the keys that lead there.
  fileprivate var leaves: [(name: String, text: String)] {
    leaves(below: "")
  }

  private func leaves(below name: String) -> [(name: String, text: String)] {
    switch kind {
    case .object:
      members.flatMap { $0.leaves(below: name.isEmpty ? $0.key : "\(name).\($0.key)") }
    case .array: elements.flatMap { $0.leaves(below: name) }
    case .string: [(name, string ?? "")]
    case .number, .true, .false, .null: [(name, String(decoding: octets, as: UTF8.self))]
    }
  }
}
