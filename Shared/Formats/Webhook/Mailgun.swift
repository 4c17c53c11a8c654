/// Webhooks of Mailgun: the form with `event-data`, and the flat one before it.
enum Mailgun {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      let data = item["event-data"] ?? item
      guard let outcome = try outcome(of: data.needText("event"), data) else { continue }
      events.append(try event(data, outcome))
    }
    return events
  }

  private static func event(
    _ data: GatewayValue, _ outcome: GatewayEvent.Outcome
  ) throws(GatewayFault) -> GatewayEvent {
    let headers = data["message"]?["headers"]
    let listed = headers?.text("to").flatMap {
      MailboxReader.mailboxes(in: Array($0.utf8)[...]).first?.address
    }
    guard let recipient = data.text("recipient") ?? listed else {
      throw data.fault(.missing, at: "recipient")
    }
    let status = data["delivery-status"]
    let said = [
      status?.text("message"), status?.text("description"), data.text("error"),
      data.text("description"),
    ]
    let words = said.lazy.compactMap(\.self).first { !$0.isEmpty } ?? data["reject"]?.text("reason")
    return data.event(
      recipient, outcome,
      codes: [status?.text("code") ?? data.text("code"), status?.text("enhanced-code")],
      answer: words,
      at: data.text("timestamp"), messageID: headers?.text("message-id") ?? data.text("Message-Id"),
      eventID: data.text("id"), token: data["user-variables"]?.token)
  }

  private static func outcome(
    of event: String, _ data: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch event {
    case "delivered": .delivered
    case "failed": failed(data)
    case "bounced": .failed(.permanent)
    case "dropped": dropped(data)
    case "rejected": .failed(.sender)
    case "complained": .complained("abuse")
    case "unsubscribed": .unsubscribed
    case "accepted", "opened", "clicked", "stored", "queued", "sent", "email_validation",
      "list_member_uploaded", "list_member_upload_error", "list_uploaded":
      nil
    default: throw data.fault(.unknownEvent, at: "event")
    }
  }

  private static func failed(_ data: GatewayValue) -> GatewayEvent.Outcome {
    switch data.text("reason") {
    case "suppress-bounce", "suppress-complaint", "suppress-unsubscribe": .suppressed
    case "old": .failed(.temporary)
    case .some, .none: data.text("severity") == "temporary" ? .delayed : .failed(.permanent)
    }
  }

  /// 605, 606 and 607 are Mailgun's codes for its own lists.
  private static func dropped(_ data: GatewayValue) -> GatewayEvent.Outcome {
    switch data.text("code") {
    case "605", "606", "607": .suppressed
    case .some, .none: data.text("reason") == "old" ? .failed(.temporary) : .failed(.unclear)
    }
  }
}
