import Contract
import Domain
import Formats
import Foundation

/// Files in, one JSON line a file out: what was read, in the form in which it is scored.
@main
struct BounceRead {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var rounds = 0
    var explains = false
    if arguments.first == "--rounds" {
      rounds = Int(arguments[1]) ?? 1
      arguments.removeFirst(2)
    }
    if arguments.first == "--answers" {
      while let line = readLine() {
        let text = Array(line.utf8)[...]
        let codes = AnswerCode.all(in: text).map {
          DeliveryEvidence.Code(reply: $0.reply, status: $0.status.flatMap(EnhancedStatus.init))
        }
        let verdict = VerdictTable.verdict(
          on: DeliveryEvidence(
            action: .failed, passages: [.init(text: text, codes: codes, isOwn: true)]))
        let words = verdict.words.map { String(decoding: text[$0], as: UTF8.self) } ?? ""
        print(
          "\(verdict.kind.rawValue)\t\(verdict.reason.rawValue)\t\(verdict.row ?? "-")\t«\(words)»\t\(line.prefix(150))"
        )
      }
      return
    }
    if arguments.first == "--samples" { return Self.samples() }
    if arguments.first == "--mail" {
      return try Self.mail(in: arguments[1])
    }
    if arguments.first == "--webhooks" {
      arguments.removeFirst()
      return try Self.webhooks(in: arguments[0])
    }
    if arguments.first == "--explain" {
      explains = true
      arguments.removeFirst()
    }
    let root = arguments.removeFirst()
    let names = arguments.isEmpty ? Self.files(in: root) : arguments
    let files = try names.map { name in
      (name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))))
    }
    if rounds > 0 { return time(files.map(\.1), rounds: rounds) }
    for (name, bytes) in files {
      let report = BounceReport(MailMessage(bytes))
      print(explains ? explanation(name, report) : line(name, report))
    }
  }

  /// What a header says of who wrote to whom.
  static func mail(in root: String) throws {
    for name in files(in: root) {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + name)))
      let message = MailMessage(bytes)
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("file", name)
      for field in ["from", "to", "cc"] {
        writer.key(field)
        writer.beginArray()
        for mailbox in message.header.mailboxes(field) {
          writer.value(mailbox.address.lowercased())
        }
        writer.endArray()
      }
      writer.member("messageId", ifPresent: message.header.messageID)
      writer.member("subject", ifPresent: message.header.text("subject"))
      writer.member("text", message.readableText)
      writer.key("unixFrom")
      writer.value(message.hasEnvelopeLine)
      writer.endObject()
      print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  /// Webhook bodies below a folder; what comes before the first hyphen or underscore names the gateway.
  static func webhooks(in root: String) throws {
    for name in files(in: root) where name.hasSuffix(".json") {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + name)))
      let plain = (name.split(separator: "/").last.map(String.init) ?? name)
      let guess =
        plain.hasPrefix("amazon_ses") || plain.hasPrefix("json-amazonses")
        ? "ses"
        : plain.hasPrefix("json-sendgrid")
          ? "sendgrid"
          : plain.hasPrefix("mandrill")
            ? "mailchimp"
            : plain.hasPrefix("unisender") ? "unisender_go" : String(plain.prefix { $0 != "-" })
      guard let gateway = Gateway(source: guess) else {
        print("\(name): no gateway \(guess)"); continue
      }
      var line = "{\"file\":\"\(name)\",\"events\":["
      do {
        let events = try gateway.events(in: bytes)
        line +=
          events.map { event in
            var kind = event.verdict?.kind.rawValue ?? "ignored"
            if case .unsubscribed = event.outcome { kind = "ignored" }
            return
              "{\"recipient\":\"\(event.recipient)\",\"kind\":\"\(kind)\",\"status\":\(event.status.flatMap(EnhancedStatus.init).map { "\"\($0)\"" } ?? "null")}"
          }.joined(separator: ",") + "]}"
      } catch {
        line += "],\"fault\":\"\(error.problem) \(error.path)\"}"
      }
      print(line)
    }
  }

  static func files(in root: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue && !name.hasSuffix(".jsonl")
    }.sorted()
  }

  static func line(_ name: String, _ report: BounceReport) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("file", name)
    writer.key("recipients")
    writer.beginArray()
    for recipient in report.recipients {
      writer.beginObject()
      writer.member("address", recipient.addresses[0])
      var kind = recipient.verdict.kind.rawValue
      if case .feedback(let type) = report.kind {
        kind = type == "not-spam" ? "notABounce" : "complaint"
      }
      writer.member("kind", kind)
      writer.member("status", ifPresent: recipient.status.flatMap(EnhancedStatus.init)?.description)
      writer.endObject()
    }
    for event in report.events {
      writer.beginObject()
      writer.member("address", event.recipient)
      writer.member("kind", event.verdict?.kind.rawValue ?? "notABounce")
      writer.member("status", ifPresent: event.status.flatMap(EnhancedStatus.init)?.description)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func explanation(_ name: String, _ report: BounceReport) -> String {
    var text =
      "\(name): \(report.kind) by \(report.sign), original \(report.original.messageID ?? "-") token \(report.original.token ?? "-")\n"
    for recipient in report.recipients {
      let verdict = recipient.verdict
      text +=
        "  \(recipient.addresses) \(String(describing: recipient.action)) \(recipient.status.flatMap(EnhancedStatus.init)?.description ?? "-") → \(verdict.kind) \(verdict.reason) row \(verdict.row ?? "-")"
      if let index = verdict.passage, let words = verdict.words {
        text += " «\(String(decoding: recipient.passages[index].text[words], as: UTF8.self))»"
      }
      text += "\n"
      for passage in recipient.passages {
        let codes = passage.codes.map {
          "\($0.reply ?? 0) \($0.status.flatMap(EnhancedStatus.init)?.description ?? "-")"
        }
        text +=
          "    \(passage.source) \(codes): \(String(decoding: passage.text, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300))\n"
      }
    }
    return text
  }

  static func time(_ files: [[UInt8]], rounds: Int) {
    var count = 0
    let clock = ContinuousClock()
    _ = VerdictTable.phraseCount
    let took = clock.measure {
      for _ in 0..<rounds {
        for file in files {
          let report = BounceReport(MailMessage(file))
          for recipient in report.recipients where recipient.verdict.kind == .permanent {
            count += 1
          }
        }
      }
    }
    let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    print(
      "\(rounds * files.count) messages in \(seconds) s: \(Int(Double(rounds * files.count) / seconds)) a second; \(count) permanent; \(VerdictTable.phraseCount) phrases"
    )
  }
}
