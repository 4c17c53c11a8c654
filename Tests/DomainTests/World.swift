import Domain

/// Few addresses and profiles, so that they meet often.
struct World {
  let addresses: [EmailAddress]
  let beginnings: [Profile]
  let names = [Name(given: "Åsa", family: "Öberg"), Name(given: "Bo"), Name()]
  let externalIDs = [
    ExternalID(system: "ladok", value: "1"), ExternalID(system: "ladok", value: "2"),
    ExternalID(system: "primula", value: "1"),
  ]
  let topics = ["news", Profile.everyTopic]

  init() throws {
    let texts = ["a@x.se", "B@x.se", "b@X.se", "c@x.se", "d@x.se", "e@x.se", "info@x.se", "f@x.se"]
    addresses = try texts.map { try EmailAddress($0) }
    let (d, e, f) = (addresses[4], addresses[5], addresses[7])
    beginnings = [
      Profile(
        id: ProfileID(value: 1), name: names[0], externalIDs: ["ladok": "1"],
        addresses: [Address(d, uses: [.primary])]),
      Profile(
        id: ProfileID(value: 2), state: .removed,
        addresses: [Address(e, uses: [.primary, .work]), Address(f)]),
      Profile(id: ProfileID(value: 3), state: .deceased, name: names[1]),
      Profile(id: ProfileID(value: 4), state: .removed, mergedInto: ProfileID(value: 1)),
      Profile(id: ProfileID(value: 5), isProtected: true),
      Profile(id: ProfileID(value: 6), phone: "018-6", optedOut: ["news"]),
    ]
  }

  /// A book with what was told of it so far, and the ids that were met.
  struct Scene {
    var book: AddressBook
    var ledger: Ledger
    var ids: [ProfileID]
    var registrations: [RegistrationID] = [RegistrationID(value: 1)]
    var suggestions: [SuggestionID] = [SuggestionID(value: 1)]
  }

  /// Plays verbs on a book and checks the rules after each; in between the book is closed, and opened
  /// again on what its log gives.
  func play(steps: Int, by random: inout SeededGenerator, tally: inout Tally) throws {
    var scene = Scene(
      book: AddressBook(
        BookContents(profiles: beginnings), ids: IDSource(seed: random.next())),
      ledger: Ledger(beginnings), ids: beginnings.map(\.id) + [ProfileID(value: 99)])
    for step in 0..<steps {
      if step % 4 == 3 { try reopen(&scene) }
      let before = scene.book
      let cause = cause(at: step, by: &random)
      let outcome = act(on: &scene, cause: cause, by: &random)
      tally.count(outcome)
      try hold(scene.book.missing.isEmpty, "nothing is missing")
      let new = scene.book.log[before.log.count...]
      try hold(new.isEmpty == (outcome != .applied), "E1")
      for logged in new { take(logged, into: &scene, at: cause.at, tally: &tally) }
      try check(scene, new: new, before: before)
    }
    try reopen(&scene)
    try hold(scene.ledger.rest.made.count == scene.suggestions.count - 1, "E4")
  }

  /// The log, replayed onto the beginnings, gives the same profiles and marks.
  private func reopen(_ scene: inout Scene) throws {
    let contents = scene.ledger.contents
    for id in scene.ids { try hold(scene.ledger.profiles[id] == scene.book.profile(id), "E2") }
    for address in addresses {
      try hold(contents.marks[address.key] == scene.book.mark(on: address.key), "B6")
    }
    scene.book = AddressBook(contents, ids: scene.book.ids)
  }

  private func take(
    _ logged: LoggedChange, into scene: inout Scene, at moment: Timestamp, tally: inout Tally
  ) {
    tally.count(logged.change)
    scene.ledger.take(logged.change, at: moment)
    if case .profileCreated(let profile) = logged.change {
      if !scene.ids.contains(profile.id) { scene.ids.append(profile.id) }
    } else if case .suggestionMade(let suggestion) = logged.change {
      scene.suggestions.append(suggestion.id)
    } else if case .registrationRecorded(let id, _, _, _) = logged.change {
      scene.registrations.append(id)
    } else if case .registrationHeld(let id, _) = logged.change {
      scene.registrations.append(id)
    }
  }

  /// Ten days pass with each step; half of the messages say when they were written.
  private func cause(at step: Int, by random: inout SeededGenerator) -> Cause {
    let day: Int64 = 86_400
    let seconds = Int64(step) * 10 * day
    let age = Int64.random(in: 0...60, using: &random) * day
    let isSilent = Bool.random(using: &random)
    return .test(after: seconds, sent: isSilent ? nil : Cause.test.at.later(by: seconds - age))
  }
}

extension World {
  private func act(
    on scene: inout Scene, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    switch Int.random(in: 0..<32, using: &random) {
    case 0...7: actOnAddresses(on: &scene.book, of: scene, cause: cause, by: &random)
    case 8...14: actOnProfiles(on: &scene.book, of: scene, cause: cause, by: &random)
    case 15...21: actOnLives(on: &scene.book, of: scene, cause: cause, by: &random)
    case 22...26: decide(on: &scene.book, of: scene, cause: cause, by: &random)
    default: record(on: &scene.book, cause: cause, by: &random)
    }
  }

