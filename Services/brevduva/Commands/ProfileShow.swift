import ArgumentParser
import Contract
import Domain
import Formats
import Store

/// `profile show`: one profile with all that is kept of it.
struct ProfileShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a profile with its addresses, registrations and notes.",
    discussion: """
      An id that was merged away shows its own entry, and names the profile that was kept; an address \
      leads to whom it belongs now. A profile with protected identity, or merged into one that has it, \
      is found by its id only.

      Example: brevduva profile show --email anna@example.org
      """)

  @Argument(help: "The profile's id.", transform: ArgumentParsing.id)
  var id: ProfileID?

  @Option(help: "An address that stands on the profile.", transform: ArgumentParsing.address)
  var email: EmailAddress?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (id == nil) != (email == nil) else {
      throw ValidationError("Name a profile either by its id or by --email.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> ProfileShowReport {
    let report = try context.servers.withStore {
      store, waiter throws(StoreError) -> ProfileShowReport? in
      let asked =
        if let email { try store.holder(of: email.key, waiting: &waiter) } else { id }
      guard let asked, let kept = try store.kept(asked, waiting: &waiter),
        let record = try store.profile(id ?? kept, waiting: &waiter)
      else { return nil }
      return ProfileShowReport(record: record, kept: kept)
    }
    guard let report else { throw .refused(missing) }
    return report
  }

  private var missing: String {
    guard let id else {
      return
        "No profile that may be shown has this address: brevduva profile find looks for a part of it."
    }
    return Failure.noProfile(id).sentence
  }
}

/// A profile with all that is kept of it.
struct ProfileShowReport: CommandOutput {
  let record: ProfileRecord
  /// The profile that was kept of its merges: itself, unless it was merged away.
  let kept: ProfileID

  var profile: Profile { record.profile }

  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("profile", "\(profile.id)", .strong)
    fields.add("state", profile.state.word, profile.state.style)
    guard profile.state != .purged else {
      fields.add("purged", record.receipt?.purgedAt.text(in: style))
      fields.add("decision", record.receipt?.decision)
      return fields.lines(in: style)
    }
    if let next = profile.mergedInto {
      fields.add("merged into", "\(next)", .warning)
      if next != kept { fields.add("kept profile", "\(kept)", .warning) }
    }
    if let before = profile.stateBeforeDeath { fields.add("before death", before.word) }
    fields.add("name", profile.name.text)
    fields.add("phone", profile.phone)
    for external in profile.externalIDs.sorted(by: { $0.key < $1.key }) {
      fields.add(external.key.visible, external.value)
    }
    if profile.isProtected { fields.add("protected", "yes", .warning) }
    fields.add("version", "\(profile.version)")
    fields.add("made", profile.createdAt.text(in: style))
    return fields.lines(in: style)
      + section("Addresses", addresses.lines(in: style), in: style)
      + section("Undeliverable", marks(in: style).lines(in: style), in: style)
      + section("Mail held back", suppressions(in: style).lines(in: style), in: style)
      + section("Earlier addresses", past.lines(in: style), in: style)
      + section("Opted out", optOuts(in: style).lines(in: style), in: style)
      + section("Merged into this one", merged(in: style).lines(in: style), in: style)
      + section("Registrations", registrations(in: style).lines(in: style), in: style)
      + section("Notes", notes(in: style).lines(in: style), in: style)
      + section("Suggestions", suggestions(in: style).lines(in: style), in: style)
  }

  var hints: [String] {
    guard profile.state != .purged else {
      return ["How much of what was erased: brevduva erasure show \(profile.id)"]
    }
    let merged = kept == profile.id ? [] : ["The kept profile: brevduva profile show \(kept)"]
    guard let origin = record.stays.first?.origin else { return merged }
    return merged + ["What brought an address: brevduva trace \(origin.message.id.shellWord)"]
  }

  private func section(_ title: String, _ lines: [String], in style: OutputStyle) -> [String] {
    lines.isEmpty ? [] : ["", title.styled(.strong, in: style)] + lines.map { "  " + $0 }
  }

  private var addresses: Table {
    var table = Table(["address", "uses", "added by"])
    for stay in record.stays {
      table.add([
        Table.Cell(stay.address.address.text), Table.Cell(stay.address.uses.text),
        Table.Cell(stay.origin.text, .faint),
      ])
    }
    return table
  }

  private func marks(in style: OutputStyle) -> Table {
    var table = Table(["address", "since", "status", "reason"])
    for stay in record.stays {
      guard let mark = stay.mark?.mark else { continue }
      table.add([
        Table.Cell(stay.address.address.text, .bad), Table.Cell(mark.since.text(in: style)),
        Table.Cell(mark.status), Table.Cell(mark.reason),
      ])
    }
    return table
  }

  private func suppressions(in style: OutputStyle) -> Table {
    var table = Table(["address", "held back by", "since", "until", "reason"])
    for stay in record.stays {
      for held in record.suppressions[stay.address.key] ?? [] {
        table.add([
          Table.Cell(stay.address.address.text, .warning), Table.Cell(held.gateway),
          Table.Cell(held.since.text(in: style)), Table.Cell(held.until?.text(in: style)),
          Table.Cell(held.reason),
        ])
      }
    }
    return table
  }

  private func optOuts(in style: OutputStyle) -> Table {
    var table = Table(["topic", "since", "said by"])
    for optOut in record.optOuts {
      let topic = optOut.topic == Profile.everyTopic ? "all bulk mail" : optOut.topic
      table.add([
        Table.Cell(topic, .warning), Table.Cell(optOut.origin.at.text(in: style)),
        Table.Cell(optOut.origin.text, .faint),
      ])
    }
    return table
  }

  private func merged(in style: OutputStyle) -> Table {
    var table = Table(["profile", "merged", "into"])
    for merged in record.merged {
      table.add([
        Table.Cell("\(merged.id)"), Table.Cell(merged.at?.text(in: style)),
        Table.Cell("\(merged.into)", .faint),
      ])
    }
    return table
  }

  private var past: Table {
    var table = Table(["address", "uses", "taken away by", "moved to"])
    for stay in record.past {
      table.add([
        Table.Cell(stay.address.address.text), Table.Cell(stay.address.uses.text),
        Table.Cell(stay.removed.text, .faint), Table.Cell(stay.movedTo?.description, .faint),
      ])
    }
    return table
  }

  private func registrations(in style: OutputStyle) -> Table {
    var table = Table(["kind", "event", "matched by", "received", "id"])
    for registration in record.registrations {
      table.add([
        Table.Cell(registration.kind), Table.Cell(registration.eventID),
        Table.Cell(registration.rule), Table.Cell(registration.receivedAt.text(in: style)),
        Table.Cell("\(registration.id)", .faint),
      ])
    }
    return table
  }

  private func notes(in style: OutputStyle) -> Table {
    var table = Table(["subject", "written", "id"])
    for note in record.notes {
      table.add([
        Table.Cell(note.subject), Table.Cell(note.at.text(in: style)),
        Table.Cell("\(note.id)", .faint),
      ])
    }
    return table
  }

  private func suggestions(in style: OutputStyle) -> Table {
    var table = Table(["suggestion", "state", "evidence", "made", "id"])
    for suggestion in record.suggestions {
      table.add([
        Table.Cell(suggestion.kind),
        suggestion.decidedAt == nil ? Table.Cell("open", .warning) : Table.Cell("decided"),
        Table.Cell(suggestion.evidence), Table.Cell(suggestion.madeAt.text(in: style)),
        Table.Cell("\(suggestion.id)", .faint),
      ])
    }
    return table
  }
}

