import Domain
import Formats

/// Merge of two profiles, or its end, beforehand: what would move, stay and be lost, as the rules decide it (L4).
struct MergePreview: CommandOutput {
  /// One thing that would move, stay or be lost.
  struct Item: Hashable, Sendable {
    /// Field of it, by the contract's word, such as `name.given` or `registration`.
    let field: String
    /// Value of it: an address, a name, a topic, a registration's id; `nil` where the field says all.
    let value: String?
    /// Uses now; `nil` for what has none.
    var before: Uses?
    /// Uses afterwards.
    var after: Uses?
  }

  /// The profile that is or was merged away.
  let removed: ProfileID
  /// The profile that is kept; `nil` if there is no merge to take back.
  let kept: ProfileID?
  /// The answer of the rules.
  let outcome: Outcome
  private(set) var moves: [Item] = []
  private(set) var stays: [Item] = []
  private(set) var lost: [Item] = []

  /// What to do who wants more than a preview.
  static func onlyPreview(_ type: String) -> String {
    "Say --preview: the command line tells what would be, and the message \(type) does it."
  }

  var failure: Failure? {
    guard case .refused(let refusal) = outcome else { return nil }
    return .refused(refusal.sentence)
  }

  func lines(in style: OutputStyle) -> [String] {
    switch outcome {
    case .refused: return []
    case .alreadyApplied: return ["The two are one already: nothing would change."]
    case .applied: break
    }
    var fields = FieldList()
    fields.add("kept", kept?.description, .strong)
    fields.add("merged away", removed.description)
    return fields.lines(in: style)
      + section("Would move", moves, in: style) + section("Would stay", stays, in: style)
      + section("Would be lost", lost, in: style)
  }

  private func section(_ title: String, _ items: [Item], in style: OutputStyle) -> [String] {
    var table = Table(["what", "value", "uses now", "uses then"])
    for item in items {
      table.add([
        Table.Cell(item.field), Table.Cell(item.value), Table.Cell(item.before?.text, .faint),
        Table.Cell(item.after?.text, .faint),
      ])
    }
    let lines = table.lines(in: style)
    return lines.isEmpty
      ? [] : ["", title.styled(.strong, in: style)] + lines.map { "  " + $0 }
  }

  var hints: [String] {
    guard outcome == .applied else { return [] }
    return ["Nothing was changed: brevduva publish profile.merge or profile.unmerge does it."]
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("removed", removed.description)
      json.member("kept", orNull: kept?.description)
      switch outcome {
      case .applied: json.member("outcome", "applied")
      case .alreadyApplied: json.member("outcome", "alreadyApplied")
      case .refused: json.member("outcome", "refused")
      }
      if case .refused(let refusal) = outcome {
        json.member("code", refusal.code)
      } else {
        json.member("code", orNull: nil as String?)
      }
      json.member("moves", each: moves) { $1.write(to: &$0) }
      json.member("stays", each: stays) { $1.write(to: &$0) }
      json.member("lost", each: lost) { $1.write(to: &$0) }
    }
  }
}

extension MergePreview.Item {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("field", field)
      json.member("value", orNull: value)
      json.write("usesBefore", before)
      json.write("usesAfter", after)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ key: JSONKey, _ uses: Uses?) {
    guard let uses else { return member(key, orNull: nil as String?) }
    member(key, uses.list.map(\.rawValue))
  }
}

// MARK: A merge

extension MergePreview {
  /// Tells a merge by what the rules decided.
  ///
  /// - Parameters:
  ///   - source: the profile that would be merged away.
  ///   - target: the profile that would be kept.
  ///   - registrations: those of the source, which go along.
  ///   - notes: those of the source, which go along too.
  ///   - decision: the answer of the rules, with its changes.
  init(
    merging source: Profile, into target: Profile, registrations: [RegistrationID],
    notes: [NoteID], _ decision: MessageDecision
  ) {
    removed = source.id
    kept = target.id
    outcome = decision.outcome
    guard outcome == .applied else { return }
    var left = Set(source.addresses.map(\.key))
    for logged in decision.changes {
      switch logged.change {
      case .address(let key, .moved(_, _, let uses)):
        left.remove(key)
        move(source.address(key), uses)
      case .profile(target.id, .updated(let old, let new)):
        moves += new.items(beyond: old)
        stays += source.details.items(besides: new)
      case .profile(target.id, .optedOut(let topic)):
        moves.append(Item(field: "optedOut", value: topic))
      default: break
      }
    }
    if !decision.changes.contains(where: { $0.change.updates(target.id) }) {
      stays += source.details.items(besides: target.details)
    }
    moves += registrations.map { Item(field: "registration", value: $0.description) }
    moves += notes.map { Item(field: "note", value: $0.description) }
    for address in source.addresses where left.contains(address.key) {
      stays.append(
        Item(
          field: "address", value: address.address.text, before: address.uses,
          after: address.uses))
    }
  }

