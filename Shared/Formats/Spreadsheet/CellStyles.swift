/// Turns the numbers of a sheet's cells into texts, by their formats and the workbook's epoch.
public struct CellStyles: Sendable {
  /// The formats of the workbook's cell styles, by their place.
  var formats: [NumberFormat] = []
  /// Tells whether days are counted from 1904.
  public var isFrom1904 = false

  /// Styles of a workbook that has none.
  public init() {}

  /// The text of a number as it stands in the file, and whether it has lost digits.
  ///
  /// - Returns: nil for what is no number.
  func text(_ octets: Span<UInt8>, style: Int) -> (text: String, isRounded: Bool)? {
    let format = style < formats.count ? formats[style] : .number
    let whole = Self.whole(octets)
    switch format {
    case .number: return whole == nil ? plain(octets) : (String(decoding: octets), false)
    case .padded(let count):
      guard let number = plain(octets), !number.text.utf8.contains(where: { !$0.isDecimalDigit })
      else { return plain(octets) }
      let zeros = max(0, count - number.text.utf8.count)
      return (String(repeating: "0", count: zeros) + number.text, number.isRounded)
    case .date, .duration:
      guard let days = whole ?? Double(String(decoding: octets)) else { return plain(octets) }
      let date = SerialDate(isFrom1904: isFrom1904, days: days)
      return (format == .date ? date.text : date.duration).map { ($0, false) } ?? plain(octets)
    }
  }

  private func plain(_ octets: Span<UInt8>) -> (text: String, isRounded: Bool)? {
    DecimalText(ofDouble: Array(String(decoding: octets).utf8)[...]).map { ($0.text, $0.isRounded) }
  }

  /// The number of up to fifteen digits that octets are, without a zero before them.
  private static func whole(_ octets: Span<UInt8>) -> Double? {
    guard 1...15 ~= octets.count, octets[0] != UInt8(ascii: "0") || octets.count == 1 else {
      return nil
    }
    var value = 0
    for place in octets.indices {
      guard octets[place].isDecimalDigit else { return nil }
      value = value * 10 + Int(octets[place] - UInt8(ascii: "0"))
    }
    return Double(value)
  }
}
