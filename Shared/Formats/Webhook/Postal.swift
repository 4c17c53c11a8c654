/// Webhooks of Postal.
enum Postal {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let payload = try body.need("payload")
    // A returned message has both; what it returned is the original.
    let message = payload["original_message"] ?? payload["message"]
    guard let outcome = try outcome(of: body.needText("event"), payload, in: body) else {
      return []
    }
    guard let message, let recipient = message.text("to") else {
      throw payload.fault(.missing, at: "message")
    }
    let said = [payload.text("details"), payload.text("output")].compactMap(\.self)
    return [
      payload.event(
        recipient, outcome, answer: said.joined(separator: " "), at: body.text("timestamp"),
        messageID: message.text("message_id"), eventID: body.text("uuid"),
        sentAt: message.text("timestamp"))
    ]
  }

  private static func outcome(
    of event: String, _ payload: GatewayValue, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    if payload.has("bounce"), payload.has("original_message") { return .failed(.permanent) }
    switch event {
    case "MessageSent": return .delivered
    case "MessageDelayed": return .delayed
    case "MessageDeliveryFailed": return .failed(.permanent)
    case "MessageBounced": return .failed(.permanent)
    case "MessageHeld": return .failed(.sender)
    case "MessageLinkClicked", "MessageLoaded", "DomainDNSError", "SendLimitApproaching",
      "SendLimitExceeded":
      return nil
    default: throw body.fault(.unknownEvent, at: "event")
    }
  }
}
