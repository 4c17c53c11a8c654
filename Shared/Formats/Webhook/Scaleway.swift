/// Webhooks of Scaleway Transactional Email, alone or in an envelope of its topics.
enum Scaleway {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    if body.text("Type") == "SubscriptionConfirmation" { return [] }
    guard let outcome = try outcome(of: body.needText("type"), in: body) else { return [] }
    guard let recipient = body.text(anyOf: ["email_to", "recipient", "email"]) else {
      throw body.fault(.missing, at: "email_to")
    }
    return [
      body.event(
        recipient, outcome, codes: [body.text("email_response_code")],
        answer: body.text(anyOf: ["email_response_message", "email_error"]),
        at: body.text("created_at"),
        messageID: body.text("email_id"), eventID: body.text("id"))
    ]
  }

  private static func outcome(
    of type: String, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "email_delivered": .delivered
    case "email_deferred": .delayed
    case "email_dropped": .failed(.unclear)
    case "email_mailbox_not_found": .failed(.permanent)
    // A filter or a person; nobody can tell which, so it opts nobody out.
    case "email_spam": .failed(.sender)
    case "email_blocklisted", "blocklist_created": .suppressed
    case "email_queued", "unknown_type", "email_opened", "email_clicked": nil
    default: throw body.fault(.unknownEvent, at: "type")
    }
  }
}
