/// Bounce webhooks of Forward Email; it tells nothing else by this way.
enum ForwardEmail {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    try body.each.map { item throws(GatewayFault) in
      let bounce = try item.need("bounce")
      return item.event(
        try item.needText("recipient"), try outcome(bounce),
        codes: [item.text("response_code") ?? bounce.text("code"), bounce.text("status")],
        answer: item.text("response") ?? bounce.text(anyOf: ["message", "line"]),
        at: item.text("bounced_at"),
        messageID: item["headers"]?.text("Message-ID") ?? item.text("email_id"))
    }
  }

  private static func outcome(_ bounce: GatewayValue) throws(GatewayFault) -> GatewayEvent.Outcome {
    switch try bounce.needText("action") {
    case "defer", "slowdown": return .delayed
    default: break
    }
    switch bounce.text("category") {
    case "recipient", "dmarc_recipient": return .failed(.permanent)
    case "block", "blocklist", "spam", "virus", "policy", "dmarc", "spf", "dkim", "envelope",
      "message", "content":
      return .failed(.sender)
    case "capacity", "greylist", "network", "protocol": return .failed(.temporary)
    case .some, .none: return .failed(.unclear)
    }
  }
}
