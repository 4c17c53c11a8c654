/// Webhooks of Postmark.
enum Postmark {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    guard let outcome = try outcome(of: body.needText("RecordType"), body) else { return [] }
    guard let recipient = body.text(anyOf: ["Email", "Recipient"]) else {
      // A wish that came by mail need not name the address that was mailed.
      if outcome == .unsubscribed { return [] }
      throw body.fault(.missing, at: "Email")
    }
    return [
      body.event(
        recipient, outcome, answer: body.text(anyOf: ["Details", "Description"]),
        at: body.text(anyOf: ["BouncedAt", "DeliveredAt", "ChangedAt"]),
        messageID: body.text("MessageID"),
        eventID: body.text("ID"), token: body["Metadata"]?.token)
    ]
  }

  private static func outcome(
    of record: String, _ body: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch record {
    case "Delivery": .delivered
    case "Bounce": try bounce(body)
    case "SpamComplaint": .complained("abuse")
    case "SubscriptionChange": change(body)
    case "Open", "Click", "Inbound": nil
    case "SMTPAPIError", "SMTPApiError": .failed(.unclear)
    default: throw body.fault(.unknownEvent, at: "RecordType")
    }
  }

  private static func bounce(_ body: GatewayValue) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch try body.needText("Type") {
    case "HardBounce", "BadEmailAddress": .failed(.permanent)
    case "Transient", "SoftBounce", "DnsError": .failed(.temporary)
    case "SpamNotification", "VirusNotification", "Blocked", "DMARCPolicy", "OpenRelayTest":
      .failed(.sender)
    case "Unknown", "SMTPApiError", "InboundError", "TemplateRenderingFailed", "Unconfirmed":
      .failed(.unclear)
    case "ManuallyDeactivated": .suppressed
    case "SpamComplaint": .complained("abuse")
    case "Unsubscribe": .unsubscribed
    case "Subscribe", "AutoResponder", "AddressChange", "ChallengeVerification": nil
    default: throw body.fault(.unknownEvent, at: "Type")
    }
  }

  /// A change of Postmark's own list; the recipient's own wish is told apart.
  private static func change(_ body: GatewayValue) -> GatewayEvent.Outcome {
    guard body["SuppressSending"]?.json.bool ?? false else { return .unsuppressed }
    let isWish =
      body.text("SuppressionReason") == "ManualSuppression" && body.text("Origin") == "Recipient"
    return isWish ? .unsubscribed : .suppressed
  }
}
