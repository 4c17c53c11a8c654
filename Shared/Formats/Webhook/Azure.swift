/// Events of Azure Communication Services, in the form of Event Grid and in that of CloudEvents.
enum Azure {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      guard let type = item.text(anyOf: ["eventType", "type"]) else {
        throw item.fault(.missing, at: "eventType")
      }
      switch type {
      case "Microsoft.Communication.EmailDeliveryReportReceived":
        if let event = try event(item) { events.append(event) }
      case "Microsoft.Communication.EmailEngagementTrackingReportReceived",
        "Microsoft.EventGrid.SubscriptionValidationEvent",
        "Microsoft.EventGrid.SubscriptionDeletedEvent":
        continue
      default: throw item.fault(.unknownEvent, at: "eventType")
      }
    }
    return events
  }

  private static func event(_ item: GatewayValue) throws(GatewayFault) -> GatewayEvent? {
    let data = try item.need("data")
    let recipient = try data.needText("recipient")
    guard let outcome = try outcome(of: data.needText("status"), in: data) else { return nil }
    return data.event(
      recipient, outcome, answer: data["deliveryStatusDetails"]?.text("statusMessage"),
      at: data.text(anyOf: ["deliveryAttemptTimeStamp", "deliveryAttemptTimestamp"]),
      messageID: data.text(anyOf: ["internetMessageId", "messageId"]), eventID: item.text("id"))
  }

  private static func outcome(
    of status: String, in data: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch status {
    case "Delivered": .delivered
    case "Bounced": .failed(.permanent)
    case "Failed": .failed(.unclear)
    case "Suppressed": .suppressed
    case "Quarantined", "FilteredSpam": .failed(.sender)
    // A list took it; its members report for themselves.
    case "Expanded", "OutForDelivery": nil
    default: throw data.fault(.unknownEvent, at: "status")
    }
  }
}
