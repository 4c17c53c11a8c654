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
    guard profile.state != .purged else { return sheet.lines(on: surface) }
    sheet.add("name", profile.name.text)
    sheet.add("phone", profile.phone)
    for external in profile.externalIDs.sorted(by: { $0.key < $1.key }) {
      sheet.add(external.key.visible, external.value)
    }
    if profile.isProtected { sheet.add("protected", "yes", .warning) }
    sheet.add("version", "\(profile.version)")
    sheet.add("made", record.createdAt.text(on: surface))
    return sheet.lines(on: surface)
      + section("Addresses", addresses.lines(on: surface), on: surface)
      + section("Earlier addresses", past.lines(on: surface), on: surface)
      + section("Registrations", registrations(on: surface).lines(on: surface), on: surface)
      + section("Suggestions", suggestions(on: surface).lines(on: surface), on: surface)
  }

  package var hints: [String] {
    guard profile.state != .purged, let origin = record.origins.first else { return [] }
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

extension Uses {
  /// The uses in a row; `additional` for none.
  fileprivate var text: String {
    isEmpty ? "additional" : list.map(\.rawValue).joined(separator: ", ")
  }
}

extension Origin {
  /// Which message, and who acted.
  fileprivate var text: String {
    "\(type) \(message.id)" + (actor.map { " (\($0))" } ?? "")
  }
}
