/// Webhooks of Mailomat.
enum Mailomat {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    guard let outcome = try outcome(of: body.needText("eventType"), in: body) else { return [] }
    let payload = body["payload"]
    let status = payload?["delivery-status"]
    return [
      body.event(
        try body.needText("recipient"), outcome,
        codes: [status?.text("code"), status?.text("enhanced-code")],
        answer: status?.text(anyOf: ["message", "description"]) ?? payload?.text("reason"),
        at: body.text("occurredAt"), messageID: body.text("messageId"), eventID: body.text("id"))
    ]
  }

  private static func outcome(
    of event: String, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivered": .delivered
    case "failure_tmp": .failed(.temporary)
    case "failure_perm": .failed(.permanent)
    // Mailomat did not take it from us: a limit, a sender that is not known.
    case "not_accepted": .failed(.sender)
    case "accepted", "opened", "clicked": nil
    default: throw body.fault(.unknownEvent, at: "eventType")
    }
  }
}
