extension ImportRow.Undeliverable {
  /// The entries of a cell, apart by semicolons; those that say nothing are left out.
  static func entries(of cell: String) -> [String] {
    parts(of: cell, apart: [";"]).filter { !$0.trimmed.isEmpty }
  }

  /// An entry for a mark, as ``init(_:)`` reads it: date, status and address.
  static func entry(_ mark: Mark, on address: EmailAddress) -> String {
    [mark.since.dayText, mark.status.flatMap { isStatus($0) ? $0 : nil }, address.text]
      .compactMap(\.self).joined(separator: " ")
  }

  /// Reads date, status and address, each of which may be missing, in this order.
  init?(_ entry: String) {
    self.init()
    var words = Self.parts(of: entry, apart: [" ", ","])[...]
    if let word = words.first, let day = Timestamp(day: word) {
      since = day
      words.removeFirst()
      // The time of day behind it.
      if let time = words.first, let moment = Timestamp(day: "\(word) \(time)") {
        since = moment
        words.removeFirst()
      }
    }
    if let word = words.first, Self.isStatus(word) {
      status = word
      words.removeFirst()
    }
    if let word = words.popFirst() {
      guard let address = EmailAddress(exactly: word) else { return nil }
      self.address = address.key
    }
    guard words.isEmpty, since != nil || status != nil || address != nil else { return nil }
  }

  /// The parts of a text between separators; one in quotation marks parts nothing, since a local part may
  /// be quoted.
  private static func parts(of text: String, apart separators: Set<Unicode.Scalar>) -> [String] {
    var parts = [""]
    var (isQuoted, isEscaped) = (false, false)
    for scalar in text.unicodeScalars {
      if !isQuoted, separators.contains(scalar) {
        parts.append("")
        continue
      }
      if scalar == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && !isEscaped && scalar == "\\"
      parts[parts.count - 1].unicodeScalars.append(scalar)
    }
    return parts.filter { !$0.isEmpty }
  }

  /// Class, subject and detail (RFC 3463): `5.1.1`.
  private static func isStatus(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3
      && ["4", "5"].contains(String(parts[0]))
      && parts.allSatisfy { 1...3 ~= $0.utf8.count && $0.utf8.allSatisfy(\.isDigit) }
  }
}
