public import Domain
import Formats

/// The texts of a mailing, ready to be filled in: subject and plain text as they are, HTML with the values
/// escaped (R7).
public struct CompiledTemplates: MailTemplates {
  private let subject: Template
  private let text: Template?
  private let html: Template?

  /// Reads texts; `nil` if they cannot be filled in.
  public init?(_ text: MailText) {
    do throws(TemplateFault) {
      try self.init(reading: text)
    } catch {
      return nil
    }
  }

  private init(reading text: MailText) throws(TemplateFault) {
    let fields = MailField.words
    subject = try Template(text.subject, .text, fields: fields)
    self.text = try text.text.map { text throws(TemplateFault) in
      try Template(text, .text, fields: fields)
    }
    html = try text.html.map { text throws(TemplateFault) in
      try Template(text, .html, fields: fields)
    }
  }

  /// The texts with these values.
  public func filled(_ values: [MailField: String]) -> MailText {
    let values = Dictionary(
      values.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    return MailText(
      subject: subject.filled(values), text: text?.filled(values), html: html?.filled(values))
  }
}
