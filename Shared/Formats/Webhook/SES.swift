/// Notifications of Amazon SES: from SNS, from event publishing, from EventBridge, from Firehose.
enum SES {
  static func events(in body: GatewayBody) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for record in try records(body) { events += try self.events(record) }
    return events
  }

  /// Firehose writes one record a line; anything else is one text.
  private static func records(_ body: GatewayBody) throws(GatewayFault) -> [GatewayValue] {
    let lines = body.bytes.split(whereSeparator: \.isLineEnd)
    guard lines.count > 1,
      lines.allSatisfy({ $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") })
    else { return try body.notification().each }
    return try lines.map { line throws(GatewayFault) in
      try GatewayBody(Array(line), of: body.gateway).notification()
    }
  }

  private static func events(_ record: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    if let type = record.text("Type"), type != "Notification" { return [] }
    let record = record["detail"] ?? record
    guard let type = record.text(anyOf: ["notificationType", "eventType"]) else {
      throw record.fault(.missing, at: "eventType")
    }
    switch type {
    case "Bounce": return try bounce(record)
    case "Complaint": return try complaint(record)
    case "Delivery":
      return try everyone(record, record["delivery"]?.texts("recipients"), .delivered)
    case "DeliveryDelay": return try delay(record)
    case "Reject":
      return try everyone(record, nil, .failed(.sender), record["reject"]?.text("reason"))
    case "Rendering Failure":
      return try everyone(record, nil, .failed(.unclear), record["failure"]?.text("errorMessage"))
    case "Send", "Open", "Click", "Subscription", "AmazonSnsSubscriptionSucceeded": return []
    default: throw record.fault(.unknownEvent, at: "eventType")
    }
  }

  private static func bounce(_ record: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let bounce = try record.need("bounce")
    let outcome = outcome(of: bounce)
    return try bounce.each("bouncedRecipients").map { recipient throws(GatewayFault) in
      recipient.event(
        try recipient.needText("emailAddress"), outcome, codes: [recipient.text("status")],
        answer: recipient.text("diagnosticCode"), at: bounce.text("timestamp"),
        messageID: messageID(record), eventID: bounce.text("feedbackId"),
        token: token(record), sentAt: sentAt(record))
    }
  }

  private static func outcome(of bounce: GatewayValue) -> GatewayEvent.Outcome {
    switch bounce.text("bounceSubType") {
    case "Suppressed", "OnAccountSuppressionList", "UnsubscribedRecipient": return .suppressed
    case "MailboxFull": return .failed(.temporary)
    case "MessageTooLarge", "ContentRejected", "AttachmentRejected": return .failed(.sender)
    case .some, .none: break
    }
    switch bounce.text("bounceType") {
    case "Permanent": return .failed(.permanent)
    case "Transient": return .failed(.temporary)
    case .some, .none: return .failed(.unclear)
    }
  }

  private static func complaint(_ record: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let complaint = try record.need("complaint")
    let isListed = complaint.text("complaintSubType") == "OnAccountSuppressionList"
    let type = complaint.text("complaintFeedbackType") ?? "abuse"
    return try complaint.each("complainedRecipients").map { recipient throws(GatewayFault) in
      recipient.event(
        try recipient.needText("emailAddress"), isListed ? .suppressed : .complained(type),
        at: complaint.text("timestamp"), messageID: messageID(record),
        eventID: complaint.text("feedbackId"), token: token(record), sentAt: sentAt(record))
    }
  }

  private static func delay(_ record: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    let delay = try record.need("deliveryDelay")
    return try delay.each("delayedRecipients").map { recipient throws(GatewayFault) in
      recipient.event(
        try recipient.needText("emailAddress"), .delayed, codes: [recipient.text("status")],
        answer: recipient.text("diagnosticCode"), at: delay.text("timestamp"),
        messageID: messageID(record), token: token(record), sentAt: sentAt(record))
    }
  }

  /// The same for all recipients of the message, where the event lists none of its own.
  private static func everyone(
    _ record: GatewayValue, _ listed: [String]?, _ outcome: GatewayEvent.Outcome,
    _ words: String? = nil
  ) throws(GatewayFault) -> [GatewayEvent] {
    let mail = try record.need("mail")
    let recipients = listed ?? mail.texts("destination")
    return recipients.map { recipient in
      record.event(
        recipient, outcome, answer: words,
        at: record["delivery"]?.text("timestamp") ?? sentAt(record),
        messageID: messageID(record), token: token(record), sentAt: sentAt(record))
    }
  }

  /// The id in the message's own header, else that which SES gave it.
  private static func messageID(_ record: GatewayValue) -> String? {
    record["mail"]?["commonHeaders"]?.text("messageId") ?? record["mail"]?.text("messageId")
  }

  /// Our header field, where notifications are set to have the message's header.
  private static func token(_ record: GatewayValue) -> String? { record["mail"]?["headers"]?.token }

  private static func sentAt(_ record: GatewayValue) -> String? {
    record["mail"]?.text("timestamp")
  }
}