  private func actOnAddresses(
    on book: inout AddressBook, of scene: Scene, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    let id = pick(scene.ids, &random)
    let held = book.profile(id)?.addresses.map(\.address) ?? []
    let isHeld = !held.isEmpty && Bool.random(using: &random)
    let address = pick(isHeld ? held : addresses, &random)
    let other = pick(addresses, &random)
    let use = pick(Use.allCases, &random)
    let uses = Uses(rawValue: Int16.random(in: 0...15, using: &random))
    switch Int.random(in: 0...7, using: &random) {
    case 0: return book.addAddress(address, uses: uses, to: id, cause: cause)
    case 1: return book.addAddress(address, to: id, despitePurge: true, cause: cause)
    case 2:
      let next = Bool.random(using: &random) ? other.key : nil
      return book.removeAddress(address.key, from: id, nextPrimary: next, cause: cause)
    case 3: return book.replaceAddress(address.key, with: other, on: id, cause: cause)
    case 4: return book.setUse(use, to: address.key, on: id, cause: cause)
    case 5: return book.clearUse(use, on: id, cause: cause)
    case 6: return book.mark(address.key, on: id, reason: nil, cause: cause)
    default:
      let marked = addresses.first { book.mark(on: $0.key) != nil } ?? address
      return book.clearMark(
        marked.key, on: book.holder(of: marked.key) ?? id, cause: cause)
    }
  }

  private func actOnProfiles(
    on book: inout AddressBook, of scene: Scene, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    let id = pick(scene.ids, &random)
    let topic = Bool.random(using: &random) ? "news" : nil
    switch Int.random(in: 0...4, using: &random) {
    case 0:
      let new = NewProfile(
        id: Bool.random(using: &random) ? id : nil, name: pick(names, &random),
        addresses: [
          Address(pick(addresses, &random)),
          Address(pick(addresses, &random), uses: Uses(pick(Use.allCases, &random))),
        ], despitePurge: Bool.random(using: &random))
      return book.create(new, cause: cause)
    case 1: return book.optOut(id, of: topic, cause: cause)
    case 2: return book.optIn(id, to: topic, cause: cause)
    case 3:
      let version = book.profile(id)?.version ?? 1
      let expected = version + Int64.random(in: 0...1, using: &random)
      if let conflict = book.conflict(on: id, expecting: expected) { return conflict }
      return book.update(id, edit(by: &random), cause: cause)
    default: return book.update(id, edit(by: &random), cause: cause)
    }
  }

  private func edit(by random: inout SeededGenerator) -> Edit {
    let external = pick(externalIDs, &random)
    let fields: [Edit.Field] = [.kept, .cleared, .set("Given"), .set("Other")]
    let ids: [Edit.Field] = [.kept, .cleared, .set(external.value)]
    return Edit(
      given: pick(fields, &random), family: pick(fields, &random), phone: pick(fields, &random),
      externalIDs: [external.system: pick(ids, &random)],
      isProtected: pick([nil, nil, true, false], &random))
  }

  private func actOnLives(
    on book: inout AddressBook, of scene: Scene, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    let id = pick(scene.ids, &random)
    let other = pick(scene.ids, &random)
    switch Int.random(in: 0...15, using: &random) {
    case 0...1: return book.remove(id, cause: cause)
    case 2...3: return book.restore(id, cause: cause)
    case 4: return book.declareDeceased(id, cause: cause)
    case 5: return book.revokeDeceased(id, cause: cause)
    case 6: return book.purge(id, decision: nil, cause: cause)
    case 7:
      return book.purge(holderOf: pick(addresses, &random).key, decision: nil, cause: cause)
    case 8...12:
      let held = book.profile(id)?.addresses.map(\.key) ?? []
      let behind = held.filter { _ in Int.random(in: 0...3, using: &random) == 0 }
      return book.merge(id, into: other, leaveBehind: Set(behind), cause: cause)
    default:
      let merged = scene.ids.filter { book.profile($0)?.mergedInto != nil }
      let isMerged = !merged.isEmpty && Int.random(in: 0...3, using: &random) > 0
      return book.unmerge(isMerged ? pick(merged, &random) : id, cause: cause)
    }
  }

  private func decide(
    on book: inout AddressBook, of scene: Scene, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    let id = pick(scene.ids, &random)
    let destination = Bool.random(using: &random) ? Destination.new : .profile(id)
    switch Int.random(in: 0...5, using: &random) {
    case 0...1:
      let registration = pick(scene.registrations, &random)
      return book.moveRegistration(registration, to: destination, cause: cause)
    case 2: return book.dismiss(pick(scene.suggestions, &random), cause: cause)
    default:
      return book.accept(
        pick(scene.suggestions, &random), keep: Bool.random(using: &random) ? id : nil,
        to: destination, cause: cause)
    }
  }

  private func record(
    on book: inout AddressBook, cause: Cause, by random: inout SeededGenerator
  ) -> Outcome {
    let other = pick(addresses, &random)
    let further = Registration.Further(text: other.text, address: other)
    let registration = Registration(
      kind: .event, first: pick(addresses, &random),
      further: Bool.random(using: &random) ? [further] : [], name: pick(names, &random),
      externalIDs: Bool.random(using: &random) ? externalIDs : [])
    return book.record(registration, cause: cause)
  }

  private func pick<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }
}
