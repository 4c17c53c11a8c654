/// Webhooks of Mailjet, one event or an array of them.
enum Mailjet {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let outcome = try outcome(of: item.needText("event"), in: item) else { continue }
      events.append(
        item.event(
          try item.needText("email"), outcome,
          answer: [item.text("error"), item.text("comment"), item.text("smtp_reply")].compactMap(
            \.self
          )
          .joined(separator: ": "),
          at: item.text("time"), messageID: item.text(anyOf: ["Message_GUID", "MessageID"])))
    }
    return events
  }

  private static func outcome(
    of event: String, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "sent": .delivered
    case "bounce": .failed(item["hard_bounce"]?.json.bool ?? true ? .permanent : .temporary)
    case "blocked": item.text("error") == "preblocked" ? .suppressed : .failed(.sender)
    case "spam": .complained("abuse")
    case "unsub": .unsubscribed
    case "open", "click", "parseapi": nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }
}
