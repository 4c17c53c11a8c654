/// Events of Cloudflare Email Sending, as its queues carry them.
enum Cloudflare {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    try body.each.map { item throws(GatewayFault) in
      let payload = try item.need("payload")
      let delivery = payload["delivery"]
      let words =
        payload["bounce"]?.text("reason") ?? payload["failure"]?.text("reason")
        ?? payload["rejection"]?.text(anyOf: ["detail", "reason"]) ?? delivery?.text("smtpResponse")
      return payload.event(
        try payload.needText("recipient"),
        try outcome(of: item.needText("type"), payload, in: item),
        codes: [delivery?.text("smtpStatusCode"), delivery?.text("smtpEnhancedStatusCode")],
        answer: words, at: item["metadata"]?.text(anyOf: ["eventTimestamp", "timestamp"]),
        messageID: payload.text("messageId"), eventID: payload.text("eventId"))
    }
  }

  private static func outcome(
    of type: String, _ payload: GatewayValue, in item: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome {
    switch type {
    case "cf.email.sending.message.delivered": .delivered
    case "cf.email.sending.message.deferred": .delayed
    case "cf.email.sending.message.bounced":
      // A soft one is a temporary failure whose tries are used up.
      .failed(payload["bounce"]?.text("type") == "soft" ? .temporary : .permanent)
    case "cf.email.sending.message.failed": .failed(.unclear)
    case "cf.email.sending.message.rejected":
      payload["rejection"]?.text("reason") == "suppressed" ? .suppressed : .failed(.sender)
    case "cf.email.sending.message.complained": .complained("abuse")
    default: throw item.fault(.unknownEvent, at: "type")
    }
  }
}
