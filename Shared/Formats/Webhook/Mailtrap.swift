/// Webhooks of Mailtrap.
enum Mailtrap {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in (body["events"] ?? body).each {
      guard let outcome = try outcome(of: item.needText("event"), in: item) else { continue }
      events.append(
        item.event(
          try item.needText("email"), outcome, codes: [item.text("response_code")],
          answer: item.text(anyOf: ["response", "reason"]), at: item.text("timestamp"),
          messageID: item.text("message_id"), eventID: item.text("event_id"),
          token: item["custom_variables"]?.token))
    }
    return events
  }

  private static func outcome(
    of event: String, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivery": .delivered
    case "soft bounce", "soft_bounce": .failed(.temporary)
    case "bounce": .failed(item.text("bounce_category") == "spam" ? .sender : .permanent)
    case "suspension": .failed(.sender)
    case "reject":
      (item.text("reason") ?? "").lowercased().contains("suppression")
        ? .suppressed : .failed(.sender)
    case "spam": .complained("abuse")
    case "unsubscribe": .unsubscribed
    case "open", "click": nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }
}
