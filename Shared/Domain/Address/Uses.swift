/// Use of an address (S1); a profile has at most one address for each.
public enum Use: String, CaseIterable, Hashable, Sendable {
  /// Use for mailings, unless they say otherwise.
  case primary
  /// Use at work.
  case work
  /// Use in private.
  case `private`
  /// Use as a student.
  case student
}

/// A set of uses; an address with none is additional.
public struct Uses: OptionSet, Hashable, Sendable {
  /// One bit for each use, as the database keeps it: primary 1, work 2, private 4, student 8.
  public let rawValue: Int16

  /// Wraps the bits.
  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  /// The set with one use.
  public init(_ use: Use) {
    switch use {
    case .primary: self.init(rawValue: 1)
    case .work: self.init(rawValue: 2)
    case .private: self.init(rawValue: 4)
    case .student: self.init(rawValue: 8)
    }
  }

  /// The set with these uses.
  public init(_ uses: some Sequence<Use>) {
    self = uses.reduce(into: Uses()) { $0.formUnion(Uses($1)) }
  }

  /// The uses in the order of ``Use``.
  public var list: [Use] {
    Use.allCases.filter { contains(Uses($0)) }
  }
}
