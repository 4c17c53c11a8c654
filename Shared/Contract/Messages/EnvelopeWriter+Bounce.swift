import Domain
import Formats

extension EnvelopeWriter {
  /// Tells a failure again, with its evidence, so that it is recorded as it is judged now.
  ///
  /// Its id is the same for the same judgement, so that it counts once however often it is told.
  public init(again told: RejudgedBounce, actor: String?) {
    var json = JSONWriter()
    json.object {
      $0.member("recipient", told.key.text)
      $0.member("outcome", "failed")
      $0.member("send", told.bounce.send.text)
      $0.member("mailingId", ifPresent: told.bounce.mailing)
      $0.member("sentAt", RFC3339.text(told.bounce.sentAt.microseconds))
      $0.member("judged", told.kind.rawValue)
      $0.key("evidence")
      $0.raw(told.evidence)
    }
    self.init(
      type: MessageType.bounceEvent.rawValue, source: "urn:brevduva:bounce-replay", actor: actor,
      time: told.bounce.observedAt, data: json.bytes)
  }
}
