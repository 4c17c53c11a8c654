public import Domain
import Formats

extension EnvelopeWriter {
  /// Asks once more for a purge of a journal, on a profile whose purge is due (L2).
  ///
  /// Its id is the same each time, so that it is carried out once however often it is asked for.
  public init(
    again purge: JournaledPurge, of profile: ProfileID, actor: String?, time: Timestamp
  ) {
    var json = JSONWriter()
    json.object {
      $0.member("profileId", profile.description)
      $0.member("decision", ifPresent: purge.decision)
    }
    self.init(
      type: MessageType.profilePurge.rawValue,
      id: "\(profile)@\(RFC3339.text(purge.purgedAt.microseconds))",
      source: "urn:brevduva:erasure-replay", actor: actor, time: time, data: json.bytes)
  }
}
