/// Text of a message, in the making: what a person reads, on lines, up to a limit.
struct NoteText {
  /// `true` if the rest was left out.
  private(set) var isCut = false
  private var octets: [UInt8] = []
  /// Line ends since the last sign.
  private var breaks = 0
  /// White space since the last sign of the line.
  private var spaces = 0

  /// Reads the text of a message: the plain one, else that of its HTML; no attachment, no enclosed message.
  init(_ message: MailMessage) {
    for index in message.ownTexts where !isCut {
      let text = message.text(of: message.parts[index])
      append(message.parts[index].media == .html ? HTMLText.plain(text) : text)
      breaks = max(breaks, 1)
    }
  }

  /// The text: line ends are LF, no line ends in white space, at most one line is empty between two others.
  var text: String { String(decoding: octets, as: UTF8.self) }

  private mutating func append(_ text: ArraySlice<UInt8>) {
    var isAfterReturn = false
    for octet in text {
      defer { isAfterReturn = octet == 0x0d }
      switch octet {
      case 0x0a where isAfterReturn: continue
      case 0x0a, 0x0d:
        breaks += 1
        spaces = 0
      case 0x20, 0x09: spaces += 1
      case 0x00..<0x20, 0x7f: continue
      default:
        guard take(octet) else { return }
      }
    }
  }

  /// Takes a sign with the white space before it; `false` if there is no room.
  private mutating func take(_ octet: UInt8) -> Bool {
    let lines = octets.isEmpty ? 0 : min(breaks, 2)
    let blanks = min(spaces, 100)
    guard octets.count + lines + blanks < NoteMail.Limits.text else {
      isCut = true
      dropBrokenSign()
      return false
    }
    octets.append(contentsOf: repeatElement(0x0a, count: lines))
    octets.append(contentsOf: repeatElement(0x20, count: blanks))
    octets.append(octet)
    (breaks, spaces) = (0, 0)
    return true
  }

  /// Drops a character of which the last octets had no room.
  private mutating func dropBrokenSign() {
    guard let lead = octets.lastIndex(where: { $0 & 0xc0 != 0x80 }), octets[lead] >= 0xc0 else {
      return
    }
    let length = octets[lead] >= 0xf0 ? 4 : octets[lead] >= 0xe0 ? 3 : 2
    if octets.count - lead < length { octets.removeSubrange(lead...) }
  }
}
