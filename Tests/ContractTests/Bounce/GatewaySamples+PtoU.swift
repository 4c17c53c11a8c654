import Formats

extension GatewaySample {
  static let secondHalf: [GatewaySample] = [
    .init(
      .postal, ["anna@example.net permanent 5.1.1"],
      """
      {"event":"MessageDeliveryFailed","timestamp":1796029200.5,"uuid":"1","payload":{"status":"HardFail",
       "details":"Permanent SMTP delivery error","output":"550 5.1.1 User unknown",
       "message":{"id":1,"message_id":"1@example.com","to":"anna@example.net"}}}
      """),
    .init(
      .postal, ["anna@example.net permanent"],
      #"{"event":"MessageBounced","payload":{"original_message":{"to":"anna@example.net"},"bounce":{"to":"x@example.com"}}}"#
    ),
    .init(
      .postal, [], #"{"event":"MessageLoaded","payload":{"message":{"to":"anna@example.net"}}}"#),

    .init(
      .postmark, ["anna@example.net permanent 5.1.1"],
      """
      {"RecordType":"Bounce","ID":1,"Type":"HardBounce","TypeCode":1,"MessageID":"m","Description":"The server was unable to deliver",
       "Details":"smtp;550 5.1.1 User unknown","Email":"anna@example.net","BouncedAt":"2026-11-30T10:00:00Z"}
      """),
    .init(
      .postmark, ["anna@example.net temporary"],
      #"{"RecordType":"Bounce","Type":"SoftBounce","Email":"anna@example.net","Details":"451 wait"}"#
    ),
    .init(
      .postmark, ["anna@example.net blocked"],
      #"{"RecordType":"Bounce","Type":"Blocked","Email":"anna@example.net","Details":"refused"}"#),
    .init(
      .postmark, ["anna@example.net complaint"],
      #"{"RecordType":"SpamComplaint","Email":"anna@example.net"}"#),
    .init(
      .postmark, ["anna@example.net suppressed"],
      #"{"RecordType":"SubscriptionChange","Recipient":"anna@example.net","Origin":"Recipient","SuppressSending":true,"SuppressionReason":"HardBounce"}"#
    ),
    .init(
      .postmark, ["anna@example.net none"],
      #"{"RecordType":"SubscriptionChange","Recipient":"anna@example.net","Origin":"Recipient","SuppressSending":true,"SuppressionReason":"ManualSuppression"}"#
    ),
    .init(
      .postmark, [], #"{"RecordType":"Bounce","Type":"Unsubscribe","Name":"Unsubscribe request"}"#),
    .init(.postmark, [], #"{"RecordType":"Open","Recipient":"anna@example.net"}"#),

    .init(
      .resend, ["anna@example.net permanent 5.1.1"],
      """
      {"type":"email.bounced","created_at":"2026-11-30T10:00:00Z","data":{"email_id":"m","to":["anna@example.net"],
       "bounce":{"type":"Permanent","subType":"General","message":"It can hurt your reputation as a sender.",
       "diagnosticCode":["smtp; 550 5.1.1 User unknown"]}}}
      """),
    .init(
      .resend, ["anna@example.net suppressed"],
      #"{"type":"email.bounced","data":{"to":["anna@example.net"],"bounce":{"type":"Permanent","subType":"Suppressed","message":"x"}}}"#
    ),
    .init(
      .resend, ["anna@example.net permanent"],
      #"{"type":"email.bounced","data":{"to":["anna@example.net"],"bounce":{"message":"The provider sent a hard bounce message. It can hurt your reputation."}}}"#
    ),
    .init(
      .resend, ["anna@example.net suppressed"],
      #"{"type":"suppression.added","data":{"id":"1","email":"anna@example.net","origin":"bounce"}}"#
    ),
    .init(
      .resend, ["anna@example.net none"],
      #"{"type":"suppression.removed","data":{"email":"anna@example.net"}}"#),
    .init(.resend, [], #"{"type":"email.opened","data":{"to":["anna@example.net"]}}"#),

    .init(
      .scaleway, ["anna@example.net permanent 5.1.1"],
      """
      {"type":"email_mailbox_not_found","created_at":"2026-11-30T10:00:00Z","id":"1","email_id":"m","email_to":"anna@example.net",
       "email_response_code":550,"email_response_message":"550 5.1.1 User unknown"}
      """),
    .init(
      .scaleway, ["anna@example.net blocked"],
      #"{"type":"email_spam","email_to":"anna@example.net","email_response_message":""}"#),
    .init(
      .scaleway, ["anna@example.net suppressed"],
      #"{"type":"email_blocklisted","email_to":"anna@example.net"}"#),
    .init(
      .scaleway, ["anna@example.net temporary"],
      #"{"Type":"Notification","Message":"{\"type\":\"email_deferred\",\"email_to\":\"anna@example.net\"}"}"#
    ),
    .init(
      .scaleway, [],
      #"{"Type":"SubscriptionConfirmation","Message":"","SubscribeURL":"https://example.com"}"#),

    .init(
      .sendgrid,
      [
        "a@example.net permanent 5.1.1", "b@example.net blocked", "c@example.net temporary",
        "d@example.net suppressed",
      ],
      """
      [{"email":"a@example.net","event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 User unknown",
        "smtp-id":"<1@example.com>","sg_event_id":"1","timestamp":1796029200},
       {"email":"b@example.net","event":"bounce","type":"blocked","reason":"refused"},
       {"email":"c@example.net","event":"deferred","response":"451 wait"},
       {"email":"d@example.net","event":"dropped","reason":"Bounced Address"},
       {"email":"e@example.net","event":"click"}]
      """),
    .init(
      .sendgrid, ["a@example.net complaint", "b@example.net none"],
      #"[{"email":"a@example.net","event":"spamreport"},{"email":"b@example.net","event":"group_unsubscribe"}]"#
    ),

    .init(
      .ses, ["anna@example.net permanent 5.1.1", "bo@example.net permanent 5.1.1"],
      """
      {"Type":"Notification","MessageId":"x","Message":"{\\"notificationType\\":\\"Bounce\\",\\"bounce\\":{\\"bounceType\\":\\"Permanent\\",\\"bounceSubType\\":\\"General\\",\\"feedbackId\\":\\"1\\",\\"timestamp\\":\\"2026-11-30T10:00:00Z\\",\\"bouncedRecipients\\":[{\\"emailAddress\\":\\"anna@example.net\\",\\"status\\":\\"5.1.1\\",\\"diagnosticCode\\":\\"smtp; 550 5.1.1 User unknown\\"},{\\"emailAddress\\":\\"bo@example.net\\",\\"status\\":\\"5.1.1\\"}]},\\"mail\\":{\\"messageId\\":\\"m\\"}}"}
      """),
    .init(
      .ses, ["anna@example.net suppressed"],
      """
      {"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList",
       "bouncedRecipients":[{"emailAddress":"anna@example.net"}]},"mail":{"messageId":"m"}}
      """),
    .init(
      .ses, ["anna@example.net temporary 4.4.7"],
      """
      {"version":"0","detail-type":"Email Delivery Delayed","detail":{"eventType":"DeliveryDelay","deliveryDelay":{
       "delayType":"x","delayedRecipients":[{"emailAddress":"anna@example.net","status":"4.4.7","diagnosticCode":"smtp; 421 wait"}]},
       "mail":{"messageId":"m","commonHeaders":{"messageId":"<1@example.com>"}}}}
      """),
    .init(
      .ses, ["anna@example.net complaint", "bo@example.net delivered", "cia@example.net blocked"],
      """
      {"eventType":"Complaint","complaint":{"complaintFeedbackType":"abuse","complainedRecipients":[{"emailAddress":"anna@example.net"}]},"mail":{}}
      {"eventType":"Delivery","delivery":{"recipients":["bo@example.net"]},"mail":{}}
      {"eventType":"Reject","reject":{"reason":"Bad content"},"mail":{"destination":["cia@example.net"]}}
      {"eventType":"Open","mail":{}}
      """),
    .init(
      .ses, [],
      #"{"Type":"SubscriptionConfirmation","Message":"","SubscribeURL":"https://example.com"}"#),

    .init(
      .smtp2go, ["anna@example.net permanent 5.1.1"],
      #"{"event":"bounce","bounce":"hard","rcpt":"anna@example.net","email_id":"m","message":"550 5.1.1 User unknown","context":"RCPT TO","time":"2026-11-30T10:00:00Z"}"#
    ),
    .init(
      .smtp2go, ["anna@example.net temporary"],
      "event=bounce&bounce=soft&rcpt=anna%40example.net&message=451+wait"),
    .init(
      .smtp2go, ["anna@example.net suppressed"], #"{"event":"reject","rcpt":"anna@example.net"}"#),
    .init(.smtp2go, [], "event=open&rcpt=anna%40example.net"),

    .init(
      .sparkpost,
      [
        "a@example.net permanent 5.1.1", "b@example.net blocked 5.7.1", "c@example.net complaint",
        "d@example.net suppressed",
      ],
      """
      [{"msys":{"message_event":{"type":"bounce","bounce_class":"10","rcpt_to":"a@example.net","error_code":"550",
        "raw_reason":"550 5.1.1 User unknown","timestamp":"1796029200","event_id":"1","message_id":"m"}}},
       {"msys":{"message_event":{"type":"bounce","bounce_class":"51","rcpt_to":"b@example.net","raw_reason":"554 5.7.1 refused"}}},
       {"msys":{"message_event":{"type":"spam_complaint","fbtype":"abuse","rcpt_to":"c@example.net"}}},
       {"msys":{"gen_event":{"type":"policy_rejection","rcpt_to":"d@example.net","raw_reason":"Recipient address suppressed"}}},
       {"msys":{"track_event":{"type":"open","rcpt_to":"e@example.net"}}},
       {"msys":{}}]
      """),
    .init(
      .sparkpost, ["a@example.net none"],
      #"[{"msys":{"unsubscribe_event":{"type":"list_unsubscribe","rcpt_to":"a@example.net"}}}]"#),

    .init(
      .sweego, ["anna@example.net permanent 5.1.1"],
      """
      {"event_type":"hard-bounce","event_id":"1","timestamp":"2026-11-30T10:00:00Z","recipient":"anna@example.net","code":"550",
       "details":"5.1.1 User unknown","headers":{"message-id":"<1@example.com>"}}
      """),
    .init(
      .sweego, ["anna@example.net temporary"],
      #"{"event_type":"soft_bounce","recipient":"anna@example.net","details":"wait"}"#),
    .init(
      .sweego, ["anna@example.net complaint"],
      #"{"event_type":"complaint","recipient":"anna@example.net"}"#),

    .init(
      .unisenderGo,
      ["a@example.net permanent", "b@example.net suppressed", "c@example.net temporary"],
      """
      {"events_by_user":[{"user_id":1,"events":[
        {"event_name":"transactional_email_status","event_data":{"job_id":"m","email":"a@example.net","status":"hard_bounced",
         "event_time":"2026-11-30 10:00:00","delivery_info":{"delivery_status":"err_user_unknown","destination_response":"550 no such user"}}},
        {"event_name":"transactional_email_status","event_data":{"email":"b@example.net","status":"hard_bounced",
         "delivery_info":{"delivery_status":"err_unsubscribed"}}},
        {"event_name":"transactional_email_status","event_data":{"email":"c@example.net","status":"soft_bounced"}},
        {"event_name":"transactional_spam_block","event_data":{"block_time":"x"}}]}]}
      """),
  ]
}
