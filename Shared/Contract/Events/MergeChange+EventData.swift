import Domain
import Formats

extension MergeChange {
  /// The type of the event that tells it; `nil` for what other merges keep for their own end.
  var eventType: EventType? {
    switch self {
    case .merged: "profile.merged"
    case .unmerged: "profile.unmerged"
    case .amended: nil
    }
  }

  /// Writes what is told of a merge of profiles that are not protected.
  func writeData(of merge: Merge, to writer: inout JSONWriter) {
    switch self {
    case .merged:
      writer.member("profileId", merge.kept)
      writer.member("removed", merge.removed)
    case .unmerged(let leftovers):
      writer.member("profileId", merge.removed)
      writer.member("kept", merge.kept)
      writer.key("leftovers")
      writer.beginArray()
      for leftover in leftovers { leftover.write(to: &writer) }
      writer.endArray()
    case .amended: break
    }
  }
}

extension Leftover {
  /// Writes what stays on the kept profile, by its field.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    switch self {
    case .address(let key):
      writer.member("field", "address")
      writer.member("key", key.text)
    case .primary: writer.member("field", "primary")
    case .givenName: writer.member("field", "name.given")
    case .familyName: writer.member("field", "name.family")
    case .phone: writer.member("field", "phone")
    case .externalID(let system):
      writer.member("field", "externalIds")
      writer.member("system", system)
    case .optOut(let topic):
      writer.member("field", "optedOut")
      writer.member("topic", topic)
    case .registration(let id):
      writer.member("field", "registration")
      writer.member("registrationId", id.description)
    case .note(let id):
      writer.member("field", "note")
      writer.member("noteId", id.description)
    }
    writer.endObject()
  }
}
