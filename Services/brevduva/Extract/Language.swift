import Domain
import Store

extension Language {
  /// Chooses between the two.
  func say(_ swedish: String, _ english: String) -> String {
    switch self {
    case .swedish: swedish
    case .english: english
    }
  }
}

/// Words of the extract of a person.
extension Language {
  /// The state of a profile.
  func word(for state: Profile.State) -> String {
    switch state {
    case .active: say("aktiv", "active")
    case .removed: say("bortmarkerad", "removed")
    case .deceased: say("avliden", "deceased")
    case .purged: say("gallrad", "purged")
    }
  }

  /// Uses of an address; an address without a use is an additional one.
  func words(for uses: Uses) -> String {
    guard !uses.isEmpty else { return say("ytterligare adress", "additional address") }
    return uses.list.map { use in
      switch use {
      case .primary: say("huvudadress", "primary address")
      case .work: say("arbete", "work")
      case .private: say("privat", "private")
      case .student: say("student", "student")
      }
    }.joined(separator: ", ")
  }

  /// The kind of a registration, by the contract's word; one that a newer program made stays as it is.
  func word(forRegistration kind: String) -> String {
    guard let kind = Registration.Kind(rawValue: kind) else { return kind }
    switch kind {
    case .event: return say("anmälan till evenemang", "registration for an event")
    case .alumni: return say("anmälan som alumn", "registration as an alumnus")
    case .donation: return say("gåva", "donation")
    }
  }

  /// Way in which a registration came onto the profile, by the rule's word; `nil` while it waits.
  func word(forMatch rule: String?, key: AddressKey?) -> String {
    let address = key?.text ?? say("en raderad adress", "an erased address")
    guard let rule else { return say("väntar på en handläggare", "waits for a steward") }
    guard let known = Match.Rule(rawValue: rule) else { return rule }
    switch known {
    case .address:
      return say("adressen \(address) fanns på profilen", "the profile has the address \(address)")
    case .created:
      return say(
        "ingen hade adressen \(address), så profilen skapades",
        "nobody had the address \(address), so the profile was made")
    case .steward: return say("en handläggare avgjorde", "a steward decided")
    }
  }

  /// Kind of a suggestion, by the contract's word; one that a newer program made stays as it is.
  func word(forSuggestion kind: String) -> String {
    guard let kind = Suggestion.Kind(rawValue: kind) else { return kind }
    switch kind {
    case .additionalAddress: return say("ytterligare adress", "additional address")
    case .duplicate: return say("kanske samma person", "perhaps the same person")
    case .nameDiffers: return say("namnet avviker", "the name differs")
    case .previouslyRemoved: return say("tidigare bortmarkerad", "removed before")
    case .roleMailbox: return say("funktionsadress", "role mailbox")
    case .deceasedAddress: return say("adress till en avliden", "address of one who has died")
    case .externalIDElsewhere:
      return say("id som finns på en annan profil", "an id that another profile has")
    case .forwardedSender:
      return say("har skrivit ett vidarebefordrat brev", "wrote a mail that was passed on")
    case .ownerChanged: return say("brevlådan har bytt ägare", "the mailbox has another owner")
    }
  }

  /// The field of a mail in which somebody stands.
  func word(for role: Note.Role) -> String {
    switch role {
    case .from: say("från", "from")
    case .to: say("till", "to")
    case .cc: say("kopia till", "copy to")
    }
  }

  /// Decision of a steward.
  func word(for decision: SuggestionState.Decision) -> String {
    switch decision {
    case .open: say("inte avgjort", "not decided")
    case .accepted: say("godtaget", "accepted")
    case .dismissed: say("avvisat", "dismissed")
    }
  }

  /// Kind of others' rows.
  func word(for kind: ElsewhereMention.Kind) -> String {
    switch kind {
    case .registration: say("anmälningar och gåvor", "registrations and donations")
    case .profile: say("profiler", "profiles")
    case .mail: say("e-post som inte kom fram", "mail that did not arrive")
    case .note: say("sparad e-post", "mail that is kept")
    case .mailing: say("utskick", "mailings")
    case .importing: say("importer", "imports")
    case .message: say("beteckningar på meddelanden", "ids of messages")
    case .receipt: say("kvitton på gallringar", "receipts of purges")
    }
  }

  /// Moment to the minute, in UTC.
  func words(for moment: Timestamp) -> String {
    let text = moment.rfc3339
    return "\(text.prefix(10)) \(say("kl. ", ""))\(text.dropFirst(11).prefix(5)) UTC"
  }

  /// Message or row of an import that brought something about, and its moment.
  func words(for origin: Provenance) -> String {
    let sender = "\(say("från", "from")) \(origin.message.source)"
    let actor = origin.actor.map { say(", utfört av \($0)", ", done by \($0)") } ?? ""
    return "\(words(for: origin.at)), \(name(of: origin)), \(sender)\(actor)"
  }

  private func name(of origin: Provenance) -> String {
    guard let row = origin.row else {
      return "\(word(forMessage: origin.type)) \(origin.message.id)"
    }
    return say(
      "genom rad \(row.line) i importen \(row.importID)",
      "by line \(row.line) of the import \(row.importID)")
  }

  private func word(forMessage type: String) -> String {
    say("genom meddelandet", "by the message") + " \(type)"
  }

  /// Mark of an undeliverable address, or when it was cleared.
  func words(for mark: MarkRecord) -> String {
    guard let standing = mark.mark else {
      let moment = mark.clearedAt.map { words(for: $0) } ?? ""
      return say("markeringen hävdes \(moment)", "the mark was cleared \(moment)")
    }
    let evidence = standing.evidence
    let details = [
      standing.status, standing.reason, evidence?.diagnostic,
      evidence.map { "\(say("rapporterad", "reported")) \(words(for: $0.observedAt))" },
      evidence?.gatewayID,
    ]
    return ([words(for: standing.since)] + details.compactMap(\.self)).joined(separator: ", ")
  }
}
