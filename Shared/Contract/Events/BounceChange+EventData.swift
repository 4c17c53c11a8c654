import Domain
import Formats

extension BounceChange {
  /// The type of the event that tells it; `nil` for what only counts.
  var eventType: EventType? {
    switch self {
    case .recorded: "bounce.recorded"
    case .redated, .released, .delivered: nil
    }
  }

  /// Writes what is told of a failure, of a profile that is not protected; never the words of an answer.
  func writeData(of key: AddressKey, on profile: ProfileID, to writer: inout JSONWriter) {
    switch self {
    case .recorded(let bounce, _):
      writer.member("profileId", profile)
      writer.member("key", key.text)
      writer.member("kind", bounce.kind.rawValue)
      writer.member("reason", bounce.reason.rawValue)
      writer.member("status", ifPresent: bounce.status)
      writer.member("gateway", ifPresent: bounce.gateway)
      writer.member("mailingId", ifPresent: bounce.mailing)
      writer.member("observedAt", RFC3339.text(bounce.observedAt.microseconds))
    case .redated, .released, .delivered: break
    }
  }
}

extension SuppressionChange {
  /// The type of the event that tells it.
  var eventType: EventType {
    switch self {
    case .set: "address.suppressed"
    case .ended: "address.unsuppressed"
    }
  }

  /// Writes what is told of what is held back, of a profile that is not protected.
  func writeData(of key: AddressKey, on profile: ProfileID, to writer: inout JSONWriter) {
    writer.member("profileId", profile)
    switch self {
    case .set(let suppression):
      writer.member("key", key.text)
      writer.member("gateway", suppression.gateway)
      writer.member("since", RFC3339.text(suppression.since.microseconds))
      writer.member("until", ifPresent: suppression.until.map { RFC3339.text($0.microseconds) })
      writer.member("reason", ifPresent: suppression.reason)
    case .ended(let gateway, let isErased):
      if !isErased { writer.member("key", key.text) }
      writer.member("gateway", gateway)
    }
  }
}
