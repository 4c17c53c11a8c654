import Domain
import Formats
import Messaging

extension EnvelopeReader {
  /// The text of an attribute: from the event, else from the headers, else what AMQP itself has.
  ///
  /// `nil` if it is nowhere, is empty, or can't be kept; the last is noted.
  mutating func text(_ attribute: EnvelopeAttribute, else property: String?) -> String? {
    if let value = event?[attribute.key] {
      guard let text = value.string else {
        addFault(.illTyped(value, "a string"))
        return nil
      }
      if let text = self.text(text, attribute) { return text }
    } else if let value = header(attribute) {
      guard case .string(let text) = value else {
        addIllTyped(value, attribute)
        return nil
      }
      if let text = self.text(text, attribute) { return text }
    }
    return text(property, attribute)
  }

  /// A text that can be kept, else `nil`.
  mutating func text(_ text: String?, _ attribute: EnvelopeAttribute) -> String? {
    guard let text, !text.isEmpty else { return nil }
    if text.utf8.contains(0) {
      addFault(Fault(.json(.nul), detail: "The \(attribute.rawValue) holds U+0000; take it out."))
      return nil
    }
    guard text.utf8.count <= Self.textLimit else {
      let detail = "The \(attribute.rawValue) is longer than \(Self.textLimit) octets."
      addFault(Fault(.tooLong, detail: detail))
      return nil
    }
    return text
  }

  private mutating func addIllTyped(_ value: Value, _ attribute: EnvelopeAttribute) {
    if case .bytes = value {
      addFault(Fault(.json(.invalidUTF8), detail: "The header \(attribute.rawValue) is not UTF-8."))
    } else {
      let detail = "The header \(attribute.rawValue) must be a string."
      addFault(Fault(.illTyped, detail: detail))
    }
  }

  /// The header with an attribute; the names of the two that AMQP clients set by hand may stand bare.
  private func header(_ attribute: EnvelopeAttribute) -> Value? {
    let headers = delivery.properties.headers
    if headers.isEmpty { return nil }
    if let prefixed = headers.first(where: { attribute.isHeader($0.name) }) {
      return prefixed.value == .null ? nil : prefixed.value
    }
    guard attribute == .actor || attribute == .traceparent,
      let bare = delivery.properties.header(attribute.rawValue), bare != .null
    else { return nil }
    return bare
  }

  mutating func checkVersion() {
    if let version = text(.specversion, else: nil), version != "1.0" {
      addFault(Fault(.unsupportedFormat, detail: "The version of CloudEvents must be 1.0."))
    }
  }

  /// Reads the time at which the message was written.
  mutating func time() -> Timestamp? {
    if case .timestamp(let seconds) = header(.time), event?["time"] == nil {
      return timestamp(seconds)
    }
    guard let text = text(.time, else: nil) else {
      return delivery.properties.timestamp.flatMap { timestamp($0) }
    }
    guard let moment = RFC3339.microseconds(text) else {
      addFault(
        Fault(
          .illTyped, path: event?["time"]?.path, offset: event?["time"]?.range.lowerBound,
          detail: "The time must be a moment as RFC 3339 writes it."))
      return nil
    }
    return Timestamp(microseconds: moment)
  }

  /// Reads AMQP's timestamp, which counts seconds; a sender that counts milliseconds is told so.
  private mutating func timestamp(_ seconds: UInt64) -> Timestamp? {
    guard seconds <= 253_402_300_799 else {
      addFault(Fault(.illTyped, detail: "The timestamp must be in seconds since 1970."))
      return nil
    }
    return Timestamp(microseconds: Int64(seconds) * 1_000_000)
  }

  mutating func actor(_ value: JSONValue) -> String? {
    guard let text = value.string else {
      addFault(.illTyped(value, "a string"))
      return nil
    }
    return self.text(text, .actor)
  }

  /// Keeps a traceparent of version 00 (W3C Trace Context); a malformed one is to be ignored.
  static func soundTraceparent(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 32, 16, 2], parts[0] == "00",
      parts.allSatisfy({ $0.utf8.allSatisfy(isLowerHexadecimal) }),
      parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
    else { return nil }
    return text
  }

  private static func isLowerHexadecimal(_ octet: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= octet
      || UInt8(ascii: "a")...UInt8(ascii: "f") ~= octet
  }
}

extension String {
  /// The text with U+FFFD for each NUL, which PostgreSQL's text and jsonb do not hold.
  var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    return String(unicodeScalars.map { $0 == "\0" ? "\u{fffd}" : Character($0) })
  }
}
