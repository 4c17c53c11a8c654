import Domain
import Formats

extension Change {
  /// The type of the event that tells it; `nil` for what nobody is told of (M7: a held registration is
  /// told by its suggestion).
  var eventType: EventType? {
    switch self {
    case .profileCreated: .profileCreated
    case .addressAdded: .addressAdded
    case .addressRemoved: .addressRemoved
    case .addressMoved: .addressMoved
    case .usesChanged: .addressUsesChanged
    case .registrationRecorded: .registrationMatched
    case .registrationHeld: nil
    case .suggestionMade: .suggestionMade
    }
  }

  /// Writes the members of the event's data; of a protected profile nothing that leads to it (L8).
  func write(to writer: inout JSONWriter, isProtected: Bool) {
    switch self {
    case .registrationRecorded(let id, _, let profile, let match):
      if !isProtected { writer.member("profileId", profile.description) }
      writer.member("registrationId", id.description)
      writer.key("created")
      writer.value(match.rule == .created)
      writer.member("matchedBy", match.rule.rawValue)
    case .suggestionMade(let suggestion):
      suggestion.write(to: &writer, isProtected: isProtected)
    case .profileCreated, .addressAdded, .addressRemoved, .addressMoved, .usesChanged,
      .registrationHeld:
      if !isProtected { writeOpen(to: &writer) }
    }
  }

  /// Writes what is told of profiles that are not protected.
  private func writeOpen(to writer: inout JSONWriter) {
    switch self {
    case .profileCreated(let profile): profile.write(to: &writer)
    case .addressAdded(let address, let profile):
      writer.member("profileId", profile.description)
      address.write(to: &writer)
    case .addressRemoved(let key, let profile):
      writer.member("profileId", profile.description)
      writer.member("key", key.text)
    case .addressMoved(let key, let from, let profile, let uses):
      writer.member("profileId", profile.description)
      writer.member("from", from.description)
      writer.member("key", key.text)
      uses.write(as: "uses", to: &writer)
    case .usesChanged(let key, let profile, let from, let uses):
      writer.member("profileId", profile.description)
      writer.member("key", key.text)
      uses.write(as: "uses", to: &writer)
      from.write(as: "before", to: &writer)
    case .registrationRecorded, .registrationHeld, .suggestionMade: break
    }
  }
}

extension Suggestion {
  /// The evidence is not told: it may be an address or a name.
  fileprivate func write(to writer: inout JSONWriter, isProtected: Bool) {
    writer.member("suggestionId", id.description)
    writer.member("kind", kind.rawValue)
    writer.key("profileIds")
    writer.beginArray()
    if !isProtected {
      for profile in profiles { writer.value(profile.description) }
    }
    writer.endArray()
  }
}

extension Profile {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("profileId", id.description)
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
    writer.key("addresses")
    writer.beginArray()
    for address in addresses {
      writer.beginObject()
      address.write(to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension Address {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("address", address.text)
    writer.member("key", key.text)
    uses.write(as: "uses", to: &writer)
  }
}

extension Uses {
  fileprivate func write(as key: StaticString, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for use in list { writer.value(use.rawValue) }
    writer.endArray()
  }
}
