/// A number as a program wrote it, in plain digits.
///
/// Programs keep numbers as doubles: of sixteen digits or more the last ones are made up.
struct DecimalText {
  /// The value without an exponent, without zeros that say nothing.
  let text: String
  /// Tells whether it is whole and has more digits than a double keeps.
  let isRounded: Bool
  /// Tells whether it is whole.
  let isWhole: Bool

  /// Reads `[+-]digits[.digits][e[+-]digits]`; nil for anything else, or an exponent beyond 40.
  init?(_ octets: ArraySlice<UInt8>) {
    guard let number = Number(octets) else { return nil }
    // The digits with the decimal point behind `point` of them.
    var digits = Array(number.whole) + number.fraction
    var point = number.whole.count + number.exponent
    guard -40...40 ~= number.exponent else { return nil }
    if point < 1 {
      digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: 1 - point), at: 0)
    }
    point = max(point, 1)
    while digits.count < point { digits.append(UInt8(ascii: "0")) }
    let zeros = digits[..<(point - 1)].prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.count > point, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    isWhole = digits.count == point
    isRounded = isWhole && point > Self.exactDigits
    if !isWhole { digits.insert(UInt8(ascii: "."), at: point) }
    if number.isNegative, digits.contains(where: { $0 > UInt8(ascii: "0") }) {
      digits.insert(UInt8(ascii: "-"), at: 0)
    }
    text = String(decoding: digits, as: UTF8.self)
  }

  /// Reads a number that a program keeps as a double: of all texts that mean this double, the shortest.
  ///
  /// Excel writes seventeen digits: `12345.678900000001` was typed, and is shown, as `12345.6789`.
  init?(ofDouble octets: ArraySlice<UInt8>) {
    guard let read = DecimalText(octets) else { return nil }
    guard !read.isWhole, read.text.utf8.count > Self.exactDigits, let double = Double(read.text),
      let shortest = DecimalText(Array(double.description.utf8)[...])
    else {
      self = read
      return
    }
    self = shortest
  }

  /// Digits that a double keeps, whatever they are.
  private static let exactDigits = 15

  /// The parts of a number.
  struct Number {
    var isNegative = false
    var whole: ArraySlice<UInt8>
    var fraction: ArraySlice<UInt8> = []
    var exponent = 0

    init?(_ octets: ArraySlice<UInt8>) {
      var rest = octets
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        rest.removeFirst()
      }
      whole = rest.prefix(while: \.isDecimalDigit)
      rest.removeFirst(whole.count)
      if rest.first == UInt8(ascii: ".") {
        fraction = rest.dropFirst().prefix(while: \.isDecimalDigit)
        rest.removeFirst(1 + fraction.count)
      }
      guard !whole.isEmpty || !fraction.isEmpty else { return nil }
      if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
        guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else {
          return nil
        }
        self.exponent = exponent
        rest = []
      }
      guard rest.isEmpty, whole.count + fraction.count <= 400 else { return nil }
    }
  }
}

extension UInt8 {
  /// Tells whether it is one of 0 to 9.
  var isDecimalDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
