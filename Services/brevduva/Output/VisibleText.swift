import Formats

extension StringProtocol {
  /// The text with everything that could steer a terminal or hide in it written out as `\u{…}`.
  ///
  /// What a message brings is shown to an operator: it must not move the cursor, ring, recolour, turn
  /// the reading direction or break a table's line.
  var visible: String { Escape.unseen(in: self) }

  /// The text as one word of a shell, for a command that somebody may copy.
  var shellWord: String {
    let isPlain = utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || "-_.:/@%+".utf8.contains($0)
    }
    return isPlain && !isEmpty ? String(self) : "'\(visible.replacing("'", with: #"'\''"#))'"
  }
}

extension String {
  /// The text as a cell of a table in Markdown.
  var markdownCell: String { replacing("|", with: "\\|") }
}
