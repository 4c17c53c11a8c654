import Corpora
import Formats
import Foundation
import Testing

@Suite("Mail corpus", .enabled(if: Corpora.isThere, Corpora.absence))
struct NoteCorpusTests {
  struct Label: Decodable {
    let file: String
    let from: [String]?
    let to: [String]?
    let cc: [String]?
    let messageId: String?
    let agreed: Bool
  }

  struct Header: Decodable {
    let header: String
    /// `null` where the source gives a comment instead.
    let addresses: [String?]
  }

  /// Messages of which we read another sender, recipient or id than the label, and why.
  static let others: [String: String] = [
    "jstedfast-MimeKit/feedback-report.txt": "a byte order mark stands before the header",
    "mikel-mail/attachment_pdf.eml": "an address stands there twice",
    "mikel-mail/attachment_pdf_lf.eml": "the same, with other line ends",
    "mikel-mail/example13.eml": "white space stands before the colons",
  ]

  /// Reports that make a note all the same, since a person sent them, or a list that writes like one.
  static let personal: Set<String> = [
    "bounce sisimai-go-sisimai/lhost-fml-02.eml", "bounce sisimai-go-sisimai/lhost-fml-03.eml",
    "bounce sisimai-go-sisimai/lhost-sendmail-14.eml", "bounce flufl_bounce-6.0.0/groupwise_03.txt",
  ]

  @Test("M6: every message of the corpus is read as its label says, or as it says here")
  func messages() throws {
    let labels: [Label] = try Self.lines("mail/labels.jsonl")
    #expect(labels.count == 175)
    var differing: [String] = []
    for label in labels {
      let header = MailMessage([UInt8](try Corpora.data("mail/\(label.file)"))).header
      func addresses(_ name: String) -> [String] {
        header.mailboxes(name).map { $0.address.lowercased() }.sorted()
      }
      let isAlike =
        addresses("from") == label.from && addresses("to") == label.to
        && addresses("cc") == label.cc && header.messageID == label.messageId
      if label.agreed, !isAlike { differing.append(label.file) }
    }
    #expect(differing.sorted() == Self.others.keys.sorted())
  }

  /// What we read of headers that hold no addresses, or obsolete forms of them, where the label keeps these as
  /// they stand.
  static let otherHeaders: [[String]] = [
    ["mary@example.net", "jdoe@test.example"], ["jdoe@machine.example"], [],
    ["mailto:list-manager@host.com?body=subscribe%20list"], [],
  ]

  @Test("M6: every address header of the corpus is read as its label says")
  func headers() throws {
    let headers: [Header] = try Self.lines("mail/address-headers.jsonl")
    #expect(headers.count == 35)
    var differing: [[String]] = []
    for one in headers {
      let read = mail("To: \(one.header)\n\n").header.mailboxes("to").map {
        $0.address.lowercased()
      }
      if read != one.addresses.compactMap({ $0?.lowercased() }) { differing.append(read) }
    }
    #expect(differing == Self.otherHeaders)
  }

  @Test("M6: of the corpus of bounces no report makes a note")
  func bounces() throws {
    struct Bounce: Decodable {
      let file: String
      let message: String
    }
    let labels: [Bounce] = try Self.lines("bounces/labels.jsonl")
    #expect(labels.count == 575)
    var notes: [String] = []
    for label in labels where label.message != "notABounce" {
      let note = NoteMail(MailMessage([UInt8](try Corpora.data("bounces/\(label.file)"))))
      if note.kind == .personal { notes.append("\(label.message) \(label.file)") }
    }
    #expect(Set(notes) == Self.personal)
  }

  @Test("M6: no message of the corpora makes a note beyond the limits, or with U+0000")
  func limits() throws {
    let labels: [Label] = try Self.lines("mail/labels.jsonl")
    for label in labels {
      let note = NoteMail(MailMessage([UInt8](try Corpora.data("mail/\(label.file)"))))
      let texts =
        [note.subject, note.text] + note.attachments.map(\.name)
        + (note.from + note.to + note.cc).flatMap { [$0.address, $0.name ?? ""] }
      #expect(texts.allSatisfy { !$0.unicodeScalars.contains("\u{0}") }, "\(label.file)")
      #expect(note.text.utf8.count <= 128 * 1024 && note.subject.utf8.count <= 998)
    }
  }

  private static func lines<Line: Decodable>(_ path: String) throws -> [Line] {
    // Half of a surrogate pair stands for an octet that is no UTF-8.
    let text = String(decoding: try Corpora.data(path), as: UTF8.self)
    return try text.split(separator: "\n").map { $0.replacing("\\udcb4", with: "?") }
      .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }
}
