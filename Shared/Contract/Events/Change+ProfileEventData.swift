import Domain
import Formats

extension Change {
  /// Writes what is told of a profile that is not protected.
  func writeOfProfile(to writer: inout JSONWriter) {
    writer.member("profileId", ifPresent: subject?.description)
    if case .profileCreated(let profile) = self {
      profile.details.write(to: &writer)
      writer.key("addresses")
      writer.beginArray()
      for address in profile.addresses {
        writer.beginObject()
        address.write(to: &writer)
        writer.endObject()
      }
      writer.endArray()
    } else if case .profileUpdated(_, _, let details) = self {
      details.write(to: &writer)
    } else if case .optedOut(_, let topic) = self {
      writer.member("topic", topic)
    } else if case .optedIn(_, let topic) = self {
      writer.member("topic", topic)
    } else if case .profilePurged(let merged, _) = self {
      writer.members("profileIds", merged.members)
    } else if case .profilesMerged(let merge) = self {
      writer.member("removed", merge.removed.description)
    } else if case .profilesUnmerged(let merge, let leftovers) = self {
      writer.member("kept", merge.kept.description)
      writer.key("leftovers")
      writer.beginArray()
      for leftover in leftovers { leftover.write(to: &writer) }
      writer.endArray()
    }
  }
}

extension Details {
  fileprivate func write(to writer: inout JSONWriter) {
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

extension Leftover {
  /// What stays on the kept profile, by its field.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    switch self {
    case .address(let key):
      writer.member("field", "address")
      writer.member("key", key.text)
    case .givenName: writer.member("field", "name.given")
    case .familyName: writer.member("field", "name.family")
    case .phone: writer.member("field", "phone")
    case .externalID(let system):
      writer.member("field", "externalIds")
      writer.member("system", system)
    case .optOut(let topic):
      writer.member("field", "optedOut")
      writer.member("topic", topic)
    }
    writer.endObject()
  }
}
