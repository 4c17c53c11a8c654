/// Webhooks of Emailit: up to a hundred events in an array, each with its object once or twice.
enum Emailit {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let type = item.text(anyOf: ["type", "event_type", "event"]) else {
        throw item.fault(.missing, at: "type")
      }
      let object = item["data"]?["object"] ?? item["object"] ?? item["data"] ?? item
      let bounce = object["bounce"] ?? object
      guard let outcome = try outcome(of: type, bounce, in: item) else { continue }
      let recipients = object.texts("to") + object.texts("recipient") + object.texts("email")
      guard !recipients.isEmpty else { throw object.fault(.missing, at: "to") }
      for recipient in recipients {
        events.append(
          object.event(
            recipient, outcome,
            codes: [
              bounce.text(anyOf: ["code", "smtp_code"]),
              bounce.text(anyOf: ["enhanced_code", "status_code"]),
            ],
            answer: bounce.text(anyOf: [
              "message", "reason", "response", "smtp_response", "error", "details",
            ]),
            at: item.text(anyOf: ["created_at", "timestamp"]),
            messageID: object.text(anyOf: ["message_id", "id"]),
            eventID: item.text(anyOf: ["event_id", "id"]),
            heldUntil: object.text("keep_until")))
      }
    }
    return events
  }

  private static func outcome(
    of type: String, _ bounce: GatewayValue, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "email.delivered": .delivered
    case "email.bounced", "email.delivery.hardfail", "email.hard_bounced":
      .failed(bounce.text("type") == "soft" ? .temporary : .permanent)
    case "email.soft_bounced", "email.delivery.softfail": .failed(.temporary)
    case "email.attempted", "email.deferred", "email.delayed": .delayed
    case "email.failed", "email.delivery.error": .failed(.unclear)
    case "email.rejected", "email.held": .failed(.sender)
    case "email.suppressed", "suppression.created": .suppressed
    case "suppression.deleted": .unsuppressed
    case "email.complained", "email.complaint": .complained("abuse")
    case "email.unsubscribed": .unsubscribed
    case let other where isNoNews(other): nil
    default: throw item.fault(.unknownEvent, at: "type")
    }
  }

  /// Sending, reading, and what is no mail of ours: contacts, domains, templates.
  private static func isNoNews(_ type: String) -> Bool {
    switch type {
    case "email.accepted", "email.scheduled", "email.sent", "email.queued", "email.received",
      "email.loaded", "email.opened", "email.clicked", "email.delivery.sent":
      true
    default: !type.hasPrefix("email.") && !type.hasPrefix("suppression.") && type.contains(".")
    }
  }
}
