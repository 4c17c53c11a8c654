/// Company of messages: which of them may be decided and written in one batch.
///
/// Messages that add beside profiles or change them may stand together whatever they share: each is decided on
/// what those before it left, and what they come to is written. One that ends a profile or joins it with another
/// (``Touch/isExclusive``) shares nothing with its neighbours, before it or after: no profile that is one with
/// theirs (L5), no address, nothing by which these were found. Then no statement of the one meets a row of the
/// other, and the batch leaves what they would leave one after the other.
///
/// A death and a purge reach further than the person's own rows: to all that is known of an address which the
/// person once had, to those to whom suggestions link the person, and to registrations, suggestions and notes
/// wherever these lie. So they share none of the former, and keep no company with a message that names one of the
/// latter.
public struct BatchCompany: Sendable {
  /// Something that two messages may share.
  private enum Thing: Hashable {
    case profile(ProfileID)
    case key(AddressKey)
    case registration(RegistrationID)
    case suggestion(SuggestionID)
    case note(NoteID)
  }

  private let contents: BookContents
  private var mergedInto: [ProfileID: ProfileID] = [:]
  private var holders: [AddressKey: ProfileID] = [:]
  private var formerKeys: [Thing: Set<AddressKey>] = [:]
  private var suggested: [Thing: Set<Thing>] = [:]

  /// Things that any message of the batch reaches.
  private var reached: Set<Thing> = []
  /// Things that those reach which end profiles or join them.
  private var ended: Set<Thing> = []
  /// `true` if one of them is written alone.
  private var isAlone = false
  /// `true` if one of them erases a person.
  private var erases = false
  /// `true` if one of them names what an erasure reaches wherever it lies.
  private var namesRecords = false

  /// Begins a batch, with what was loaded for its messages; without any, they share what they name alike.
  public init(_ contents: BookContents = BookContents()) {
    self.contents = contents
    for profile in contents.profiles {
      mergedInto[profile.id] = profile.mergedInto
      for address in profile.addresses { holders[address.key] = profile.id }
    }
    for (profile, keys) in contents.formerKeys {
      formerKeys[person(profile), default: []].formUnion(keys)
    }
    for suggestion in contents.made where suggestion.profiles.count > 1 {
      let persons = Set(suggestion.profiles.map(person))
      for person in persons { suggested[person, default: []].formUnion(persons) }
    }
  }

  /// Takes in the next message.
  ///
  /// - Returns: `false` if it must not stand in one batch with those before it; then it begins the next one.
  public mutating func admits(_ touch: Touch) -> Bool {
    let things = things(of: touch)
    let isExclusive = touch.isExclusive
    let isApart =
      !isAlone && !touch.isAlone && things.isDisjoint(with: isExclusive ? reached : ended)
      && !(touch.erases && namesRecords) && !(erases && touch.namesRecords)
    if !isApart {
      reached = []
      ended = []
      isAlone = touch.isAlone
      erases = false
      namesRecords = false
    }
    reached.formUnion(things)
    if isExclusive { ended.formUnion(things) }
    erases = erases || touch.erases
    namesRecords = namesRecords || touch.namesRecords
    return isApart
  }

  /// Cuts a batch where its messages must not stand together.
  ///
  /// - Parameters:
  ///   - touches: of the messages, in order.
  ///   - contents: what was loaded for all of them.
  /// - Returns: how many there are in each part; none is empty.
  public static func parts(of touches: [Touch], in contents: BookContents) -> [Int] {
    var company = BatchCompany(contents)
    var parts: [Int] = []
    for touch in touches {
      if company.admits(touch), !parts.isEmpty {
        parts[parts.count - 1] += 1
      } else {
        parts.append(1)
      }
    }
    return parts
  }
}

extension BatchCompany {
  /// All that a message reaches.
  private func things(of touch: Touch) -> Set<Thing> {
    var things: Set<Thing> = []
    for id in touch.profiles.keys { things.insert(person(id)) }
    let erased = touch.erasedProfiles
    for id in touch.merges.union(erased) { things.insert(person(id)) }
    for key in touch.keys.keys { add(key, to: &things) }
    for id in touch.externalIDs {
      if let holder = contents.externalHolders[id] { things.insert(person(holder)) }
    }
    for id in touch.registrations { add(id, to: &things) }
    for id in touch.suggestions.keys { add(id, to: &things) }
    for id in touch.notes {
      things.insert(.note(id))
      for profile in contents.notes[id]?.profiles ?? [] { things.insert(person(profile)) }
    }
    for send in touch.sends.compactMap({ contents.sends[$0] }) {
      things.insert(person(send.profile))
      if let key = send.recipient { add(key, to: &things) }
    }
    for id in erased {
      for key in formerKeys[person(id)] ?? [] { add(key, to: &things) }
      things.formUnion(suggested[person(id)] ?? [])
    }
    return things
  }

  /// All that are one with a profile stand for one thing: the profile that was kept (L5).
  private func person(_ id: ProfileID) -> Thing {
    var end = id
    for _ in 0...mergedInto.count {
      guard let next = mergedInto[end] else { break }
      end = next
    }
    return .profile(end)
  }

  private func add(_ key: AddressKey, to things: inout Set<Thing>) {
    things.insert(.key(key))
    if let holder = holders[key] { things.insert(person(holder)) }
    if let erasure = contents.erasures[key] { things.insert(person(erasure.profile)) }
  }

  private func add(_ id: RegistrationID, to things: inout Set<Thing>) {
    things.insert(.registration(id))
    guard let registration = contents.registrations[id] else { return }
    if let profile = registration.profile { things.insert(person(profile)) }
    for address in registration.all + [registration.address].compactMap(\.self) {
      add(address.key, to: &things)
    }
  }

  private func add(_ id: SuggestionID, to things: inout Set<Thing>) {
    things.insert(.suggestion(id))
    guard let suggestion = contents.suggestions[id]?.suggestion else { return }
    for profile in suggestion.profiles { things.insert(person(profile)) }
    if let registration = suggestion.registration { add(registration, to: &things) }
    add(AddressKey(stored: suggestion.evidence), to: &things)
  }
}

extension Touch {
  /// `true` if the message erases a person, or the address of one.
  fileprivate var erases: Bool { !erased.isEmpty }

  /// `true` if it names something that an erasure reaches wherever it lies.
  fileprivate var namesRecords: Bool {
    !registrations.isEmpty || !suggestions.isEmpty || !notes.isEmpty || !mails.isEmpty
      || !sends.isEmpty || !mail.isEmpty || !storms.isEmpty || !counters.isEmpty
      || !recipients.isEmpty || !imports.isEmpty || !imported.isEmpty || !mailings.isEmpty
  }
}
