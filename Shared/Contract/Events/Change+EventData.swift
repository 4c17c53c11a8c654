import Domain
import Formats

extension Change {
  /// The type of the event that tells it; `nil` for what nobody is told of (M7: a held registration is
  /// told by its suggestion).
  var eventType: EventType? {
    switch self {
    case .profileCreated: .profileCreated
    case .profileUpdated: .profileUpdated
    case .addressAdded: .addressAdded
    case .addressRemoved: .addressRemoved
    case .addressMoved: .addressMoved
    case .usesChanged: .addressUsesChanged
    case .marked: .addressMarked
    case .cleared: .addressCleared
    case .optedOut: .profileOptedOut
    case .optedIn: .profileOptedIn
    case .profileRemoved: .profileRemoved
    case .profileRestored: .profileRestored
    case .profileDeceased: .profileDeceased
    case .profileRevoked: .profileRevoked
    case .profilePurged: .profilePurged
    case .profilesMerged: .profileMerged
    case .profilesUnmerged: .profileUnmerged
    case .registrationRecorded, .registrationMoved(_, nil, _, _): .registrationMatched
    case .registrationMoved: .registrationMoved
    case .suggestionMade: .suggestionMade
    case .suggestionDecided: .suggestionDecided
    case .registrationHeld, .erasuresEnded: nil
    }
  }

  /// Writes the members of the event's data; of a protected profile nothing that leads to it (L8).
  func write(to writer: inout JSONWriter, isProtected: Bool) {
    switch self {
    case .registrationRecorded(let id, _, let profile, let match):
      writer.matched(
        id, on: isProtected ? nil : profile, isNew: match.rule == .created, by: match.rule)
    case .registrationMoved(let id, nil, let profile, let isNew):
      writer.matched(id, on: isProtected ? nil : profile, isNew: isNew, by: .steward)
    case .registrationMoved(let id, let from?, let profile, _):
      writer.member("registrationId", id.description)
      if !isProtected {
        writer.member("profileId", profile.description)
        writer.member("from", from.description)
      }
    case .suggestionMade(let suggestion):
      suggestion.write(to: &writer, isProtected: isProtected)
    case .suggestionDecided(let suggestion, let isAccepted):
      suggestion.write(to: &writer, isProtected: isProtected)
      writer.member("decision", isAccepted ? "accepted" : "dismissed")
    case .addressAdded, .addressRemoved, .addressMoved, .usesChanged, .marked, .cleared:
      if !isProtected { writeOfAddress(to: &writer) }
    case .profileCreated, .profileUpdated, .optedOut, .optedIn, .profileRemoved, .profileRestored,
      .profileDeceased, .profileRevoked, .profilePurged, .profilesMerged, .profilesUnmerged:
      if !isProtected { writeOfProfile(to: &writer) }
    case .registrationHeld, .erasuresEnded: break
    }
  }
}

extension Suggestion {
  /// The evidence is not told: it may be an address or a name.
  fileprivate func write(to writer: inout JSONWriter, isProtected: Bool) {
    writer.member("suggestionId", id.description)
    writer.member("kind", kind.rawValue)
    writer.members("profileIds", isProtected ? [] : profiles)
  }
}

extension JSONWriter {
  fileprivate mutating func matched(
    _ id: RegistrationID, on profile: ProfileID?, isNew: Bool, by rule: Match.Rule
  ) {
    member("profileId", ifPresent: profile?.description)
    member("registrationId", id.description)
    key("created")
    value(isNew)
    member("matchedBy", rule.rawValue)
  }

  /// A list of profiles.
  mutating func members(_ key: StaticString, _ profiles: [ProfileID]) {
    self.key(key)
    beginArray()
    for profile in profiles { value(profile.description) }
    endArray()
  }
}
