/// Webhooks of Resend, its list of suppressions included.
enum Resend {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let type = try body.needText("type")
    let data = try body.need("data")
    guard let outcome = try outcome(of: type, data, in: body) else { return [] }
    let bounce = data["bounce"] ?? data["failed"] ?? data["suppressed"]
    let recipients = data.texts("to") + data.texts("email")
    guard !recipients.isEmpty else { throw data.fault(.missing, at: "to") }
    // Its own message explains the type, with words about other things; the server's answer comes first.
    let said = bounce?.texts("diagnosticCode") ?? []
    let explained = outcome == .failed(.unclear) ? bounce?.text(anyOf: ["message", "reason"]) : nil
    return recipients.map { recipient in
      data.event(
        recipient, outcome, answer: said.isEmpty ? explained : said.joined(separator: " "),
        at: body.text("created_at"),
        messageID: data.text(anyOf: ["message_id", "email_id"]), token: data["headers"]?.token,
        sentAt: data.has("email_id") ? data.text("created_at") : nil)
    }
  }

  private static func outcome(
    of type: String, _ data: GatewayValue, in body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "email.delivered": .delivered
    case "email.delivery_delayed": .delayed
    case "email.bounced": bounced(data["bounce"])
    case "email.failed": .failed(.unclear)
    case "email.suppressed", "suppression.added": .suppressed
    case "suppression.removed": .unsuppressed
    case "email.complained": .complained("abuse")
    case "email.sent", "email.opened", "email.clicked", "email.received", "email.scheduled": nil
    case let other where other.hasPrefix("contact.") || other.hasPrefix("domain."): nil
    default: throw body.fault(.unknownEvent, at: "type")
    }
  }

  private static func bounced(_ bounce: GatewayValue?) -> GatewayEvent.Outcome {
    switch bounce?.text("subType") {
    case "Suppressed", "OnAccountSuppressionList": return .suppressed
    case "MessageTooLarge", "ContentRejected", "AttachmentRejected": return .failed(.sender)
    case "MailboxFull": return .failed(.temporary)
    case .some, .none: break
    }
    switch bounce?.text("type") {
    case "Permanent": return .failed(.permanent)
    case "Transient": return .failed(.temporary)
    case .some, .none: break
    }
    // Older webhooks have no type, only its explanation.
    let message = (bounce?.text("message") ?? "").lowercased()
    if message.contains("suppressed sending") { return .suppressed }
    return .failed(message.contains("sent a hard bounce") ? .permanent : .unclear)
  }
}
