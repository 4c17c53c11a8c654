/// Text of a spreadsheet's cell.
public enum SheetText {
  /// Takes the escapes of control characters away: `_x000D_`, and `_x005F_` for an underscore.
  ///
  /// Other characters in this form were meant as the letters that they are: most writers escape
  /// nothing, and a text `_x0041_` of theirs would become an A.
  public static func unescaped(_ octets: Span<UInt8>) -> String {
    let text = String(decoding: octets)
    guard text.utf8.contains(UInt8(ascii: "_")), octets.count > 6 else { return text }
    let octets = Array(text.utf8)
    var plain: [UInt8] = []
    plain.reserveCapacity(octets.count)
    var place = octets.startIndex
    while place < octets.endIndex {
      if octets[place] == UInt8(ascii: "_"), let control = escape(octets[place...]) {
        plain.append(control)
        place += 7
      } else {
        plain.append(octets[place])
        place += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The character of an escape that begins a text, if it is one that we take away.
  private static func escape(_ octets: ArraySlice<UInt8>) -> UInt8? {
    let form = Array(octets.prefix(7))
    guard form.count == 7, form[1] | 0x20 == UInt8(ascii: "x"), form[2] == UInt8(ascii: "0"),
      form[3] == UInt8(ascii: "0"), form[6] == UInt8(ascii: "_"),
      let high = HexDigit.value(of: form[4]), let low = HexDigit.value(of: form[5])
    else { return nil }
    let value = high << 4 | low
    return value < 0x20 || value == 0x5f || value == 0x7f ? value : nil
  }
}
