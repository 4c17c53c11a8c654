import Domain
import Formats

extension ErasureChange {
  /// The type of the event that tells it; `nil` for a search that is made again.
  var eventType: EventType? {
    switch self {
    case .deceased: "profile.deceased"
    case .revoked: "profile.revoked"
    case .purged: "profile.purged"
    case .searchedAgain: nil
    }
  }

  /// Writes what is told of a person who is not protected: no address, no name, no decision (L1, L2).
  func writeData(of merged: MergedProfiles, to writer: inout JSONWriter) {
    writer.member("profileId", merged.head)
    switch self {
    case .purged: writer.members("profileIds", merged.members)
    case .deceased, .revoked, .searchedAgain: break
    }
  }
}
