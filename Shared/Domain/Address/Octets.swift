// What the octets of an address may be, as bits: one word for 0–63, one for 64–127.
extension UInt8 {
  /// A letter, a digit or one of ``!#$%&'*+-/=?^_`{|}~`` (RFC 5322 `atext`): what a local part needs no
  /// quotation marks for.
  var isAtomOctet: Bool {
    let low: UInt64 = 0xa3ff_acfa_0000_0000
    let high: UInt64 = 0x7fff_ffff_c7ff_fffe
    return isIn(low, high)
  }

  /// A letter, a digit or a hyphen: what a host name is made of; `_` is not.
  var isHostOctet: Bool {
    let low: UInt64 = 0x03ff_2000_0000_0000
    let high: UInt64 = 0x07ff_fffe_07ff_fffe
    return isIn(low, high)
  }

  private func isIn(_ low: UInt64, _ high: UInt64) -> Bool {
    let word = self < 64 ? low : self < 128 ? high : 0
    return word >> UInt64(self & 63) & 1 == 1
  }

  /// A to Z.
  var isUpperCase: Bool { self &- UInt8(ascii: "A") < 26 }

  /// The octet in lower case, if it is ASCII.
  var lowered: UInt8 { isUpperCase ? self | 0x20 : self }

  /// 0 to 9.
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  static var at: UInt8 { UInt8(ascii: "@") }
  static var dot: UInt8 { UInt8(ascii: ".") }
  static var hyphen: UInt8 { UInt8(ascii: "-") }
  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var backslash: UInt8 { UInt8(ascii: "\\") }
}
