import Domain
import Formats
import Messaging

extension EnvelopeReader {
  /// An attribute's text, and the place at which it stands in what came.
  struct LocatedText {
    let text: String
    let place: Place
  }

  /// Place of an attribute in what came.
  enum Place {
    case field(JSONValue)
    case header(String)
    case property(PropertyName)

    /// The path for the one who mends it (``Fault/path``); of a field looked up from the top.
    var path: String {
      switch self {
      case .field(let value): value.path
      case .header(let name): PropertyPath.header(name)
      case .property(let name): PropertyPath.property(name)
      }
    }

    /// The octet of the body at which it begins; `nil` if it lies beside the body.
    var offset: Int? {
      if case .field(let value) = self { value.range.lowerBound } else { nil }
    }
  }

  /// Notes a fault at a place.
  mutating func addFault(_ code: FaultCode, at place: Place?, _ detail: String) {
    addFault(Fault(code, path: place?.path, offset: place?.offset, detail: detail))
  }

  /// The text of an attribute: from the event, else from the headers, else what AMQP itself has.
  ///
  /// `nil` if it is nowhere, is empty, or can't be kept; the last is noted.
  mutating func text(
    _ attribute: EnvelopeAttribute, else property: PropertyName? = nil
  ) -> LocatedText? {
    if let value = event?[attribute.key] {
      guard let text = value.string else {
        addFault(.illTyped(value, "a string"))
        return nil
      }
      if let text = self.text(text, attribute, at: .field(value)) { return text }
    } else if let header = header(attribute) {
      guard let text = text(of: header, attribute) else { return nil }
      if let text = self.text(text, attribute, at: .header(header.name)) { return text }
    }
    return property.flatMap { name in
      self.text(name.value(in: delivery.properties), attribute, at: .property(name))
    }
  }

  /// A text that can be kept, else `nil`.
  mutating func text(
    _ text: String?, _ attribute: EnvelopeAttribute, at place: Place
  ) -> LocatedText? {
    guard let text, !text.isEmpty else { return nil }
    if text.utf8.contains(0) {
      addFault(
        .json(.nul), at: place, "The \(attribute.rawValue) holds U+0000; take it out.")
      return nil
    }
    guard text.utf8.count <= Self.textLimit else {
      addFault(
        .tooLong, at: place,
        "The \(attribute.rawValue) is longer than \(Self.textLimit) octets.")
      return nil
    }
    return LocatedText(text: text, place: place)
  }

  /// The text of a header; `nil` if it is none, which is noted.
  private mutating func text(of header: Header, _ attribute: EnvelopeAttribute) -> String? {
    if let text = header.value.text { return text }
    let place = Place.header(header.name)
    if case .bytes = header.value {
      addFault(
        .json(.invalidUTF8), at: place, "The header \(attribute.rawValue) is not UTF-8.")
    } else {
      addFault(.illTyped, at: place, "The header \(attribute.rawValue) must be a string.")
    }
    return nil
  }

  /// The header with an attribute: under one of its prefixes, else as a bare word.
  func header(_ attribute: EnvelopeAttribute) -> Header? {
    let headers = delivery.properties.headers
    if headers.isEmpty { return nil }
    return headers.first { attribute.isHeader($0.name) && $0.value != .null }
      ?? headers.first { attribute.isBareHeader($0.name) && $0.value != .null }
  }

  mutating func checkVersion() {
    if let version = text(.specversion), version.text != "1.0" {
      addFault(
        .unsupportedFormat, at: version.place, "The version of CloudEvents must be 1.0.")
    }
  }

  /// Reads who acts from the data.
  mutating func actor(_ value: JSONValue) -> String? {
    guard let text = value.string else {
      addFault(.illTyped(value, "a string"))
      return nil
    }
    return self.text(text, .actor, at: .field(value))?.text
  }

  /// The trace that the message belongs to; one that is no text or no trace is ignored, whatever it is.
  func traceparent() -> String? {
    let text = event?[EnvelopeAttribute.traceparent.key]?.string ?? header(.traceparent)?.value.text
    return text.flatMap(Self.soundTraceparent)
  }

  /// Keeps a traceparent of version 00 (W3C Trace Context); a malformed one is to be ignored.
  private static func soundTraceparent(_ text: String) -> String? {
    guard text.utf8.count == 55 else { return nil }
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

extension Value {
  /// The text of a header: a string, or octets that are one; `nil` for anything else.
  var text: String? {
    switch self {
    case .string(let text): text
    case .bytes(let octets): String(validating: octets, as: UTF8.self)
    case .int, .bool, .double, .timestamp, .array, .table, .null: nil
    }
  }
}
