import CICU

/// The one door to ICU: pure functions, safe from any thread.
package enum ICU {
  /// A canonical form of Unicode.
  enum Form {
    /// NFC: what keys are made of (I1).
    case composed
    /// NFD: base letters apart from their accents.
    case decomposed
  }

  /// What UTS #46 finds wrong with a domain name; empty where it is right.
  package struct Faults: OptionSet, Sendable {
    /// The bits of the shim.
    package let rawValue: UInt32

    /// Wraps the bits of the shim.
    package init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// A label without a letter.
    static let emptyLabel = Faults(rawValue: UInt32(CICU_EMPTY_LABEL))
    /// More than 63 octets between two dots, as an A-label.
    static let labelTooLong = Faults(rawValue: UInt32(CICU_LABEL_TOO_LONG))
    /// A name that no DNS message can carry.
    static let nameTooLong = Faults(rawValue: UInt32(CICU_NAME_TOO_LONG))
    /// A hyphen first, last, or third and fourth.
    static let hyphen = Faults(rawValue: UInt32(CICU_HYPHEN))
    /// `xn--` before what is no Punycode of a valid label.
    static let aLabel = Faults(rawValue: UInt32(CICU_A_LABEL))
    /// A character that is not allowed, or not there.
    static let character = Faults(rawValue: UInt32(CICU_CHARACTER))
  }

  /// The version of the library, such as `72.1`.
  package static var version: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 20) { text in
      text.initialize(repeating: 0)
      cicu_version(text.baseAddress)
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// The text in a canonical form.
  static func normalized(_ text: String, to form: Form) -> String {
    let code = form == .composed ? CICU_COMPOSED : CICU_DECOMPOSED
    var source = text
    return source.withUTF8 { source in
      let capacity = source.count * 3
      return String(unsafeUninitializedCapacity: capacity) { result in
        let written = cicu_normalize(
          Int32(code), source.baseAddress, Int32(source.count), result.baseAddress, Int32(capacity))
        precondition(written >= 0, "ICU could not normalise: its data or memory is missing")
        return Int(written)
      }
    }
  }

  /// ToASCII of UTS #46: non-transitional, STD3 rules, CheckBidi, CheckContextJ.
  ///
  /// The name counts only where there is no fault. The final dot of the root stays.
  package static func asciiName(_ name: String) -> (name: String, faults: Faults) {
    var source = name
    return source.withUTF8 { source in
      // Punycode takes time by the square of a label: what can't become a name isn't tried.
      guard source.count <= 2048 else { return ("", .nameTooLong) }
      var faults: UInt32 = 0
      let name = String(unsafeUninitializedCapacity: 512) { result in
        Int(
          cicu_to_ascii(
            source.baseAddress, Int32(source.count), result.baseAddress, Int32(result.count),
            &faults))
      }
      precondition(
        faults & UInt32(CICU_UNAVAILABLE) == 0, "ICU could not open its IDNA data")
      return (name, Faults(rawValue: faults))
    }
  }

  /// ToUnicode of UTS #46, of a name in A-labels; `nil` where it cannot be told.
  static func unicodeName(_ name: String) -> String? {
    var source = name
    return source.withUTF8 { source in
      // An A-label of 63 octets stands for fewer than 63 characters, of four octets at most.
      let text = String(unsafeUninitializedCapacity: 4 * source.count + 1) { result in
        Int(
          cicu_to_unicode(
            source.baseAddress, Int32(source.count), result.baseAddress, Int32(result.count)))
      }
      return text.isEmpty ? nil : text
    }
  }
}
