import Formats

extension GatewaySample {
  static let firstHalf: [GatewaySample] = [
    .init(
      .ahasend, ["anna@example.net permanent 5.1.1"],
      """
      {"type":"message.bounced","timestamp":"2026-11-30T10:00:00Z","data":{"recipient":"anna@example.net",
       "message_id_header":"<1@example.com>","delivery_attempt":{"classification":"bounce","smtp_code":550,
       "enhanced_status_code":"5.1.1","response":"User unknown"}}}
      """),
    .init(
      .ahasend, ["anna@example.net temporary"],
      #"{"type":"message.transient_error","data":{"recipient":"anna@example.net","delivery_attempt":{"smtp_code":451,"response":"try later"}}}"#
    ),
    .init(
      .ahasend, ["anna@example.net suppressed"],
      #"{"type":"suppression.created","data":{"recipient":"anna@example.net"}}"#),
    .init(
      .ahasend, ["anna@example.net none"],
      #"{"type":"suppression.deleted","data":{"recipient":"anna@example.net"}}"#),
    .init(.ahasend, [], #"{"type":"message.opened","data":{"recipient":"anna@example.net"}}"#),

    .init(
      .azure, ["anna@example.net permanent 5.1.1"],
      """
      [{"id":"1","eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{
        "sender":"kansliet@example.com","recipient":"anna@example.net","messageId":"m",
        "internetMessageId":"<1@example.com>","status":"Bounced",
        "deliveryStatusDetails":{"statusMessage":"550 5.1.1 User unknown"},
        "deliveryAttemptTimeStamp":"2026-11-30T10:00:00Z"}}]
      """),
    .init(
      .azure, ["anna@example.net suppressed"],
      """
      {"id":"1","type":"Microsoft.Communication.EmailDeliveryReportReceived","specversion":"1.0","data":{
        "recipient":"anna@example.net","messageId":"m","status":"Suppressed",
        "deliveryAttemptTimestamp":"2026-11-30T10:00:00Z"}}
      """),
    .init(
      .azure, ["a@example.net blocked", "b@example.net delivered"],
      """
      [{"eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"a@example.net","status":"FilteredSpam"}},
       {"eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"b@example.net","status":"Delivered"}},
       {"eventType":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"recipient":"c@example.net","status":"Expanded"}},
       {"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"x"}}]
      """),

    .init(
      .brevo, ["anna@example.net permanent 5.1.1"],
      #"{"event":"hard_bounce","email":"anna@example.net","message-id":"<1@example.com>","ts_event":1796029200,"reason":"550 5.1.1 User unknown"}"#
    ),
    .init(
      .brevo, ["anna@example.net suppressed"],
      #"{"event":"blocked","email":"anna@example.net","reason":"blocked : due to blacklist user"}"#),
    .init(
      .brevo, ["anna@example.net temporary"], #"{"event":"deferred","email":"anna@example.net"}"#),
    .init(.brevo, ["anna@example.net complaint"], #"{"event":"spam","email":"anna@example.net"}"#),
    .init(
      .brevo, ["anna@example.net none"], #"{"event":"unsubscribed","email":"anna@example.net"}"#),
    .init(.brevo, [], #"{"event":"unique_opened","email":"anna@example.net"}"#),

    .init(
      .cloudflare, ["anna@example.net permanent 5.1.1"],
      """
      {"type":"cf.email.sending.message.bounced","payload":{"eventId":"1","messageId":"<1@example.com>",
       "recipient":"anna@example.net","delivery":{"smtpStatusCode":550,"smtpEnhancedStatusCode":"5.1.1",
       "smtpResponse":"User unknown"},"bounce":{"type":"hard","classification":"x","reason":"User unknown"}},
       "metadata":{"eventTimestamp":"2026-11-30T10:00:00Z"}}
      """),
    .init(
      .cloudflare, ["anna@example.net temporary"],
      #"{"type":"cf.email.sending.message.bounced","payload":{"recipient":"anna@example.net","bounce":{"type":"soft","reason":"gone on too long"}}}"#
    ),
    .init(
      .cloudflare, ["anna@example.net suppressed"],
      #"{"type":"cf.email.sending.message.rejected","payload":{"recipient":"anna@example.net","rejection":{"reason":"suppressed"}}}"#
    ),
    .init(
      .cloudflare, ["anna@example.net complaint"],
      #"{"type":"cf.email.sending.message.complained","payload":{"recipient":"anna@example.net"}}"#),

    .init(
      .emailit, ["anna@example.net permanent 5.1.1", "bo@example.net temporary"],
      """
      [{"event_id":"1","type":"email.bounced","created_at":"2026-11-30T10:00:00Z","data":{"object":{"id":"m",
        "to":"anna@example.net","bounce":{"type":"hard","code":"550","enhanced_code":"5.1.1","message":"User unknown"}}}},
       {"event_id":"2","type":"email.deferred","object":{"to":["bo@example.net"]}},
       {"event_id":"3","type":"email.opened","object":{"to":["bo@example.net"]}},
       {"event_id":"4","type":"contact.created","object":{"email":"bo@example.net"}}]
      """),
    .init(
      .emailit, ["anna@example.net suppressed"],
      #"{"type":"email.suppressed","object":{"to":"anna@example.net"}}"#),

    .init(
      .forwardemail, ["anna@example.net permanent 5.1.1"],
      """
      {"email_id":"m","recipient":"anna@example.net","message":"x","response":"550 5.1.1 User unknown","response_code":550,
       "truth_source":false,"headers":{"Message-ID":"<1@example.com>"},"bounce":{"action":"reject","category":"recipient",
       "code":550,"status":"5.1.1","line":10},"bounced_at":"2026-11-30T10:00:00Z"}
      """),
    .init(
      .forwardemail, ["anna@example.net blocked"],
      #"{"recipient":"anna@example.net","response":"554 refused","bounce":{"action":"reject","category":"blocklist","code":554,"status":false}}"#
    ),
    .init(
      .forwardemail, ["anna@example.net temporary"],
      #"{"recipient":"anna@example.net","response":"451 wait","bounce":{"action":"defer","category":"greylist","code":451,"status":4}}"#
    ),

    .init(
      .lettermint, ["anna@example.net permanent 5.1.1"],
      """
      {"id":"1","event":"message.hard_bounced","timestamp":"2026-11-30T10:00:00Z","data":{"message_id":"m",
       "recipient":"anna@example.net","response":{"status_code":550,"enhanced_status_code":"5.1.1","content":"User unknown"}}}
      """),
    .init(
      .lettermint, ["anna@example.net suppressed"],
      #"{"event":"message.suppressed","data":{"recipient":"anna@example.net"}}"#),
    .init(
      .lettermint, ["anna@example.net complaint"],
      #"{"event":"message.spam_complaint","data":{"recipient":"anna@example.net"}}"#),
    .init(.lettermint, [], #"{"event":"webhook.test","data":{}}"#),

    .init(
      .mailchimp, ["anna@example.net permanent 5.1.1", "bo@example.net temporary"],
      """
      [{"event":"hard_bounce","ts":1796029200,"msg":{"_id":"m","email":"anna@example.net","bounce_description":"bad_mailbox",
        "diag":"smtp;550 5.1.1 User unknown"}},
       {"event":"soft_bounce","ts":1796029200,"msg":{"email":"bo@example.net","bounce_description":"mailbox_full",
        "diag":"smtp;552 Mailbox full"}},
       {"event":"open","msg":{"email":"bo@example.net"}}]
      """),
    .init(
      .mailchimp, ["anna@example.net suppressed"],
      "mandrill_events=%5B%7B%22event%22%3A%22reject%22%2C%22msg%22%3A%7B%22email%22%3A%22anna%40example.net%22%7D%7D%5D"
    ),
    .init(
      .mailchimp, ["anna@example.net suppressed", "anna@example.net none"],
      """
      [{"type":"blacklist","action":"add","reject":{"email":"anna@example.net","reason":"hard-bounce"}},
       {"type":"blacklist","action":"remove","reject":{"email":"anna@example.net"}},
       {"type":"whitelist","action":"add","entry":{"email":"anna@example.net"}}]
      """),

    .init(
      .mailersend, ["anna@example.net permanent 5.1.1"],
      """
      {"type":"activity.hard_bounced","created_at":"2026-11-30T10:00:00Z","data":{"id":"1","morph":{"object":"recipient_bounce",
       "reason":"550 5.1.1 User unknown"},"email":{"message":{"id":"m"},"recipient":{"email":"anna@example.net"}}}}
      """),
    .init(
      .mailersend, ["anna@example.net complaint"],
      #"{"type":"activity.spam_complaint","data":{"email":{"recipient":{"email":"anna@example.net"}}}}"#
    ),
    .init(.mailersend, [], #"{"type":"sender_identity.verified","data":{}}"#),

    .init(
      .mailgun, ["anna@example.net permanent 5.1.1"],
      """
      {"signature":{},"event-data":{"event":"failed","id":"1","severity":"permanent","reason":"bounce","timestamp":1796029200.5,
       "recipient":"anna@example.net","message":{"headers":{"message-id":"1@example.com"}},
       "delivery-status":{"code":550,"message":"5.1.1 User unknown"}}}
      """),
    .init(
      .mailgun, ["anna@example.net temporary 4.2.2"],
      """
      {"event-data":{"event":"failed","severity":"temporary","recipient":"anna@example.net",
       "delivery-status":{"code":452,"enhanced-code":"4.2.2","description":"mailbox full"}}}
      """),
    .init(
      .mailgun, ["anna@example.net suppressed"],
      """
      {"event-data":{"event":"failed","severity":"permanent","reason":"suppress-bounce","recipient":"anna@example.net",
       "delivery-status":{"code":605,"description":"Not delivering to previously bounced address"}}}
      """),
    .init(
      .mailgun, ["anna@example.net permanent 5.1.1"],
      "event=bounced&recipient=anna%40example.net&code=550&error=5.1.1+User+unknown&timestamp=1796029200&Message-Id=%3C1%40example.com%3E"
    ),
    .init(.mailgun, ["anna@example.net none"], "event=unsubscribed&recipient=anna%40example.net"),

    .init(
      .mailjet, ["anna@example.net permanent", "bo@example.net suppressed"],
      """
      [{"event":"bounce","time":1796029200,"email":"anna@example.net","MessageID":1,"hard_bounce":true,
        "error_related_to":"recipient","error":"user unknown","comment":""},
       {"event":"blocked","email":"bo@example.net","error_related_to":"mailjet","error":"preblocked"}]
      """),
    .init(
      .mailjet, ["anna@example.net delivered 2.0.0"],
      #"{"event":"sent","email":"anna@example.net","smtp_reply":"sent (250 2.0.0 OK)"}"#),

    .init(
      .mailomat, ["anna@example.net permanent 5.1.1"],
      """
      {"id":"1","eventType":"failure_perm","occurredAt":"2026-11-30T10:00:00Z","messageId":"m","recipient":"anna@example.net",
       "payload":{"delivery-status":{"code":550,"enhanced-code":"5.1.1","message":"User unknown"}}}
      """),
    .init(
      .mailomat, ["anna@example.net blocked"],
      #"{"eventType":"not_accepted","recipient":"anna@example.net","payload":{"reason":"sender is not verified"}}"#
    ),

    .init(
      .mailtrap, ["anna@example.net permanent 5.1.1", "bo@example.net temporary"],
      """
      {"events":[{"event":"bounce","timestamp":1796029200,"event_id":"1","message_id":"m","email":"anna@example.net",
        "response":"550 5.1.1 User unknown","response_code":550,"bounce_category":"badmailbox"},
       {"event":"soft bounce","email":"bo@example.net","response":"451 wait"},
       {"event":"open","email":"bo@example.net"}]}
      """),
    .init(
      .mailtrap, ["anna@example.net suppressed", "bo@example.net blocked"],
      """
      {"events":[{"event":"reject","email":"anna@example.net","reason":"Recipient in suppression list. Reason: hard bounce"},
       {"event":"suspension","email":"bo@example.net","reason":"other"}]}
      """),
  ]
}
