import Domain
import Formats

extension Change {
  /// The type of the event that tells it, or of the message that it sends; `nil` for what nobody is told
  /// of.
  var eventType: EventType? {
    switch self {
    case .profile(_, let change): change.eventType
    case .address(_, let change): change.eventType
    case .mark(_, _, let change): change.eventType
    case .bounce(_, _, let change): change.eventType
    case .suppression(_, _, let change): change.eventType
    case .storm(_, let change): change.eventType
    case .registration(_, let change): change.eventType
    case .note(_, let change): change.eventType
    case .suggestion(_, let change): change.eventType
    case .merge(_, let change): change.eventType
    case .erasure(_, let change): change.eventType
    case .message(_, let change): change.type
    case .counter(_, let change): change.eventType
    case .imported(_, let change): change.eventType
    case .mailing(_, let change): change.eventType
    }
  }

  /// Writes the members of the event's data; of a protected profile nothing that leads to it (L8).
  func writeData(to writer: inout JSONWriter, isProtected: Bool) {
    switch self {
    case .profile(let id, let change):
      if !isProtected { change.writeData(of: id, to: &writer) }
    case .address(let key, let change):
      if !isProtected { change.writeData(of: key, to: &writer) }
    case .mark(let key, let profile, let change):
      if !isProtected { change.writeData(of: key, on: profile, to: &writer) }
    case .bounce(let key, let profile, let change):
      if !isProtected, let profile { change.writeData(of: key, on: profile, to: &writer) }
    case .suppression(let key, let profile, let change):
      if !isProtected { change.writeData(of: key, on: profile, to: &writer) }
    case .storm(let storm, let change): change.writeData(of: storm, to: &writer)
    case .registration(let id, let change):
      change.writeData(of: id, to: &writer, isProtected: isProtected)
    case .note(let id, let change):
      change.writeData(of: id, to: &writer, isProtected: isProtected)
    case .suggestion(let suggestion, let change):
      change.writeData(of: suggestion, to: &writer, isProtected: isProtected)
    case .merge(let merge, let change):
      if !isProtected { change.writeData(of: merge, to: &writer) }
    case .erasure(let merged, let change):
      if !isProtected { change.writeData(of: merged, to: &writer) }
    case .message(_, let change): change.writeData(to: &writer)
    case .counter(let key, let change): change.writeData(of: key, to: &writer)
    case .imported(let id, let change):
      change.writeData(of: id, to: &writer, isProtected: isProtected)
    case .mailing(let id, let change): change.writeData(of: id, to: &writer)
    }
  }
}

extension JSONWriter {
  /// A profile by its id.
  mutating func member(_ key: JSONKey, _ profile: ProfileID) {
    member(key, profile.description)
  }

  /// A list of profiles.
  mutating func members(_ key: JSONKey, _ profiles: [ProfileID]) {
    self.key(key)
    beginArray()
    for profile in profiles { value(profile.description) }
    endArray()
  }
}
