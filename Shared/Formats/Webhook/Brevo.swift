/// Webhooks of Brevo, once Sendinblue.
enum Brevo {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let outcome = try outcome(of: item.needText("event"), in: item) else { continue }
      events.append(
        item.event(
          try item.needText("email"), outcome, answer: item.text("reason"),
          at: item.text(anyOf: ["ts_event", "ts"]), messageID: item.text("message-id")))
    }
    return events
  }

  private static func outcome(
    of event: String, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivered": .delivered
    case "soft_bounce": .failed(.temporary)
    case "deferred": .delayed
    case "hard_bounce", "invalid_email": .failed(.permanent)
    case "error": .failed(.unclear)
    case "blocked": .suppressed
    case "complaint", "spam": .complained("abuse")
    case "unsubscribed", "unsubscribe": .unsubscribed
    case "request", "sent", "opened", "unique_opened", "proxy_open", "unique_proxy_open", "click",
      "clicks", "loaded_by_proxy", "list_addition", "inbound_email_processed":
      nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }
}
