import ArgumentParser
import Domain
import Formats

/// `snapshot`: each profile as it stands, for a receiver of events that comes later.
struct Snapshot: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Send each profile as it stands to a queue, for a receiver that comes later.",
    discussion: """
      Bind the queue to brevduva.events first: then it misses nothing. One event profile.snapshot goes \
      straight to it for each profile, in the order of the ids; its profileversion tells which other \
      events are newer. Profiles with a protected identity are left out.

      Example: brevduva snapshot --to crm --rate 500
      """)

  @Option(help: "The queue that gets them.", transform: ArgumentParsing.text)
  var to: String

  @Option(help: "The most profiles a second; as fast as it goes, if not said.")
  var rate: Int?

  @Option(
    help: "The last profile that was sent before, to go on behind it.",
    transform: ArgumentParsing.id)
  var after: ProfileID?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard rate.map({ 1...1_000_000 ~= $0 }) ?? true else {
      throw ValidationError("--rate is \(rate ?? 0): a number from 1 to 1000000 is needed.")
    }
    guard to.utf8.count <= 255 else {
      throw ValidationError("--to is longer than 255 octets, which no queue's name is.")
    }
  }

  /// Sends them; if that breaks off, what was done before is an answer too.
  func answer(in context: CommandContext) throws(Failure) -> SnapshotReport {
    var publisher = try SnapshotPublisher(to: to, rate: rate, by: context.servers)
    var tally = SnapshotPublisher.Tally()
    defer { context.console.clearProgress() }
    do throws(Failure) {
      try publisher.send(after: after, into: &tally) { done, total in
        context.console.show(progress: ProgressBar(done: done, total: total).text)
      }
      return SnapshotReport(queue: to, tally: tally)
    } catch {
      guard tally.last != nil else { throw error }
      return SnapshotReport(queue: to, tally: tally, end: error)
    }
  }
}

/// Profiles that were sent to a queue.
struct SnapshotReport: CommandOutput {
  let queue: String
  let tally: SnapshotPublisher.Tally
  /// Reason for which it was broken off; `nil` if it was not.
  var end: Failure?

  var failure: Failure? {
    guard let end, let last = tally.last else { return nil }
    return end.saying("Broken off: \(end.sentence) Go on with --after \(last)")
  }

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("queue", queue)
      $0.member("sent", orNull: tally.sent)
      $0.member("leftOut", orNull: tally.leftOut)
      $0.member("last", orNull: tally.last?.description)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let protected =
      tally.leftOut == 0 ? [] : ["\(tally.leftOut) with a protected identity were left out."]
    return ["\(tally.sent) profiles sent to \(queue.visible)."] + protected
  }
}
