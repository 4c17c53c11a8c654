/// Webhooks of Sweego.
enum Sweego {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let type = try body.needText("event_type")
    guard let outcome = try outcome(of: type, in: body) else { return [] }
    guard let recipient = body.text(anyOf: ["recipient", "to", "email"]) else {
      throw body.fault(.missing, at: "recipient")
    }
    return [
      body.event(
        recipient, outcome, codes: [body.text("code")],
        answer: body.text(anyOf: ["details", "message", "reason", "description"]),
        at: body.text("timestamp"),
        messageID: body["headers"]?.text("message-id") ?? body.text("swg_uid"),
        eventID: body.text("event_id"), token: body["headers"]?.token)
    ]
  }

  private static func outcome(
    of type: String, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch String(type.map { $0 == "-" ? "_" : $0 }) {
    case "delivered": .delivered
    case "soft_bounce": .failed(.temporary)
    case "hard_bounce": .failed(.permanent)
    case "undelivered": .failed(.unclear)
    case "complaint": .complained("abuse")
    case "list_unsub", "unsubscribe", "unsubscribed", "stop": .unsubscribed
    case "email_sent", "sent", "email_opened", "email_clicked", "sms_sent", "sms_clicked": nil
    default: throw body.fault(.unknownEvent, at: "event_type")
    }
  }
}
