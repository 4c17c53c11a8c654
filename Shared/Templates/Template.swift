public import Formats
import Mustache

/// A text with fields that are filled in for each reader: the part of Mustache that `TagScanner` lets through.
public struct Template: Sendable {
  /// Kind of the text in which values stand.
  public enum Kind: Sendable {
    /// Plain text: a value stands there as it is.
    case text
    /// HTML: of a value the signs are escaped that mean something there.
    case html
  }

  /// The text, if it has no tags.
  private let plain: String?
  private let kind: Kind
  private let forms: TemplateForms

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: with its tags.
  ///   - kind: what values are escaped for.
  ///   - fields: the names that tags may have.
  /// - Throws: ``TemplateFault``; `badTag` too for a text with U+0000.
  public init(
    _ text: String, _ kind: Kind, fields: Set<String>
  ) throws(TemplateFault) {
    self.kind = kind
    plain = try TagScanner.count(in: text, fields: fields) == 0 ? text : nil
    // A brace at the very end would be taken for half a tag: a line break hides it, and is taken off again.
    let isPadded = plain == nil && text.last == "{"
    let source = plain == nil ? Self.pragma + text + (isPadded ? "\n" : "") : ""
    do {
      forms = TemplateForms(try MustacheTemplate(string: source), isPadded: isPadded)
    } catch {
      throw .badTag
    }
  }

  /// The text with its values.
  ///
  /// - Parameter values: by the names of the fields; a field without a value, or with an empty one, is filled
  ///   with nothing, and its section left out.
  /// - Returns: the text.
  public func filled(_ values: [String: String]) -> String {
    if let plain { return plain }
    let values = values.filter { !$0.value.isEmpty }
    let form = forms.form(for: Set(values.keys))
    switch kind {
    case .text: return form.filled(values)
    case .html: return form.filled(values.mapValues(\.escapedForHTML))
    }
  }
}

extension Template {
  /// Line of Mustache by which it escapes nothing; it leaves nothing behind.
  private static let pragma = "{{% CONTENT_TYPE:TEXT}}\n"
}

extension String {
  /// The text with references in the place of what means something in HTML, and in its attributes: octet by octet,
  /// as a browser reads it.
  fileprivate var escapedForHTML: String {
    guard utf8.contains(where: \.hasMeaningInHTML) else { return self }
    var escaped: [UInt8] = []
    for octet in utf8 {
      if octet.hasMeaningInHTML {
        escaped += Array("&#\(octet);".utf8)
      } else {
        escaped.append(octet)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var hasMeaningInHTML: Bool {
    switch self {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"):
      true
    default: false
    }
  }
}
