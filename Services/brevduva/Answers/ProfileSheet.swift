package import Domain
package import Store

/// A profile with all that is kept of it.
package struct ProfileSheet: Answer {
  let record: ProfileRecord
  private let asked: ProfileID?

  /// Shows a profile; `asked` is the id that was typed, which may have been merged away (L5).
  package init(_ record: ProfileRecord, asked: ProfileID? = nil) {
    self.record = record
    self.asked = asked
  }

  var profile: Profile { record.profile }

  package func lines(on surface: Surface) -> [String] {
    var sheet = Sheet()
    sheet.add("profile", "\(profile.id)", .strong)
    if let asked, asked != profile.id { sheet.add("merged here", "\(asked)", .faint) }
    sheet.add("state", profile.state.word, profile.state.tone)
    guard profile.state != .purged else {
      sheet.add("purged", record.receipt?.purgedAt.text(on: surface))
      sheet.add("decision", record.receipt?.decision)
      return sheet.lines(on: surface)
    }
    if let before = profile.stateBeforeDeath { sheet.add("before death", before.word) }
    sheet.add("name", profile.name.text)
    sheet.add("phone", profile.phone)
    for external in profile.externalIDs.sorted(by: { $0.key < $1.key }) {
      sheet.add(external.key.visible, external.value)
    }
    if profile.isProtected { sheet.add("protected", "yes", .warning) }
    if let kept = profile.mergedInto { sheet.add("merged into", "\(kept)") }
    sheet.add("version", "\(profile.version)")
    sheet.add("made", record.createdAt.text(on: surface))
    return sheet.lines(on: surface)
      + section("Addresses", addresses.lines(on: surface), on: surface)
      + section("Undeliverable", marks(on: surface).lines(on: surface), on: surface)
      + section("Earlier addresses", past.lines(on: surface), on: surface)
      + section("Opted out", optOuts(on: surface).lines(on: surface), on: surface)
      + section("Merged into this one", merged(on: surface).lines(on: surface), on: surface)
      + section("Registrations", registrations(on: surface).lines(on: surface), on: surface)
      + section("Suggestions", suggestions(on: surface).lines(on: surface), on: surface)
  }

  package var hints: [String] {
    guard profile.state != .purged else {
      return ["How much of what was erased: brevduva erasure show \(profile.id)"]
    }
    guard let origin = record.origins.first else { return [] }
    return ["What brought an address: brevduva trace \(origin.message.id.shellWord)"]
  }

  private func section(_ title: String, _ lines: [String], on surface: Surface) -> [String] {
    lines.isEmpty ? [] : ["", title.inTone(.strong, on: surface)] + lines.map { "  " + $0 }
  }

  private var addresses: Table {
    var table = Table(["address", "uses", "added by"])
    for (address, origin) in zip(profile.addresses, record.origins) {
      table.add([
        Table.Cell(address.address.text), Table.Cell(address.uses.text),
        Table.Cell(origin.text, .faint),
      ])
    }
    return table
  }

  private func marks(on surface: Surface) -> Table {
    var table = Table(["address", "since", "status", "reason"])
    for stay in record.stays {
      guard let mark = stay.mark?.mark else { continue }
      table.add([
        Table.Cell(stay.address.address.text, .bad), Table.Cell(mark.since.text(on: surface)),
        Table.Cell(mark.status), Table.Cell(mark.reason),
      ])
    }
    return table
  }

  private func optOuts(on surface: Surface) -> Table {
    var table = Table(["topic", "since", "said by"])
    for optOut in record.optOuts {
      let topic = optOut.topic == Profile.everyTopic ? "all bulk mail" : optOut.topic
      table.add([
        Table.Cell(topic, .warning), Table.Cell(optOut.origin.at.text(on: surface)),
        Table.Cell(optOut.origin.text, .faint),
      ])
    }
    return table
  }

  private func merged(on surface: Surface) -> Table {
    var table = Table(["profile", "merged", "into"])
    for merged in record.merged {
      table.add([
        Table.Cell("\(merged.id)"), Table.Cell(merged.at?.text(on: surface)),
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

  private func registrations(on surface: Surface) -> Table {
    var table = Table(["kind", "event", "matched by", "received", "id"])
    for registration in record.registrations {
      table.add([
        Table.Cell(registration.kind), Table.Cell(registration.eventID),
        Table.Cell(registration.rule), Table.Cell(registration.receivedAt.text(on: surface)),
        Table.Cell("\(registration.id)", .faint),
      ])
    }
    return table
  }

  private func suggestions(on surface: Surface) -> Table {
    var table = Table(["suggestion", "state", "evidence", "made", "id"])
    for suggestion in record.suggestions {
      table.add([
        Table.Cell(suggestion.kind),
        suggestion.decidedAt == nil ? Table.Cell("open", .warning) : Table.Cell("decided"),
        Table.Cell(suggestion.evidence), Table.Cell(suggestion.madeAt.text(on: surface)),
        Table.Cell("\(suggestion.id)", .faint),
      ])
    }
    return table
  }
}
