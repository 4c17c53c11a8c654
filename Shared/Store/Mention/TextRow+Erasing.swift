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

  /// The content of a registration that is held; `nil` for any other row.
  var heldContent: [UInt8]? {
    guard table == .registration, texts.last == .some("held") else { return nil }
    return texts[Self.content].map { Array($0.utf8) }
  }

  /// The row without whom a search finds; `nil` if nobody stands in it.
  func erased(by search: MentionSearch) -> TextRow? {
    var row = self
    var isFound = false
    for case (let place, let text?) in texts.enumerated() {
      let octets = Array(text.utf8)
      guard search.finds(in: octets) else { continue }
      isFound = true
      // What cannot be cut out alone goes with the text around it.
      let left = search.erasing(from: octets) ?? []
      row.texts[place] = String(decoding: left, as: UTF8.self)
      if isJSON(place), JSONText(left).root == nil { row.texts[place] = emptyJSON }
    }
    guard isFound else { return nil }
    if table == .registration, row.texts[Self.matchedKey] == "" { row.texts[Self.matchedKey] = nil }
    return row
  }

  private func isJSON(_ place: Int) -> Bool {
    switch table {
    case .registration: place == Self.content
    case .merge: place > 2
    case .bounce: place == Self.evidence
    default: false
    }
  }

  private var emptyJSON: String { table == .merge ? "[]" : "{}" }

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
