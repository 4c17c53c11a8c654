/// Webhooks of SparkPost: events in `msys`, each below the name of its family.
enum SparkPost {
  static func events(in body: GatewayValue) throws(GatewayFault) -> [GatewayEvent] {
    var events: [GatewayEvent] = []
    for item in body.each {
      // An empty one is a test of the address.
      for family in try item.need("msys").json.members {
        let data = GatewayValue(family, of: item.gateway)
        guard let outcome = try outcome(of: data.needText("type"), data) else { continue }
        guard let recipient = data.text(anyOf: ["raw_rcpt_to", "rcpt_to"]) else {
          throw data.fault(.missing, at: "rcpt_to")
        }
        events.append(
          data.event(
            recipient, outcome, codes: [data.text("error_code")],
            answer: data.text(anyOf: ["raw_reason", "reason"]),
            at: data.text("timestamp"),
            messageID: data.text(anyOf: ["message_id", "transmission_id"]),
            eventID: data.text("event_id"), token: data["rcpt_meta"]?.token,
            sentAt: data.text("injection_time")))
      }
    }
    return events
  }

  private static func outcome(
    of type: String, _ data: GatewayValue
  ) throws(GatewayFault) -> GatewayEvent.Outcome? {
    switch type {
    case "delivery": .delivered
    case "delay": .delayed
    case "bounce", "out_of_band": bounced(data.text("bounce_class"))
    case "policy_rejection", "generation_rejection": rejected(data)
    case "generation_failure": .failed(.unclear)
    case "spam_complaint": .complained(data.text("fbtype") ?? "abuse")
    case "list_unsubscribe", "link_unsubscribe": .unsubscribed
    case "injection", "open", "initial_open", "amp_open", "amp_initial_open", "click", "amp_click",
      "sms_status", "relay_injection", "relay_delivery", "relay_permfail", "relay_tempfail",
      "relay_rejection", "ab_test_completed", "ab_test_cancelled", "ingest_success", "ingest_error":
      nil
    default: throw data.fault(.unknownEvent, at: "type")
    }
  }

  /// SparkPost's classes of bounces.
  private static func bounced(_ bounceClass: String?) -> GatewayEvent.Outcome? {
    switch bounceClass {
    case "10", "30": .failed(.permanent)
    case "20", "21", "22", "24", "40", "70": .failed(.temporary)
    case "23", "50", "51", "52", "53", "54": .failed(.sender)
    case "25": .suppressed
    // An automatic reply, a subscription, a request to prove oneself.
    case "60", "80", "100": nil
    case "90": .unsubscribed
    case .some, .none: .failed(.unclear)
    }
  }

  private static func rejected(_ data: GatewayValue) -> GatewayEvent.Outcome {
    let words = (data.text(anyOf: ["raw_reason", "reason"]) ?? "").lowercased()
    return words.contains("suppress") ? .suppressed : .failed(.sender)
  }
}
