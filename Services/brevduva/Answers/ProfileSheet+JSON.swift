import Contract
import Domain
package import Formats
import Store

extension ProfileSheet {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", profile.id.description)
      guard profile.state != .purged else { return writePurged(to: &json) }
      json.member("version", orNull: Int(profile.version))
      json.member("state", profile.state.word)
      json.member("name", profile.name)
      json.member("phone", orNull: profile.phone)
      json.key("externalIds" as StaticString)
      json.object { json in
        for external in profile.externalIDs.sorted(by: { $0.key < $1.key }) {
          json.key(external.key)
          json.value(external.value)
        }
      }
      json.member("protected", profile.isProtected)
      // Nobody can opt out in this version: no message says so.
      json.member("optedOut", [])
      json.member("mergedInto", orNull: profile.mergedInto?.description)
      json.member("addresses", each: zip(profile.addresses, record.origins)) { json, pair in
        json.object { write(pair.0, pair.1, to: &$0) }
      }
      json.member("registrations", each: record.registrations) { json, registration in
        json.object { write(registration, to: &$0) }
      }
      // Notes come with contact-note-matcher.
      json.member("notes", [])
    }
  }

  /// All that is left of a purged profile (L2).
  private func writePurged(to json: inout JSONWriter) {
    json.member("state", profile.state.word)
    json.member("purgedAt", orNull: nil as Timestamp?)
    json.member("decision", orNull: nil as String?)
  }

  private func write(_ address: Address, _ origin: Origin, to json: inout JSONWriter) {
    json.member("address", address.address.text)
    json.member("uses", address.uses.list.map(\.rawValue))
    json.member("undeliverable", orNull: nil as String?)
    json.key("addedBy" as StaticString)
    json.object {
      $0.member("kind", origin.kind)
      $0.member("id", origin.message.id)
      $0.member("row", orNull: nil as Int?)
      $0.member("actor", orNull: origin.actor)
    }
    json.member("addedAt", orNull: origin.at)
  }

  private func write(_ registration: RegistrationRecord, to json: inout JSONWriter) {
    json.member("id", registration.id.description)
    json.member("kind", registration.kind)
    json.member("eventId", orNull: registration.eventID)
    json.member("receivedAt", orNull: registration.receivedAt)
    json.member("matchedBy", orNull: registration.rule)
  }
}

extension Origin {
  /// The contract's word: what a steward commands, what stands in an import's file, or any other message.
  fileprivate var kind: String {
    switch MessageType(rawValue: type)?.queue {
    case .lifecycle: "steward"
    case .imports: "import"
    case .registrations, .contactNotes, .bounces, .mailings, nil: "message"
    }
  }
}
