import ArgumentParser
import Contract
import Domain
import Formats
import Platform
import Store

/// `mailing preview`: whom a mailing would reach, and whom not; nothing is sent (R5).
struct MailingPreview: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Tell whom a mailing would reach now, and send nothing.",
    discussion: """
      Decides as the worker would for the message mailing.send: the counts by reason, and the first \
      recipients. To send it, publish that message.

      Example: brevduva mailing preview mailing.json
      """)

  @Argument(
    help: "The file with the data of mailing.send, JSON; - for standard input.",
    completion: .file())
  var file: String

  @OptionGroup var output: OutputOptions

  /// How many people are read at once.
  private static let pageSize = 1000

  func answer(in context: CommandContext) throws(Failure) -> MailingPreviewReport {
    let (mailing, hash) = try mailing()
    let now = Timestamp.now()
    let (known, report) = try context.servers.withStore { store, waiter throws(StoreError) in
      var report = MailingPreviewReport(mailing: mailing)
      let known = try store.hash(of: mailing.id, waiting: &waiter)
      guard known == nil, !mailing.isNeverSent(at: now) else { return (known, report) }
      var last: ProfileID?
      var counted: Set<ProfileID> = []
      repeat {
        let page = try store.preview(
          mailing, after: last, limit: Self.pageSize, at: now, counted: &counted, waiting: &waiter)
        for (profile, choice) in page.choices { report.take(profile, choice) }
        last = page.last
      } while last != nil
      return (known, report)
    }
    if let known {
      guard known == hash else { throw .wouldBeRefused(.mailingExists) }
      throw .refused(
        "It would change nothing: this mailing was asked for before; brevduva mailing show "
          + "\(mailing.id.visible) tells how far it is.")
    }
    guard !mailing.isNeverSent(at: now) else { throw .wouldBeRefused(.neverSent) }
    return report
  }

  private func mailing() throws(Failure) -> (mailing: Mailing, hash: [UInt8]) {
    let data = try InputFile(path: file).octets()
    let message: MailingMessage
    do throws(Fault) {
      message = try MailingMessage.read(sending: data)
    } catch {
      let place = error.path.map { " (\($0))" } ?? ""
      throw .refused("It would be parked, \(error.code.text)\(place.visible): \(error.detail)")
    }
    switch message {
    case .send(let mailing, let hash): return (mailing, hash)
    case .forbidden(let refusal): throw .wouldBeRefused(refusal)
    case .cancel, .prepareChunk, .preparing, .handOverChunk, .handingOver:
      preconditionFailure("what is read as sent is sent")
    }
  }
}

extension Failure {
  /// The worker would refuse the mailing.
  fileprivate static func wouldBeRefused(_ refusal: Refusal) -> Failure {
    .refused("It would be refused, \(refusal.code): \(refusal.sentence)")
  }
}

/// Counts of a mailing beforehand, and its first recipients.
struct MailingPreviewReport: CommandOutput {
  /// A recipient.
  struct Recipient: Hashable, Sendable {
    let profile: ProfileID
    let name: Name
    let address: String
  }

  /// The most recipients that are shown.
  private static let shown = 20

  let mailing: Mailing
  private(set) var counts = MailingCounts()
  private(set) var first: [Recipient] = []

  init(mailing: Mailing) {
    self.mailing = mailing
  }

  /// Takes in what would become of a profile.
  mutating func take(_ profile: Profile, _ choice: RecipientChoice) {
    switch choice {
    case .left(let reason): counts.excluded[reason, default: 0] += 1
    case .mailed(let address, let byFallback):
      counts.recipients += 1
      if byFallback { counts.byFallback += 1 }
      if first.count < Self.shown {
        first.append(
          Recipient(profile: profile.id, name: profile.name, address: address.text))
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("mailingId", mailing.id)
      $0.members(of: counts)
      $0.member("first", each: first) { json, recipient in
        json.object {
          $0.member("profileId", recipient.profile.description)
          $0.member("name", recipient.name)
          $0.member("to", recipient.address)
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    var fields = FieldList()
    fields.add("mailing", mailing.id, .strong)
    fields.add("recipients", "\(counts.recipients)")
    fields.add("at their primary address", counts.byFallback > 0 ? "\(counts.byFallback)" : nil)
    var table = Table(["profile", "name", "to"])
    for recipient in first {
      table.add([
        Table.Cell("\(recipient.profile)", .faint), Table.Cell(recipient.name.text),
        Table.Cell(recipient.address),
      ])
    }
    return fields.lines(in: style) + counts.lines(in: style)
      + (first.isEmpty ? [] : [""] + table.lines(in: style))
  }

  var hints: [String] {
    ["Nothing was sent: brevduva publish mailing.send does it."]
  }
}
