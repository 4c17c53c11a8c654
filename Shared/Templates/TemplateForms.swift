import Mustache
import Synchronization

/// Forms of a text, one for each set of fields that have a value: what stands there and what is left out is the same
/// for all whose fields are the same, so that Mustache renders each form once.
final class TemplateForms: Sendable {
  /// A text in the order of its pieces.
  struct Form {
    /// What stands before each value, and what stands behind the last one.
    fileprivate var texts: [Substring]
    /// The fields whose values stand between the texts.
    fileprivate var fields: [String]

    /// The text with values in their places.
    func filled(_ values: [String: String]) -> String {
      var filled = ""
      filled.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count } + 64 * fields.count)
      for (text, field) in zip(texts, fields) {
        filled += text
        filled += values[field] ?? ""
      }
      return filled + (texts.last ?? "")
    }
  }

  private let template: MustacheTemplate
  private let isPadded: Bool
  private let forms = Mutex<[Set<String>: Form]>([:])

  /// Takes a template; `isPadded` if a line break was put behind its text.
  init(_ template: MustacheTemplate, isPadded: Bool) {
    self.template = template
    self.isPadded = isPadded
  }

  /// The form for readers who have values for these fields and for no others.
  func form(for fields: Set<String>) -> Form {
    forms.withLock { forms in
      if let known = forms[fields] { return known }
      let form = render(fields)
      forms[fields] = form
      return form
    }
  }

  /// Renders each field as its name between two U+0000, which stands in no text that a message can carry.
  private func render(_ fields: Set<String>) -> Form {
    let marks = Dictionary(uniqueKeysWithValues: fields.map { ($0, "\u{0}\($0)\u{0}") })
    let pieces = template.render(marks).split(separator: "\u{0}", omittingEmptySubsequences: false)
    var form = Form(texts: [], fields: [])
    for (place, piece) in pieces.enumerated() {
      if place.isMultiple(of: 2) {
        form.texts.append(piece)
      } else {
        form.fields.append(String(piece))
      }
    }
    if isPadded { form.texts[form.texts.endIndex - 1].removeLast() }
    return form
  }
}
