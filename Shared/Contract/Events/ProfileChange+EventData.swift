import Domain
import Formats

extension ProfileChange {
  /// The type of the event that tells it; `nil` for what merges keep for their end, which nobody is told of.
  var eventType: EventType? {
    switch self {
    case .created: "profile.created"
    case .updated: "profile.updated"
    case .optedOut: "profile.optedOut"
    case .optedIn: "profile.optedIn"
    case .affirmed: nil
    case .removed: "profile.removed"
    case .restored: "profile.restored"
    }
  }

  /// Writes what is told of a profile that is not protected.
  func writeData(of id: ProfileID, to writer: inout JSONWriter) {
    writer.member("profileId", id)
    switch self {
    case .created(let profile):
      profile.details.write(to: &writer)
      writer.key("addresses")
      writer.beginArray()
      for address in profile.addresses {
        writer.beginObject()
        address.write(to: &writer)
        writer.endObject()
      }
      writer.endArray()
    case .updated(_, let details): details.write(to: &writer)
    case .optedOut(let topic), .optedIn(let topic): writer.member("topic", topic)
    case .affirmed, .removed, .restored: break
    }
  }
}

extension Details {
  func write(to writer: inout JSONWriter) {
    writer.key("name")
    writer.beginObject()
    writer.member("given", ifPresent: name.given)
    writer.member("family", ifPresent: name.family)
    writer.endObject()
    writer.member("phone", ifPresent: phone)
    writer.key("externalIds")
    writer.beginObject()
    for (system, value) in externalIDs.sorted(by: { $0.key < $1.key }) {
      writer.key(system)
      writer.value(value)
    }
    writer.endObject()
  }
}
