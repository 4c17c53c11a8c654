internal import CICU

/// Domain names with letters beyond ASCII (UTS #46): non-transitional, STD3 rules, CheckBidi,
/// CheckContextJ.
public enum IDNA {
  /// Faults of a name; empty where it is right.
  public struct Faults: OptionSet, Sendable {
    /// The bits of the shim.
    public let rawValue: UInt32

    /// Wraps the bits of the shim.
    public init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// A label without a letter.
    public static let emptyLabel = Faults(rawValue: UInt32(CICU_EMPTY_LABEL))
    /// More than 63 octets between two dots, as an A-label.
    public static let labelTooLong = Faults(rawValue: UInt32(CICU_LABEL_TOO_LONG))
    /// A name that no DNS message can carry.
    public static let nameTooLong = Faults(rawValue: UInt32(CICU_NAME_TOO_LONG))
    /// A hyphen first, last, or third and fourth.
    public static let hyphen = Faults(rawValue: UInt32(CICU_HYPHEN))
    /// `xn--` before what is no Punycode of a valid label.
    public static let aLabel = Faults(rawValue: UInt32(CICU_A_LABEL))
    /// A character that is not allowed, or not there.
    public static let character = Faults(rawValue: UInt32(CICU_CHARACTER))
  }

  /// ToASCII of a name.
  ///
  /// The name counts only where there is no fault. The final dot of the root stays.
  public static func asciiName(_ name: String) -> (name: String, faults: Faults) {
    // Punycode takes time by the square of a label: what can't become a name isn't tried.
    guard name.utf8.count <= 2048 else { return ("", .nameTooLong) }
    var faults: UInt32 = 0
    let ascii = unsafe converted(name, capacity: 512) { source, count, target, capacity in
      unsafe cicu_to_ascii(source, count, target, capacity, &faults)
    }
    precondition(faults & UInt32(CICU_UNAVAILABLE) == 0, "ICU could not open its IDNA data.")
    return (ascii, Faults(rawValue: faults))
  }

  /// ToUnicode of a name in A-labels; `nil` where it cannot be told.
  public static func unicodeName(_ name: String) -> String? {
    // An A-label of 63 octets stands for fewer than 63 characters, of four octets at most.
    let room = 4 * name.utf8.count + 1
    let text = unsafe converted(name, capacity: room) { source, count, target, capacity in
      unsafe cicu_to_unicode(source, count, target, capacity)
    }
    return text.isEmpty ? nil : text
  }
}
