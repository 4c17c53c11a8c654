/// Webhooks of Mailchimp Transactional, once Mandrill.
enum Mailchimp {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in (body["mandrill_events"] ?? body).each {
      // A change of Mailchimp's own list has a type and an entry in place of an event and a message.
      if let type = item.text("type"), let entry = item["reject"], let email = entry.text("email") {
        guard type == "blacklist" else { continue }
        let isRemoval = item.text("action") == "remove"
        events.append(
          item.event(
            email, isRemoval ? .unsuppressed : .suppressed, answer: entry.text("reason"),
            at: item.text("ts"), heldUntil: entry.text("expires_at")))
        continue
      }
      if item.text("type") == "whitelist" { continue }
      let message = item["msg"]
      guard let outcome = try outcome(of: item.needText("event"), message, in: item) else {
        continue
      }
      guard let message, let recipient = message.text("email") else {
        throw item.fault(.missing, at: "msg")
      }
      events.append(
        message.event(
          recipient, outcome, answer: message.text(anyOf: ["diag", "bounce_description"]),
          at: item.text("ts"), messageID: message.text("_id"), token: message["metadata"]?.token,
          sentAt: message.text("ts")))
    }
    return events
  }

  private static func outcome(
    of event: String, _ message: GatewayValue?, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivered": .delivered
    case "deferral": .delayed
    case "soft_bounce": .failed(.temporary)
    case "hard_bounce": .failed(.permanent)
    case "reject": .suppressed
    case "spam": .complained("abuse")
    case "unsub": .unsubscribed
    case "send", "open", "click", "inbound": nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }
}
