import Contract
import Domain
import Formats

/// Lines of JSON in which readings are handed to a scorer.
enum JSONLine {
  static func report(_ file: Folder.File) -> String {
    let report = BounceReport(MailMessage(file.bytes))
    return line(of: file) { writer in
      writer.key("recipients")
      writer.beginArray()
      if report.recipients.isEmpty, let kind = report.kindOfNobody {
        write(nil, kind: kind, status: nil, named: "address", to: &writer)
      }
      for recipient in BounceExplanation(report).recipients {
        var kind = recipient.kind?.rawValue ?? "notABounce"
        if report.complaint == .notSpam { kind = "notABounce" }
        write(
          recipient.address, kind: kind, status: recipient.status, named: "address", to: &writer)
      }
      writer.endArray()
    }
  }

  static func mail(_ file: Folder.File) -> String {
    let message = MailMessage(file.bytes)
    return line(of: file) { writer in
      for (key, field) in [("from", "from"), ("to", "to"), ("cc", "cc")] as [(StaticString, String)]
      {
        writer.key(key)
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
    }
  }

  static func webhook(_ file: Folder.File) -> String {
    line(of: file) { writer in
      guard let gateway = gateway(of: file.name) else {
        return writer.member("fault", "no gateway")
      }
      writer.key("events")
      writer.beginArray()
      defer { writer.endArray() }
      do throws(GatewayFault) {
        for event in try gateway.events(in: file.bytes) {
          write(
            event.recipient, kind: event.verdict?.kind.rawValue ?? "ignored",
            status: event.status.flatMap(EnhancedStatus.init), named: "recipient", to: &writer)
        }
      } catch {
        write(
          "\(error.problem) \(error.path)", kind: "fault", status: nil, named: "recipient",
          to: &writer)
      }
    }
  }

  /// The gateway that a file's name begins with; some sources call one by another name.
  private static func gateway(of path: String) -> Gateway? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let others = [
      "amazon_ses": "ses", "json-amazonses": "ses", "json-sendgrid": "sendgrid",
      "mandrill": "mailchimp", "unisender": "unisender_go",
    ]
    if let other = others.first(where: { name.hasPrefix($0.key) }) {
      return Gateway(source: other.value)
    }
    return Gateway(source: String(name.prefix { $0 != "-" }))
  }

  private static func line(of file: Folder.File, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("file", file.name)
    body(&writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func write(
    _ address: String?, kind: String, status: EnhancedStatus?, named key: StaticString,
    to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member(key, ifPresent: address)
    writer.member("kind", kind)
    writer.member("status", ifPresent: status?.description)
    writer.endObject()
  }
}

extension BounceReport {
  /// Kind of the one recipient whom a report leaves unnamed; the original's token or id may tell who it is.
  fileprivate var kindOfNobody: String? {
    switch kind {
    case .delivery: events.isEmpty ? BounceKind.unknown.rawValue : nil
    case .feedback: complaint == .notSpam ? nil : BounceKind.complaint.rawValue
    case .unsubscription, .automaticReply, .listNote, .aggregate, .ordinary: nil
    }
  }
}
