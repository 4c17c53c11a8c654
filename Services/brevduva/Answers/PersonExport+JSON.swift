import Domain
package import Formats
import Store

extension PersonExport {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("profileId", orNull: person.profiles.first?.profile.id.description)
      json.member("at", orNull: moment)
      json.member("profiles", each: person.profiles) { json, record in
        json.object { write(record, to: &$0) }
      }
      json.member("merges", each: person.merges) { json, merge in
        json.object { write(merge, to: &$0) }
      }
      json.member("waitingRegistrations", each: person.held) { json, registration in
        json.object { write(registration, to: &$0) }
      }
      json.member("parkedMessages", each: person.parked) { json, message in
        json.object { $0.members(of: message) }
      }
    }
  }

  private func write(_ record: ProfileRecord, to json: inout JSONWriter) {
    let profile = record.profile
    json.member("id", profile.id.description)
    json.member("state", profile.state.word)
    json.member("stateBeforeDeath", orNull: profile.stateBeforeDeath?.word)
    json.member("version", orNull: Int(profile.version))
    json.member("createdAt", orNull: record.createdAt)
    json.member("mergedInto", orNull: profile.mergedInto?.description)
    json.member("name", profile.name)
    json.member("phone", orNull: profile.phone)
    json.member("externalIds", profile.externalIDs)
    json.member("protected", profile.isProtected)
    json.member("addresses", each: record.stays) { json, stay in
      json.object {
        $0.members(of: stay.address, stay.mark)
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

  private func write(_ registration: RegistrationRecord, to json: inout JSONWriter) {
    json.member("id", registration.id.description)
    json.member("kind", registration.kind)
    json.member("eventId", orNull: registration.eventID)
    json.member("receivedAt", orNull: registration.receivedAt)
    json.member("matchedBy", orNull: registration.rule)
    json.member("matchedKey", orNull: registration.key?.text)
    json.member("source", registration.message.source)
    json.member("messageId", registration.message.id)
    json.key("content" as StaticString)
    json.raw(registration.content)
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
  }

  /// Writes which message brought something about.
  fileprivate mutating func member(_ key: StaticString, _ origin: Provenance) {
    self.key(key)
    object {
      $0.member("at", orNull: origin.at)
      $0.member("kind", origin.kind)
      $0.member("type", origin.type)
      $0.member("source", origin.message.source)
      $0.member("id", origin.message.id)
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
