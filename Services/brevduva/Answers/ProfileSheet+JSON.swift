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
      json.member("externalIds", profile.externalIDs)
      json.member("protected", profile.isProtected)
      json.member("optedOut", record.optOuts.map(\.topic))
      json.member("mergedInto", orNull: profile.mergedInto?.description)
      json.member("addresses", each: record.stays) { json, stay in
        json.object { write(stay, to: &$0) }
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
    json.member("purgedAt", orNull: record.receipt?.purgedAt)
    json.member("decision", orNull: record.receipt?.decision)
  }

  private func write(_ stay: ProfileRecord.Stay, to json: inout JSONWriter) {
    json.member("address", stay.address.address.text)
    json.member("uses", stay.address.uses.list.map(\.rawValue))
    json.member("undeliverable", orNull: stay.mark?.mark)
    json.key("addedBy" as JSONKey)
    json.object {
      $0.member("kind", stay.origin.kind)
      $0.member("id", stay.origin.message.id)
      $0.member("row", orNull: nil as Int?)
      $0.member("actor", orNull: stay.origin.actor)
    }
    json.member("addedAt", orNull: stay.origin.at)
  }

  private func write(_ registration: RegistrationRecord, to json: inout JSONWriter) {
    json.member("id", registration.id.description)
    json.member("kind", registration.kind)
    json.member("eventId", orNull: registration.eventID)
    json.member("receivedAt", orNull: registration.receivedAt)
    json.member("matchedBy", orNull: registration.rule)
  }
}
