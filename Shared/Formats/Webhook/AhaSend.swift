/// Webhooks of AhaSend, in today's form and in the one before.
enum AhaSend {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let type = try body.needText("type")
    let data = try body.need("data")
    guard let outcome = try outcome(of: type, data, in: body) else { return [] }
    let attempt = data["delivery_attempt"] ?? data["delivery_attempts"]?.each.last
    guard let recipient = data.text(anyOf: ["recipient", "to", "email"]) else {
      throw data.fault(.missing, at: "recipient")
    }
    return [
      data.event(
        recipient, outcome,
        codes: [attempt?.text("smtp_code"), attempt?.text("enhanced_status_code")],
        answer: attempt?.text(anyOf: ["response", "log"]), at: body.text("timestamp"),
        messageID: data.text(anyOf: ["message_id_header", "id"]),
        heldUntil: data.text("expires_at"))
    ]
  }

  private static func outcome(
    of type: String, _ data: GatewayValue, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "message.bounced": .failed(.permanent)
    // All tries are used up; what the last answer was is not always said.
    case "message.failed": .failed(.temporary)
    case "message.transient_error", "message.deferred": .delayed
    case "message.suppressed", "suppression.created": .suppressed
    case "suppression.deleted": .unsuppressed
    case "message.delivered": .delivered
    case "message.complained": .complained("abuse")
    case "message.reception", "message.opened", "message.clicked", "message.routing",
      "domain.dns_error", "message.sent", "message.processed":
      nil
    default: throw body.fault(.unknownEvent, at: "type")
    }
  }
}
