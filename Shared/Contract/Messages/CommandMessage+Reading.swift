public import Domain
import Formats

extension CommandMessage: IncomingMessage {
  /// Reads a command; see the contract for the fields of each.
  public static func read(_ envelope: Envelope) throws(Fault) -> CommandMessage {
    var reader = CommandReader(try Fields(of: envelope))
    let command = try reader.command(of: envelope.kind)
    guard let content = reader.refusal.map(Content.forbidden) ?? command.map(Content.command)
    else { throw Fault(.unknownType, detail: "The type is not that of a command.") }
    _ = try reader.reason()
    return CommandMessage(content, expectedVersion: try reader.version())
  }
}

extension CommandReader {
  /// The command of a type; `nil` if the rules forbid it, which ``refusal`` tells, or if it is none.
  fileprivate mutating func command(of type: MessageType) throws(Fault) -> Command? {
    switch type {
    case .profileCreate: try create()
    case .profileUpdate: .update(try profile(), try edit())
    case .profileAddAddress: try addAddress()
    case .profileReplaceAddress: try replaceAddress()
    case .profileRemoveAddress: try removeAddress()
    case .profileSetUse: try setUse()
    case .profileClearUse: try clearUse()
    case .profileMark: try mark()
    case .profileClearMark: try clearMark()
    case .profileOptOut, .profileOptIn: try opt(isOut: type == .profileOptOut)
    case .profileDeceased: .declareDeceased(try profile())
    case .profileRevokeDeceased: .revokeDeceased(try profile())
    case .profilePurge: try purge()
    case .profileRemove: .remove(try profile())
    case .profileRestore: .restore(try profile())
    case .profileMerge: try merge()
    case .profileUnmerge: .unmerge(try id("removed"))
    case .registrationMove: .moveRegistration(try id("registrationId"), to: try destination())
    case .noteAssign: .assignNote(try id("noteId"), to: try profile())
    case .suggestionAccept:
      .accept(
        try id("suggestionId"), keep: try optionalID("keep"),
        to: try optionalDestination() ?? .new)
    case .suggestionDismiss: .dismiss(try id("suggestionId"))
    case .registrationEvent, .registrationAlumni, .registrationDonation, .noteEmail,
      .importFile, .importChunk, .importUndo, .importUndoChunk, .bounceEvent, .bounceReport,
      .bounceStorm, .mailingSend, .mailingCancel, .mailingPrepareChunk, .mailingHandOverChunk:
      nil
    }
  }

  private mutating func create() throws(Fault) -> Command? {
    var addresses: [Address] = []
    for value in try fields.list("emails", limit: Self.countLimit) ?? [] {
      let entry = CommandReader(try Fields(value))
      let (address, uses, refusal) = try entry.entry()
      record(refusal)
      if let address { addresses.append(Address(address, uses: uses)) }
    }
    let name = try fields.fields("name")
    let given = try name?.text("given", limit: Self.textLimit)
    let family = try name?.text("family", limit: Self.textLimit)
    var externalIDs: [String: String] = [:]
    for (system, field) in try externalIDFields() {
      if case .set(let value) = field { externalIDs[system] = value }
    }
    return .create(
      NewProfile(
        id: try optionalID("profileId"), name: Name(given: given, family: family),
        phone: try fields.text("phone", limit: Self.idLimit), externalIDs: externalIDs,
        addresses: addresses, despitePurge: try flag("despitePurge") ?? false))
  }

  private mutating func addAddress() throws(Fault) -> Command? {
    let profile = try profile()
    let uses = try uses()
    let despite = try flag("despitePurge") ?? false
    guard let address = try newAddress("address") else { return nil }
    return .addAddress(address, uses: uses, to: profile, despitePurge: despite)
  }

  private mutating func replaceAddress() throws(Fault) -> Command? {
    let profile = try profile()
    let (old, new) = (try knownAddress("address"), try newAddress("with"))
    guard let old, let new else { return nil }
    return .replaceAddress(old, with: new, on: profile)
  }

  private mutating func removeAddress() throws(Fault) -> Command? {
    let profile = try profile()
    let address = try knownAddress("address")
    let next = fields["nextPrimary"] == nil ? nil : try knownAddress("nextPrimary")
    guard let address else { return nil }
    return .removeAddress(address, from: profile, nextPrimary: next)
  }

  private mutating func setUse() throws(Fault) -> Command? {
    let profile = try profile()
    let (address, use) = (try knownAddress("address"), try use())
    guard let address, let use else { return nil }
    return .setUse(use, to: address, on: profile)
  }

  private mutating func clearUse() throws(Fault) -> Command? {
    let profile = try profile()
    guard let use = try use() else { return nil }
    return .clearUse(use, on: profile)
  }

  private mutating func mark() throws(Fault) -> Command? {
    let profile = try profile()
    let reason = try reason()
    guard let address = try knownAddress("address") else { return nil }
    return .mark(address, on: profile, reason: reason)
  }

  private mutating func clearMark() throws(Fault) -> Command? {
    let profile = try profile()
    guard let address = try knownAddress("address") else { return nil }
    return .clearMark(address, on: profile)
  }

  /// Reads an opt-out or opt-in: a token leads to whom a mailing was sent with it, and to its topic unless one
  /// is named.
  private mutating func opt(isOut: Bool) throws(Fault) -> Command? {
    let topic = try fields.text("topic", limit: Self.textLimit).map(Profile.topic)
    let token = try fields.text("token", limit: Self.textLimit)?.lowercased()
    if let profile: ProfileID = try optionalID("profileId") {
      if let token = fields["token"] { throw .illTyped(token, "absent beside profileId") }
      let some = topic == Profile.everyTopic ? nil : topic
      return isOut ? .optOut(profile, topic: some) : .optIn(profile, topic: some)
    }
    guard let token else { throw fields.missing("profileId") }
    return isOut ? .optOutByToken(token, topic: topic) : .optInByToken(token, topic: topic)
  }

  private mutating func purge() throws(Fault) -> Command? {
    let decision = try fields.text("decision", limit: Self.textLimit)
    if let profile: ProfileID = try optionalID("profileId") {
      if let email = fields["email"] { throw .illTyped(email, "absent beside profileId") }
      return .purge(profile, decision: decision)
    }
    guard fields["email"] != nil else { throw fields.missing("profileId") }
    guard let address = try knownAddress("email") else { return nil }
    return .purgeHolder(address, decision: decision)
  }

  private mutating func merge() throws(Fault) -> Command? {
    let keep: ProfileID = try id("keep")
    let remove: ProfileID = try id("remove")
    var left: Set<AddressKey> = []
    for value in try fields.list("leaveBehind", limit: Self.countLimit) ?? [] {
      if let address = try knownAddress(value) { left.insert(address) }
    }
    return .merge(remove, into: keep, leaveBehind: left)
  }
}
