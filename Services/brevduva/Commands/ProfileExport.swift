import ArgumentParser
import Contract
import Domain
import Formats
import Platform
import Store

/// `profile export`: all that is held of one person, for the person to read (E3).
struct ProfileExport: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Give all that is held of one person, with where it came from.",
    discussion: """
      For the person to read, as article 15 of the GDPR wants it: the profile and all that were \
      merged into it, addresses that have left it, registrations with their content. A merged-away \
      id gives the whole person. A person with protected identity is found too, since the id is all \
      that finds one.

      Example: brevduva profile export 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f --language en > extract.txt
      """)

  @Argument(help: "The profile's id.", transform: ArgumentParsing.id)
  var id: ProfileID

  @Option(
    help:
      "How it is printed: \(ArgumentParsing.words(of: ProfileExportReport.Format.self)). --json is the latter."
  )
  var format = ProfileExportReport.Format.text

  @Option(help: "The language of the text: \(ArgumentParsing.words(of: Language.self)).")
  var language = Language.swedish

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ProfileExportReport {
    let record = try context.servers.withStore {
      store, waiter throws(StoreError) -> ExtractRecord? in
      guard let kept = try store.kept(id, waiting: &waiter) else { return nil }
      return try store.person(kept, sender: SenderAddress.read, waiting: &waiter)
    }
    guard let record, let kept = record.profiles.first else { throw .noProfile(id) }
    guard kept.profile.state != .purged else {
      throw .refused(
        "The person \(id) was purged: nothing is held but the receipt, which brevduva erasure show "
          + "\(id) prints.")
    }
    return ProfileExportReport(
      person: record, moment: .now(), language: language, format: format)
  }
}

extension ProfileExportReport.Format: ExpressibleByArgument {}

/// All that is held of one person, with where it came from (E3).
struct ProfileExportReport: CommandOutput {
  /// Form in which it is printed.
  enum Format: String, CaseIterable, Sendable {
    /// For a person to read.
    case text
    /// For a program.
    case json
  }

  let person: ExtractRecord
  let moment: Timestamp
  let language: Language
  let format: Format

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    standardText(asJSON: asJSON || format == .json, in: style)
  }

  func lines(in style: OutputStyle) -> [String] {
    ProfileExtract(person: person, moment: moment, language: language, style: style).lines
  }
}