  private mutating func move(_ address: Address?, _ uses: Uses) {
    guard let address else { return }
    let text = address.address.text
    moves.append(Item(field: "address", value: text, before: address.uses, after: uses))
    if !address.uses.isSubset(of: uses) {
      lost.append(
        Item(field: "uses", value: text, before: address.uses.subtracting(uses), after: nil))
    }
  }
}

// MARK: An unmerge

extension MergePreview {
  /// Tells the end of a merge by what the rules decided.
  ///
  /// - Parameters:
  ///   - removed: the profile that would be back.
  ///   - target: the profile that it was merged into; `nil` if into none.
  ///   - decision: the answer of the rules, with its changes.
  init(parting removed: ProfileID, from target: Profile?, _ decision: MessageDecision) {
    self.removed = removed
    kept = target?.id
    outcome = decision.outcome
    guard outcome == .applied, let target else { return }
    for logged in decision.changes {
      switch logged.change {
      case .address(let key, .returned(_, _, let uses)):
        moves.append(
          Item(
            field: "address", value: target.address(key)?.address.text,
            before: target.address(key)?.uses, after: uses))
      case .address(let key, .usesChanged(_, let old, let new)):
        let item = Item(
          field: "uses", value: target.address(key)?.address.text, before: old, after: new)
        if old.isSubset(of: new) { moves.append(item) } else { lost.append(item) }
      case .profile(target.id, .updated(let old, let new)):
        moves += old.items(beyond: new)
      case .profile(removed, .updated(let old, let new)):
        if new.isProtected, !old.isProtected {
          stays.append(Item(field: "protected", value: nil))
        }
      case .profile(target.id, .optedIn(let topic)):
        moves.append(Item(field: "optedOut", value: topic))
      case .profile(removed, .optedOut(let topic)):
        stays.append(Item(field: "optedOut", value: topic))
      case .registration(let id, .returned):
        moves.append(Item(field: "registration", value: id.description))
      case .note(let id, .returned), .note(let id, .filed):
        moves.append(Item(field: "note", value: id.description))
      case .mailing(let id, .moved): moves.append(Item(field: "mailing", value: id))
      case .merge(_, .unmerged(let leftovers)):
        for leftover in leftovers { take(leftover) }
      default: break
      }
    }
  }

  private mutating func take(_ leftover: Leftover) {
    switch leftover {
    case .address(let key): stays.append(Item(field: "address", value: key.text))
    case .primary: lost.append(Item(field: "primary", value: nil))
    case .givenName: stays.append(Item(field: "name.given", value: nil))
    case .familyName: stays.append(Item(field: "name.family", value: nil))
    case .phone: stays.append(Item(field: "phone", value: nil))
    case .externalID(let system): stays.append(Item(field: "externalIds", value: system))
    case .optOut(let topic): lost.append(Item(field: "optedOut", value: topic))
    case .registration(let id):
      stays.append(Item(field: "registration", value: id.description))
    case .note(let id): stays.append(Item(field: "note", value: id.description))
    }
  }
}

extension Change {
  /// `true` if it edits the details of a profile.
  fileprivate func updates(_ profile: ProfileID) -> Bool {
    if case .profile(profile, .updated) = self { true } else { false }
  }
}

extension Details {
  /// What is known here and not there, or otherwise there.
  fileprivate func items(beyond other: Details) -> [MergePreview.Item] {
    values.filter { other.values[$0.key] != $0.value }.sorted { $0.key < $1.key }
      .map { MergePreview.Item(field: $0.key, value: $0.value) }
  }

  /// What is known here, and is something else there.
  fileprivate func items(besides other: Details) -> [MergePreview.Item] {
    items(beyond: other).filter { other.values[$0.field] != nil }
  }

  private var values: [String: String] {
    var values: [String: String] = [:]
    values["name.given"] = name.given
    values["name.family"] = name.family
    values["phone"] = phone
    for (system, value) in externalIDs { values["externalIds.\(system)"] = value }
    values["protected"] = isProtected ? "yes" : nil
    return values
  }
}
