/// Webhooks of MailerSend.
enum MailerSend {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    guard let outcome = try outcome(of: body.needText("type"), in: body) else { return [] }
    let data = try body.need("data")
    let email = try data.need("email")
    let recipient = try email.need("recipient").needText("email")
    let morph = data["morph"]
    return [
      data.event(
        recipient, outcome, answer: morph?.text(anyOf: ["reason", "readable_reason"]),
        at: data.text("created_at") ?? body.text("created_at"),
        messageID: email["message"]?.text("id"),
        eventID: data.text("id"), sentAt: email["message"]?.text("created_at"))
    ]
  }

  private static func outcome(
    of type: String, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "activity.delivered": .delivered
    case "activity.deferred": .delayed
    case "activity.soft_bounced": .failed(.temporary)
    case "activity.hard_bounced": .failed(.permanent)
    case "activity.spam_complaint": .complained("abuse")
    case "activity.unsubscribed": .unsubscribed
    case "activity.sent", "activity.opened", "activity.opened_unique", "activity.clicked",
      "activity.clicked_unique", "activity.survey_opened", "activity.survey_submitted":
      nil
    case let other where !other.hasPrefix("activity."): nil
    default: throw body.fault(.unknownEvent, at: "type")
    }
  }
}
