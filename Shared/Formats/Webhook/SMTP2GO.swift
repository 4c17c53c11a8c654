/// Webhooks of SMTP2GO, as JSON or as a form.
enum SMTP2GO {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let outcome = try outcome(of: item.needText("event"), in: item) else { continue }
      guard let recipient = item.text(anyOf: ["rcpt", "recipient", "email"]) else {
        throw item.fault(.missing, at: "rcpt")
      }
      events.append(
        item.event(
          recipient, outcome,
          answer: [item.text("message"), item.text("context")].compactMap(\.self).joined(
            separator: " "),
          at: item.text(anyOf: ["time", "sendtime"]),
          messageID: item.text(anyOf: ["message-id", "email_id"]),
          eventID: item.text("id")))
    }
    return events
  }

  private static func outcome(
    of event: String, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivered": .delivered
    case "bounce", "hard_bounced", "hard-bounced":
      .failed(item.text("bounce") == "soft" ? .temporary : .permanent)
    case "soft_bounced", "soft-bounced": .failed(.temporary)
    case "reject", "rejected": .suppressed
    case "spam": .complained("abuse")
    case "unsubscribe", "unsubscribed": .unsubscribed
    case "resubscribe", "resubscribed": .unsuppressed
    case "processed", "open", "opened", "click", "clicked": nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }
}
