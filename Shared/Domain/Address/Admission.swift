/// Strictness with which an address is read.
enum Admission {
  /// One that is to come into the book: all of I3 holds.
  case new
  /// One that names an address of the book, which may be older than a part of I3.
  case known
}

extension Unicode.Scalar {
  /// `true` for what nobody sees or means (I3): Default_Ignorable_Code_Point, noncharacters, unassigned
  /// and private characters, and U+FFFD.
  ///
  /// Those that turn the direction of writing have a code of their own and are not among them.
  var isInvisible: Bool {
    if isASCII || properties.isBidiControl { return false }
    if value == 0xfffd || properties.isDefaultIgnorableCodePoint { return true }
    return switch properties.generalCategory {
    case .unassigned, .privateUse: true
    default: properties.isNoncharacterCodePoint
    }
  }
}
