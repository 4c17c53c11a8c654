import Contract
import Domain
import Formats

/// A message as a report, judged and explained.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let report = BounceReport(MailMessage(Array(UnsafeBufferPointer(start: start, count: count))))
  for recipient in report.recipients {
    precondition(recipient.addresses.allSatisfy { $0.utf8.contains(UInt8(ascii: "@")) })
    let verdict = recipient.verdict
    if let passage = verdict.passage, let words = verdict.words {
      precondition(!recipient.passages[passage].text[words].isEmpty)
    }
  }
  precondition(!BounceExplanation(report).steps.isEmpty)
  _ = (report.reportingMTA, report.arrivedAt, report.original.date, report.original.recipients)
  return 0
}
