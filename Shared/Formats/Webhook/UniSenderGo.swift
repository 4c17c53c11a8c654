/// Webhooks of UniSender Go: events by user, or one alone.
enum UniSenderGo {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var items: [GatewayValue] = []
    for user in body.each("events_by_user") { items += user.each("events") }
    if !body.has("events_by_user") { items = body.each }
    var events: [GatewayEvent] = []
    for item in items {
      if item.text("event_name") == "transactional_spam_block" { continue }
      let data = item["event_data"] ?? item
      let info = data["delivery_info"]
      guard let outcome = try outcome(of: data.needText("status"), info, in: data) else { continue }
      events.append(
        data.event(
          try data.needText("email"), outcome, answer: info?.text("destination_response"),
          at: data.text("event_time"), messageID: data.text("job_id"),
          token: data["metadata"]?.token))
    }
    return events
  }

  private static func outcome(
    of status: String, _ info: GatewayValue?, in data: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch status {
    case "delivered": .delivered
    case "soft_bounced": .failed(.temporary)
    case "hard_bounced": hardBounced(info?.text("delivery_status"))
    case "spam": .complained("abuse")
    case "unsubscribed": .unsubscribed
    case "sent", "opened", "clicked", "subscribed", "accepted": nil
    default: throw data.fault(.unknownEvent, at: "status")
    }
  }

  private static func hardBounced(_ deliveryStatus: String?) -> GatewayEvent.Outcome {
    switch deliveryStatus {
    case "err_unsubscribed", "err_skip_letter", "err_spam_skipped", "err_spam_removed": .suppressed
    case "err_spam_rejected", "err_blacklisted", "err_too_large", "err_not_allowed":
      .failed(.sender)
    case "err_will_retry", "err_mailbox_full", "err_unreachable": .failed(.temporary)
    case .some, .none: .failed(.permanent)
    }
  }
}
