import Domain
import FoundationEssentials
package import Formats
package import Store

/// A parked message with its body.
package struct ParkedSheet: Answer {
  private let record: ParkedRecord
  private let bodyAlone: Bool

  /// How much of a body is shown beside the rest, in octets.
  private static let shown = 4096

  /// Shows a message, or its body and nothing else.
  package init(_ record: ParkedRecord, bodyAlone: Bool = false) {
    self.record = record
    self.bodyAlone = bodyAlone
  }

  private var summary: ParkedSummary { record.summary }

  package func text(asJSON: Bool, on surface: Surface) -> [UInt8] {
    bodyAlone ? record.body : standardText(asJSON: asJSON, on: surface)
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.members(of: summary)
      json.member("routingKey", record.routingKey)
      json.member("size", orNull: summary.size)
      json.member("isWhole", summary.isWhole)
      json.member("repaired", orNull: record.repaired)
      json.key("properties" as JSONKey)
      json.raw(record.properties.utf8)
      let text = String(validating: record.body, as: UTF8.self)
      json.member("body", orNull: text)
      json.member(
        "bodyBase64", orNull: text == nil ? Data(record.body).base64EncodedString() : nil)
    }
  }

  package func lines(on surface: Surface) -> [String] {
    var sheet = Sheet()
    sheet.add("parked", "\(summary.id)", .strong)
    sheet.add("message", summary.message.id)
    sheet.add("source", summary.message.source)
    sheet.add("type", summary.type)
    sheet.add("queue", summary.queue)
    sheet.add("since", summary.parkedAt.text(on: surface))
    sheet.add("code", summary.code, .warning)
    sheet.add("path", summary.path)
    sheet.add("offset", summary.offset.map(String.init))
    sheet.add("detail", summary.detail)
    if let repaired = record.repaired { sheet.add("meant", repaired, .good) }
    sheet.add("properties", record.properties, .faint)
    sheet.add("size", summary.isWhole ? "\(summary.size)" : "\(summary.size), not kept whole")
    return sheet.lines(on: surface) + ["", "Body".inTone(.strong, on: surface)] + bodyLines
  }

  private var bodyLines: [String] {
    let head = String(decoding: record.body.prefix(Self.shown), as: UTF8.self)
    var lines = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let rest = record.body.count - Self.shown
    return lines.map { "  " + $0.visible } + (rest > 0 ? ["  … \(rest) octets more"] : [])
  }

  package var hints: [String] {
    guard summary.isWhole else {
      return [
        "It cannot be sent again: the sender must send it smaller.",
        "Throw it away:   brevduva parked discard \(summary.id)",
      ]
    }
    return [
      "Mend it:           brevduva parked show \(summary.id) --body > mended",
      "Send the mended:   brevduva parked retry \(summary.id) mended",
      "Send it as it is: brevduva parked retry \(summary.id)",
      "Throw it away:     brevduva parked discard \(summary.id)",
    ]
  }
}

extension ParkedRecord {
  /// What the address at the fault was probably meant to be; `nil` if that is not plain to see (I3).
  package var repaired: String? {
    guard summary.code.hasPrefix("address."), let path = summary.path, body.count <= 65_536,
      let text = JSONText(body).root?.value(at: path)?.string
    else { return nil }
    do {
      _ = try EmailAddress(text)
      return nil
    } catch {
      return error.repaired
    }
  }
}

extension JSONValue {
  /// The value at a path as ``path`` gives it; looked for from the top.
  fileprivate func value(at wanted: String) -> JSONValue? {
    if path == wanted { return self }
    let children = kind == .object ? members : elements
    for child in children {
      // Only the branch that the path goes through.
      let place = child.path
      guard wanted == place || wanted.hasPrefix(place + ".") || wanted.hasPrefix(place + "[")
      else { continue }
      return child.value(at: wanted)
    }
    return nil
  }
}
