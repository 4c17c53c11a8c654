/// Webhooks of Lettermint.
enum Lettermint {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    guard let outcome = try outcome(of: body.needText("event"), in: body) else { return [] }
    let data = try body.need("data")
    guard let recipient = data.text(anyOf: ["recipient", "email", "value"]) else {
      throw data.fault(.missing, at: "recipient")
    }
    let response = data["response"]
    return [
      data.event(
        recipient, outcome,
        codes: [response?.text("status_code"), response?.text("enhanced_status_code")],
        answer: response?.text("content") ?? data.text("reason"),
        at: body.text(anyOf: ["timestamp", "created_at"]),
        messageID: data.text("message_id"), eventID: body.text("id"))
    ]
  }

  private static func outcome(
    of event: String, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "message.delivered": .delivered
    case "message.hard_bounced": .failed(.permanent)
    case "message.soft_bounced": .failed(.temporary)
    case "message.failed": .failed(.unclear)
    case "message.policy_rejected": .failed(.sender)
    case "message.suppressed", "suppression.added": .suppressed
    case "suppression.removed": .unsuppressed
    case "message.spam_complaint": .complained("abuse")
    case "message.unsubscribed": .unsubscribed
    case "message.created", "message.sent", "message.inbound", "message.opened", "message.clicked",
      "message.scheduled", "message.rescheduled", "message.canceled", "message.released",
      "message.auto_replied", "webhook.test":
      nil
    default: throw body.fault(.unknownEvent, at: "event")
    }
  }
}
