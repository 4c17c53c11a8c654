/// Events of SendGrid, and the entries of its list of bounces.
enum SendGrid {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let outcome = try outcome(item) else { continue }
      events.append(
        item.event(
          try item.needText("email"), outcome, codes: [item.text("status")],
          answer: item.text(anyOf: ["reason", "response"]),
          at: item.text(anyOf: ["timestamp", "created"]),
          messageID: item.text(anyOf: ["smtp-id", "sg_message_id"]),
          eventID: item.text("sg_event_id"), token: item.token))
    }
    return events
  }

  private static func outcome(_ item: GatewayValue) throws(GatewayFault) -> GatewayEvent.Outcome? {
    guard let event = item.text("event") else {
      guard item.has("reason"), item.has("email") else { throw item.fault(.missing, at: "event") }
      return .failed(.permanent)
    }
    switch event {
    case "delivered": return .delivered
    case "deferred": return .delayed
    case "bounce": return .failed(item.text("type") == "blocked" ? .sender : .permanent)
    case "blocked": return .failed(.sender)
    case "dropped": return dropped(item.text("reason") ?? "")
    case "spamreport": return .complained("abuse")
    case "unsubscribe", "group_unsubscribe": return .unsubscribed
    case "processed", "open", "click", "group_resubscribe", "account_status_change": return nil
    default: throw item.fault(.unknownEvent, at: "event")
    }
  }

  /// SendGrid did not send: its own lists, or something that it did not like.
  private static func dropped(_ reason: String) -> GatewayEvent.Outcome {
    switch reason.lowercased() {
    case "bounced address", "unsubscribed address", "spam reporting address": .suppressed
    case "invalid": .failed(.unclear)
    default: .failed(.sender)
    }
  }
}
