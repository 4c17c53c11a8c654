import Contract
import Domain
import Formats

/// Reads mail, reports and webhooks from files, and prints one line a file for a scorer.
@main
struct BounceRead {
  private static let usage = """
    bounce-read FOLDER [FILE…]            one JSON line a message: file, recipients
    bounce-read --explain FOLDER FILE…    how each message was read and judged, step by step
    bounce-read --time ROUNDS FOLDER      messages a second, reading and judging
    bounce-read --mail FOLDER             one JSON line a message: who wrote to whom
    bounce-read --webhooks FOLDER         one JSON line a body, named GATEWAY-….json
    bounce-read --answers                 judges each line of the input as a server's answer
    """

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.dropFirst().first) {
    case ("--explain", let folder?):
      for file in try Folder(folder).files(named: arguments.dropFirst(2)) { explain(file) }
    case ("--time", let rounds?) where arguments.count == 3:
      time(try Folder(arguments[2]).files(), rounds: Int(rounds) ?? 1)
    case ("--mail", let folder?):
      for file in try Folder(folder).files() { print(JSONLine.mail(file)) }
    case ("--webhooks", let folder?):
      for file in try Folder(folder).files() { print(JSONLine.webhook(file)) }
    case ("--answers", nil): answers()
    case (let folder?, _) where !folder.hasPrefix("-"):
      for file in try Folder(folder).files(named: arguments.dropFirst()) {
        print(JSONLine.report(file))
      }
    default: print(usage)
    }
  }

  private static func explain(_ file: Folder.File) {
    let explanation = BounceExplanation(BounceReport(MailMessage(file.bytes)))
    print(([file.name] + explanation.steps.map { "  \($0)" }).joined(separator: "\n"))
    for recipient in explanation.recipients {
      print(
        (["  \(recipient.address)"] + recipient.steps.map { "    \($0)" }).joined(separator: "\n"))
    }
  }

  private static func time(_ files: [Folder.File], rounds: Int) {
    let phrases = VerdictTable.phraseCount
    var permanent = 0
    let took = ContinuousClock().measure {
      for _ in 0..<rounds {
        for file in files {
          let report = BounceReport(MailMessage(file.bytes))
          permanent += report.recipients.count { $0.verdict.kind == .permanent }
        }
      }
    }
    let count = rounds * files.count
    print(
      "\(count) messages in \(took), \(Int(Double(count) / (took / .seconds(1)))) a second;",
      "\(permanent / rounds) recipients permanent; \(phrases) phrases")
  }

  private static func answers() {
    while let line = readLine() {
      let text = Array(line.utf8)[...]
      let codes = AnswerCode.all(in: text).map {
        DeliveryEvidence.Code(reply: $0.reply, status: $0.status.flatMap(EnhancedStatus.init))
      }
      let passage = DeliveryEvidence.Passage(text: text, codes: codes, isOwn: true)
      let verdict = VerdictTable.verdict(
        on: DeliveryEvidence(action: .failed, passages: [passage]))
      let words = verdict.words.map { String(decoding: text[$0], as: UTF8.self) } ?? ""
      print("\(verdict.kind)\t\(verdict.reason)\t\(verdict.row ?? "-")\t\(words)\t\(line)")
    }
  }
}
