import Domain
import Formats

extension MarkChange {
  /// The type of the event that tells it.
  var eventType: EventType {
    switch self {
    case .set: "address.marked"
    case .cleared, .withdrawn: "address.cleared"
    }
  }

  /// Writes what is told of a mark, of a profile that is not protected.
  func writeData(of key: AddressKey, on profile: ProfileID, to writer: inout JSONWriter) {
    writer.member("profileId", profile)
    writer.member("key", key.text)
    switch self {
    case .set(let mark):
      writer.member("since", RFC3339.text(mark.since.microseconds))
      writer.member("status", ifPresent: mark.status)
    case .cleared, .withdrawn: break
    }
  }
}
