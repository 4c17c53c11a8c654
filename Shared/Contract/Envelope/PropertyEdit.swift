public import Messaging

/// Change of one property or header of a parked message, before it is sent again.
public struct PropertyEdit: Hashable, Sendable {
  /// Name of a property in AMQP 0-9-1, else that of a header.
  public let name: String
  /// Value as text, which a header then has; `nil` takes the property or header away.
  private let value: String?

  /// The longest name and text property that AMQP takes, in octets.
  private static let shortLimit = 255
  /// The longest text that a header is given, in octets: far beyond what is read.
  private static let headerLimit = 4096

  /// Describes a change.
  ///
  /// - Throws: what would be right, for a name or a value that AMQP does not take.
  public init(_ name: String, _ value: String?) throws(PropertyEditFault) {
    self.name = name
    self.value = value
    guard 1...Self.shortLimit ~= name.utf8.count else {
      throw PropertyEditFault("A name of 1 to \(Self.shortLimit) octets is needed.")
    }
    if let property = PropertyName(rawValue: name) {
      guard value.map(property.takes) ?? true else {
        throw PropertyEditFault("\(name) must be \(property.right).")
      }
    } else if let meant = PropertyName.allCases.first(where: { $0.isMeant(by: name) }) {
      throw PropertyEditFault("The property's name is \(meant.rawValue).")
    } else if let value, value.utf8.count > Self.headerLimit {
      throw PropertyEditFault("A header must have no more than \(Self.headerLimit) octets.")
    }
  }

  /// Carries the change out; of a header that is there several times, one stays where the first was.
  public func apply(to properties: inout Properties) {
    if let property = PropertyName(rawValue: name) {
      return property.set(value, in: &properties)
    }
    let place = properties.headers.firstIndex { $0.name == name } ?? properties.headers.endIndex
    properties.headers.removeAll { $0.name == name }
    if let value { properties.headers.insert(Header(name, .string(value)), at: place) }
  }
}

/// Reason for which a property can't be changed so.
public struct PropertyEditFault: Error, Hashable, Sendable {
  /// Sentence that says what would be right.
  public let sentence: String

  init(_ sentence: String) {
    self.sentence = sentence
  }
}

extension PropertyName {
  /// What a value must be, for a sentence.
  fileprivate var right: String {
    switch self {
    case .timestamp: "seconds since 1970, a whole number such as 1764000000"
    case .deliveryMode: "1 or 2 (2 outlives a restart of the broker)"
    case .priority: "a whole number from 0 to 255"
    case .expiration: "milliseconds, a whole number such as 60000"
    default: "a text of at most 255 octets"
    }
  }

  /// Returns whether the property takes a value.
  fileprivate func takes(_ value: String) -> Bool {
    switch self {
    case .timestamp: Self.number(value).map { $0 <= EnvelopeReader.lastSecond } ?? false
    case .deliveryMode: ["1", "2"].contains(value)
    case .priority: Self.number(value).map { $0 <= 255 } ?? false
    case .expiration: Self.number(value).map { $0 <= UInt32.max } ?? false
    default: value.utf8.count <= 255
    }
  }

  /// The whole number that a text of nothing but digits is.
  private static func number(_ text: String) -> UInt64? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? UInt64(text) : nil
  }

  /// Returns whether a name that is no property's own means this one: written as AMQP's specification or
  /// JSON has it.
  fileprivate func isMeant(by name: String) -> Bool {
    func folded(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }
    return folded(name) == folded(rawValue)
  }
}
