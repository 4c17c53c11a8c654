/// The argument by which a queue or an exchange that stands there differs from its declaration, as
/// RabbitMQ's 406 names it.
public struct ArgumentMismatch: Hashable, Sendable {
  /// The argument, `x-delivery-limit` or `type` for instance.
  public let argument: String
  /// Value in our declaration; `nil` for nothing.
  public let wanted: String?
  /// Value that stands there; `nil` for nothing.
  public let found: String?

  /// Reads `… inequivalent arg 'x' for queue 'q' in vhost '/': received '20' but current is '10'`.
  ///
  /// A value that is not there is `none` instead of a quoted word. `nil` for any other text.
  public init?(_ text: String) {
    var rest = text[...]
    guard let argument = Self.quoted(after: "inequivalent arg ", in: &rest) else { return nil }
    self.argument = argument
    wanted = Self.value(after: ": received ", in: &rest)
    found = Self.value(after: " but current is ", in: &rest)
  }

  private static func quoted(after words: String, in rest: inout Substring) -> String? {
    guard let start = rest.firstRange(of: words + "'") else { return nil }
    rest = rest[start.upperBound...]
    guard let end = rest.firstIndex(of: "'") else { return nil }
    defer { rest = rest[end...].dropFirst() }
    return String(rest[..<end])
  }

  /// `the value '20' of type 'signedint'` in some places, `'20'` or `none` in others.
  private static func value(after words: String, in rest: inout Substring) -> String? {
    guard let start = rest.firstRange(of: words) else { return nil }
    rest = rest[start.upperBound...]
    if rest.hasPrefix("none") { return nil }
    guard let open = rest.firstIndex(of: "'") else { return nil }
    rest = rest[rest.index(after: open)...]
    guard let end = rest.firstIndex(of: "'") else { return nil }
    defer { rest = rest[end...].dropFirst() }
    return String(rest[..<end])
  }
}