extension ProfileExportReport {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("profileId", orNull: person.profiles.first?.profile.id.description)
      json.member("at", orNull: moment)
      json.member("profiles", each: person.profiles) { json, record in
        json.object { write(record, to: &$0) }
      }
      json.member("merges", each: person.merges) { json, merge in
        json.object { write(merge, to: &$0) }
      }
      json.member("notes", each: person.notes) { json, note in
        json.object { write(note, to: &$0) }
      }
      json.member("waitingRegistrations", each: person.held) { json, registration in
        json.object { write(registration, to: &$0) }
      }
      json.member("mailings", each: person.mails) { json, mail in
        json.object {
          $0.member("mailingId", mail.mailing)
          $0.member("topic", orNull: mail.topic)
          $0.member("subject", mail.subject)
          $0.member("outcome", mail.status.word)
          $0.member("to", orNull: mail.address?.text)
          $0.member("handedOverAt", orNull: mail.handedOverAt)
        }
      }
      json.member("parkedMessages", each: person.parked) { json, message in
        json.object {
          $0.members(of: message.summary)
          $0.member("passages", message.passages)
        }
      }
      json.member("beforeImports", each: person.imports) { json, record in
        json.object { write(record, to: &$0) }
      }
      json.member("importRows", each: person.importRows) { json, row in
        json.object {
          $0.member("importId", row.importID)
          $0.member("line", orNull: row.line)
          $0.member("cells", row.cells)
          $0.member("refused", orNull: row.refusal)
        }
      }
      json.member("elsewhere", each: person.elsewhere) { json, mention in
        json.object {
          $0.member("kind", mention.kind.rawValue)
          $0.member("count", orNull: mention.count)
          $0.member("as", mention.spellings)
        }
      }
    }
  }

  private func write(_ record: ProfileRecord, to json: inout JSONWriter) {
    let profile = record.profile
    json.member("id", profile.id.description)
    json.member("state", profile.state.word)
    json.member("stateBeforeDeath", orNull: profile.stateBeforeDeath?.word)
    json.member("version", orNull: Int(profile.version))
    json.member("createdAt", orNull: profile.createdAt)
    json.member("mergedInto", orNull: profile.mergedInto?.description)
    json.member("name", profile.name)
    json.member("phone", orNull: profile.phone)
    json.member("externalIds", profile.externalIDs)
    json.member("protected", profile.isProtected)
    json.member("addresses", each: record.stays) { json, stay in
      json.object {
        $0.members(of: stay.address, stay.mark)
        $0.member("usesChanged", orNull: stay.usesChange)
        $0.member("added", stay.origin)
      }
    }
    json.member("formerAddresses", each: record.past) { json, stay in
      json.object {
        $0.members(of: stay.address, stay.mark)
        $0.member("added", stay.added)
        $0.member("left", stay.removed)
        $0.member("movedTo", orNull: stay.movedTo?.description)
      }
    }
    json.member("suppressed", each: record.suppressions.sorted { $0.key < $1.key }) { json, held in
      json.object { json in
        json.member("key", held.key.text)
        json.member("by", each: held.value) { json, held in json.object { $0.members(of: held) } }
      }
    }
    json.member("bounces", each: record.bounces) { json, bounce in
      json.object { write(bounce, to: &$0) }
    }
    json.member("optOuts", each: record.optOuts) { json, optOut in
      json.object {
        $0.member("topic", optOut.topic)
        $0.member("said", optOut.origin)
      }
    }
    json.member("registrations", each: record.registrations) { json, registration in
      json.object { write(registration, to: &$0) }
    }
    json.member("suggestions", each: record.suggestions) { json, suggestion in
      json.object { write(suggestion, to: &$0) }
    }
  }

  private func write(_ record: ImportedRecord, to json: inout JSONWriter) {
    let before = record.profile.before
    json.member("importId", record.importID)
    json.member("at", orNull: record.at)
    json.member("profileId", record.profile.profile.description)
    json.member("created", before == nil)
    json.member("name", before?.details.name ?? Name(given: nil, family: nil))
    json.member("phone", orNull: before?.details.phone)
    json.member("externalIds", before?.details.externalIDs ?? [:])
    json.member("protected", before?.details.isProtected ?? false)
    json.member("addresses", each: before?.addresses ?? []) { json, address in
      json.object {
        $0.member("address", address.address.text)
        $0.member("uses", address.uses.list.map(\.rawValue))
      }
    }
    json.member("optedOut", (before?.optedOut ?? []).sorted())
    json.member("marked", record.profile.marked.map(\.text).sorted())
  }

  private func write(_ record: EvidenceRecord, to json: inout JSONWriter) {
    let bounce = record.bounce
    json.member("key", record.key.text)
    json.member("message", bounce.send.text)
    json.member("kind", bounce.kind.rawValue)
    json.member("reason", bounce.reason.rawValue)
    json.member("status", orNull: bounce.status)
    json.member("diagnostic", orNull: bounce.diagnostic)
    json.member("gateway", orNull: bounce.gateway)
    json.member("gatewayId", orNull: bounce.gatewayID)
    json.member("mailingId", orNull: bounce.mailing)
    json.member("observedAt", orNull: bounce.observedAt)
    json.member("sentAt", orNull: bounce.sentAt)
    json.key("evidence" as JSONKey)
    json.raw(record.evidence)
  }

  private func write(_ registration: RegistrationRecord, to json: inout JSONWriter) {
    registration.write(to: &json)
    json.member("matchedKey", orNull: registration.key?.text)
    json.member("source", registration.message.source)
    json.member("messageId", registration.message.id)
    json.key("content" as JSONKey)
    json.raw(registration.content)
  }

  /// Writes a note; the words of one in which a hidden person stands are `null` (L8).
  private func write(_ note: NoteRecord, to json: inout JSONWriter) {
    json.member("id", note.summary.id.description)
    json.member("subject", note.summary.subject)
    json.member("at", orNull: note.summary.at)
    json.member("receivedAt", orNull: note.receivedAt)
    json.member("source", note.message.source)
    json.member("messageId", note.message.id)
    json.member("matchedKeys", note.matched.map(\.text))
    json.key("content" as JSONKey)
    guard let content = note.content else { return json.null() }
    json.object { json in
      json.member("participants", each: content.participants) { json, mailbox in
        json.object {
          $0.member("role", mailbox.role.rawValue)
          $0.member("address", mailbox.text)
          $0.member("name", orNull: mailbox.name)
        }
      }
      json.member("text", content.text)
      json.member("isCut", content.isCut)
      json.member("attachments", each: content.attachments) { json, file in
        json.object {
          $0.member("name", file.name)
          $0.member("type", file.type)
          $0.member("size", orNull: file.size)
        }
      }
      json.member("forwardedFrom", orNull: content.forwardedFrom)
    }
  }

  private func write(_ suggestion: SuggestionRecord, to json: inout JSONWriter) {
    json.member("id", suggestion.id.description)
    json.member("kind", suggestion.kind)
    json.member("profileIds", suggestion.profiles.map(\.description))
    json.member("registrationId", orNull: suggestion.registration?.description)
    json.member("evidence", suggestion.evidence)
    json.member("madeAt", orNull: suggestion.madeAt)
    json.member("decision", suggestion.decision.word)
    json.member("decidedAt", orNull: suggestion.decidedAt)
    json.member("decidedBy", orNull: suggestion.decidedBy)
  }

  private func write(_ merge: Merge, to json: inout JSONWriter) {
    json.member("removed", merge.removed.description)
    json.member("kept", merge.kept.description)
    json.member("at", orNull: merge.at)
    json.member("stateBefore", merge.stateBefore.word)
    json.member("addresses", each: merge.addresses) { json, stay in
      json.object {
        $0.member("key", stay.key.text)
        $0.member("usesBefore", stay.before.list.map(\.rawValue))
        $0.member("usesAfter", stay.after.list.map(\.rawValue))
      }
    }
    json.member("name", merge.filled.name)
    json.member("phone", orNull: merge.filled.phone)
    json.member("externalIds", merge.filled.externalIDs)
    json.member("protected", merge.filled.isProtected)
    json.member("optedOut", merge.optOuts.sorted())
    json.member("keptUses", each: (merge.keptUses ?? [:]).sorted { $0.key < $1.key }) { json, own in
      json.object {
        $0.member("key", own.key.text)
        $0.member("uses", own.value.list.map(\.rawValue))
      }
    }
    json.member("affirmed", merge.affirmed.map(\.text).sorted())
  }
}

