import Contract
import Domain
import Formats
import Glibc
import Testing

/// Work is measured as the time that the processor spent in this thread: what else runs does not count.
@Suite("Work on hostile mail", .serialized)
struct LinearWorkTests {
  /// What reading a message can lead to: a report for one worker, a note for another.
  enum Reading: CaseIterable {
    case report
    case note

    /// Reads all that it can.
    func read(_ bytes: [UInt8]) -> Int {
      let message = MailMessage(bytes)
      switch self {
      case .report: return read(message, BounceReport(message))
      case .note:
        let note = NoteMail(message)
        return note.text.utf8.count + note.subject.utf8.count + note.from.count + note.to.count
          + note.cc.count + note.attachments.count + (note.forwardedSender?.utf8.count ?? 0)
      }
    }

    private func read(_ message: MailMessage, _ report: BounceReport) -> Int {
      var sum = message.readableText.utf8.count + report.recipients.count + report.events.count
      for name in ["from", "to", "cc"] { sum += message.header.mailboxes(name).count }
      for name in ["subject", "message-id"] { sum += message.header.text(name)?.utf8.count ?? 0 }
      sum += report.original.recipients.count + (report.original.token?.utf8.count ?? 0)
      for recipient in report.recipients where recipient.verdict.kind == .permanent { sum += 1 }
      return sum
    }
  }

  /// Nanoseconds of the processor, the least of a few tries.
  private func cost(of bytes: [UInt8], _ reading: Reading, tries: Int = 3) -> Int {
    (0..<tries).map { _ in
      let start = nanoseconds()
      #expect(reading.read(bytes) >= 0)
      return nanoseconds() - start
    }.min() ?? 0
  }

  private func nanoseconds() -> Int {
    var time = timespec()
    // The structure is lent for the call.
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  @Test(
    "Four times the octets cost no more than eight times the work, and few times that of plain text",
    arguments: Reading.allCases)
  func linear(_ reading: Reading) {
    let small = 250_000
    let large = 4 * small
    let plain = cost(of: HostileMail.ordinary(large), .report)
    for (name, make) in HostileMail.all {
      let (first, second) = (make(small), make(large))
      let (few, many) = (cost(of: first, reading), cost(of: second, reading))
      print(
        "hostile mail: \(name), \(reading): \(many / 1_000) µs, "
          + "\(Double(many) / Double(max(few, 1))) of a quarter")
      #expect(many < 8 * few + 3_000_000, "\(name)")
      // By plain text alone, so that the machine's speed does not count.
      #expect(many < 100 * plain, "\(name)")
    }
  }

  @Test(
    "The worst mail of the greatest size that a queue takes is read within a second",
    arguments: [(Reading.report, Queue.bounces), (.note, .contactNotes)])
  func greatest(_ reading: Reading, _ queue: Queue) {
    for (name, make) in HostileMail.all {
      let cost = cost(of: make(queue.bodyLimit), reading, tries: 1)
      print("hostile mail of the greatest size: \(name), \(reading): \(cost / 1_000_000) ms")
      #expect(cost < 1_000_000_000, "\(name)")
    }
  }
}
