import Domain
import Formats
import Mentions

extension TextRow {
  /// Place of a registration's content among its texts.
  private static let content = 0
  /// Place of a bounce's evidence among its texts.
  private static let evidence = 4
  /// Place of the key that matched a registration.
  private static let matchedKey = 4
  /// Place of the cells of a row of an import.
  private static let cells = 0

  /// The content of a registration that is held; `nil` for any other row.
  var heldContent: [UInt8]? {
    guard table == .registration, texts.last == .some("held") else { return nil }
    return texts[Self.content].map { Array($0.utf8) }
  }

  /// Place of the mailboxes of a note among its texts.
  private static let participants = 2
  /// Place of the files that came with a note.
  private static let attachments = 3

  /// The keys of those who wrote a note that waits for a steward; `nil` for any other row.
  var authors: [AddressKey]? {
    guard table == .note, texts.last == .some("unmatched"), let json = texts[Self.participants]
    else { return nil }
    return NoteText.participants(Array(json.utf8)).filter { $0.role == .from }.compactMap(\.key)
  }

  /// The subject of a note; `nil` for any other row.
  var noteSubject: MentionSubject? {
    table == .note ? NoteID(subject).map { .note($0) } : nil
  }

  /// The row without whom a search finds; `nil` if nobody stands in it.
  func erased(by search: MentionSearch) -> TextRow? {
    var row = self
    var isFound = false
    for case (let place, let text?) in texts.enumerated() {
      guard let left = left(of: text, at: place, by: search) else { continue }
      isFound = true
      row.texts[place] = left
      // A cut in what is packed may take a sign along that JSON needs.
      if isJSON(place), JSONText(Array(left.utf8)).fault != nil { row.texts[place] = emptyJSON }
    }
    guard isFound else { return nil }
    if table == .registration, row.texts[Self.matchedKey] == "" { row.texts[Self.matchedKey] = nil }
    return row
  }

  /// What is left of a text; `nil` if nobody is found in it.
  private func left(of text: String, at place: Int, by search: MentionSearch) -> String? {
    switch table {
    case .importLine where place == Self.cells: cells(of: text, without: search)
    case .note where place == Self.participants: participants(of: text, without: search)
    case .note where place == Self.attachments: attachments(of: text, without: search)
    default: search.left(of: text)
    }
  }

  /// What is left of the mailboxes of a note: those of the person go with the names beside them.
  private func participants(of text: String, without search: MentionSearch) -> String? {
    let octets = Array(text.utf8)
    guard search.finds(in: octets) else { return nil }
    let others = NoteText.participants(octets).compactMap { mailbox -> Note.Participant? in
      guard !search.finds(in: Array(mailbox.text.utf8)) else { return nil }
      return Note.Participant(
        mailbox.role, mailbox.text, key: mailbox.key,
        name: mailbox.name.map { search.left(of: $0) ?? $0 })
    }
    return String(decoding: NoteText.json(of: others), as: UTF8.self)
  }

  /// What is left of the names of files that came with a note.
  private func attachments(of text: String, without search: MentionSearch) -> String? {
    let octets = Array(text.utf8)
    guard search.finds(in: octets) else { return nil }
    let left = NoteText.attachments(octets).map { file in
      Note.Attachment(
        name: search.left(of: file.name) ?? file.name,
        type: search.left(of: file.type) ?? file.type,
        size: file.size)
    }
    return String(decoding: NoteText.json(of: left), as: UTF8.self)
  }

  /// What is left of the cells of an import's row: of the header all but the person, of any other nothing,
  /// since it is about the person; `nil` if nobody is found.
  private func cells(of text: String, without search: MentionSearch) -> String? {
    let cells = CellText.cells(text)
    let left = cells.map { search.left(of: $0.text) }
    guard left.contains(where: { $0 != nil }) else { return nil }
    guard texts.last == .some("header") else { return "" }
    return CellText.joined(
      zip(cells, left).map { cell, left in
        ImportLine.Cell(left ?? cell.text, isRounded: cell.isRounded)
      })
  }

  private func isJSON(_ place: Int) -> Bool {
    switch table {
    case .registration: place == Self.content
    case .merge, .importProfile: place > 2
    case .bounce: place == Self.evidence
    case .importing: place < 3
    case .mailing: place < 2
    default: false
    }
  }

  private var emptyJSON: String {
    switch table {
    case .merge, .importing, .importProfile, .mailing: "[]"
    default: "{}"
    }
  }

  /// The texts as an array of JSON.
  var json: String {
    var writer = JSONWriter()
    writer.beginArray()
    for text in texts {
      if let text { writer.value(text) } else { writer.null() }
    }
    writer.endArray()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension MentionSearch {
  /// A text without whom the search finds; `nil` if nobody stands in it.
  fileprivate func left(of text: String) -> String? {
    let octets = Array(text.utf8)
    guard finds(in: octets) else { return nil }
    // What cannot be cut out alone goes with the text around it.
    return String(decoding: erasing(from: octets) ?? [], as: UTF8.self)
  }
}
