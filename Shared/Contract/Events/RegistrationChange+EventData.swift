import Domain
import Formats

extension RegistrationChange {
  /// The type of the event that tells it; `nil` for a held one, which is told by its suggestion (M7).
  var eventType: EventType? {
    switch self {
    case .recorded, .moved(nil, _, _): "registration.matched"
    case .moved, .returned: "registration.moved"
    case .held: nil
    }
  }

  /// Writes what is told of a registration; of a protected profile not which one it is (L8).
  func writeData(of id: RegistrationID, to writer: inout JSONWriter, isProtected: Bool) {
    switch self {
    case .recorded(_, let profile, let match):
      writer.matched(
        id, on: isProtected ? nil : profile, isNew: match.rule == .created, by: match.rule)
    case .moved(nil, let profile, let isNew):
      writer.matched(id, on: isProtected ? nil : profile, isNew: isNew, by: .steward)
    case .moved(let old?, let new, _), .returned(let old, let new):
      writer.member("registrationId", id.description)
      if !isProtected {
        writer.member("profileId", new)
        writer.member("from", old)
      }
    case .held: break
    }
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
}