extension ProfileShowReport {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", profile.id.description)
      guard profile.state != .purged else { return writePurged(to: &json) }
      json.member("version", orNull: Int(profile.version))
      json.member("state", profile.state.word)
      json.member("name", profile.name)
      json.member("phone", orNull: profile.phone)
      json.member("externalIds", profile.externalIDs)
      json.member("protected", profile.isProtected)
      json.member("optedOut", record.optOuts.map(\.topic))
      json.member("mergedInto", orNull: profile.mergedInto?.description)
      json.member("addresses", each: record.stays) { json, stay in
        json.object { write(stay, to: &$0) }
      }
      json.member("registrations", each: record.registrations) { json, registration in
        json.object { registration.write(to: &$0) }
      }
      json.member("notes", each: record.notes) { json, note in
        json.object {
          $0.member("id", note.id.description)
          $0.member("subject", note.subject)
          $0.member("at", orNull: note.at)
        }
      }
    }
  }

  /// All that is left of a purged profile (L2).
  private func writePurged(to json: inout JSONWriter) {
    json.member("state", profile.state.word)
    json.member("purgedAt", orNull: record.receipt?.purgedAt)
    json.member("decision", orNull: record.receipt?.decision)
  }

  private func write(_ stay: ProfileRecord.Stay, to json: inout JSONWriter) {
    json.member("address", stay.address.address.text)
    json.member("uses", stay.address.uses.list.map(\.rawValue))
    json.member("undeliverable", orNull: stay.mark?.mark)
    json.member("suppressed", each: record.suppressions[stay.address.key] ?? []) { json, held in
      json.object { $0.members(of: held) }
    }
    json.key("addedBy" as JSONKey)
    json.object {
      $0.member("kind", stay.origin.kind)
      $0.member("id", stay.origin.id)
      $0.member("row", orNull: stay.origin.row?.line)
      $0.member("actor", orNull: stay.origin.actor)
    }
    json.member("addedAt", orNull: stay.origin.at)
  }
}

extension JSONWriter {
  /// Writes what is held back of mail, by whom and why.
  mutating func members(of held: Suppression) {
    member("gateway", held.gateway)
    member("since", orNull: held.since)
    member("until", orNull: held.until)
    member("reason", orNull: held.reason)
  }
}

extension RegistrationRecord {
  /// Writes the members that say what it is, when it came and by which rule it found its profile.
  func write(to json: inout JSONWriter) {
    json.member("id", id.description)
    json.member("kind", kind)
    json.member("eventId", orNull: eventID)
    json.member("receivedAt", orNull: receivedAt)
    json.member("matchedBy", orNull: rule)
  }
}