extension JSONWriter {
  /// Writes an address, with what is known of it.
  fileprivate mutating func members(of address: Address, _ mark: MarkRecord?) {
    member("address", address.address.text)
    member("key", address.key.text)
    member("uses", address.uses.list.map(\.rawValue))
    member("undeliverable", orNull: mark?.mark)
    member("clearedAt", orNull: mark?.clearedAt)
    key("evidence")
    if let evidence = mark?.mark?.evidence {
      object {
        $0.member("observedAt", orNull: evidence.observedAt)
        $0.member("diagnostic", orNull: evidence.diagnostic)
        $0.member("gatewayId", orNull: evidence.gatewayID)
      }
    } else {
      null()
    }
    member("markChanged", orNull: mark?.changed)
  }

  /// Writes which message brought something about.
  fileprivate mutating func member(_ key: JSONKey, _ origin: Provenance) {
    self.key(key)
    members(of: origin)
  }

  /// Writes which message brought something about, or `null`.
  fileprivate mutating func member(_ key: JSONKey, orNull origin: Provenance?) {
    self.key(key)
    if let origin { members(of: origin) } else { null() }
  }

  private mutating func members(of origin: Provenance) {
    object {
      $0.member("at", orNull: origin.at)
      $0.member("kind", origin.kind)
      $0.member("type", origin.type)
      $0.member("source", origin.message.source)
      $0.member("id", origin.id)
      $0.member("row", orNull: origin.row?.line)
      $0.member("actor", orNull: origin.actor)
    }
  }
}

extension SuggestionState.Decision {
  /// The word in JSON.
  fileprivate var word: String {
    switch self {
    case .open: "open"
    case .accepted: "accepted"
    case .dismissed: "dismissed"
    }
  }
}
