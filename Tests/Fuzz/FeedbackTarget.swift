import Formats

/// The fields of a feedback report, and behind an empty line those of the message that it speaks of.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let head = """
    From: fbl@example.net
    Content-Type: multipart/report; report-type=feedback-report; boundary=b

    --b
    Content-Type: message/feedback-report


    """
  let report = BounceReport(MailMessage(Array(head.utf8) + input))
  for recipient in report.recipients {
    precondition(recipient.addresses.allSatisfy { $0.utf8.contains(UInt8(ascii: "@")) })
  }
  _ = (report.original.messageID, report.original.token)
  return 0
}
