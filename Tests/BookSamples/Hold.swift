/// A rule that was broken.
public struct Broken: Error {
  /// Words for the rule.
  public let rule: String

  /// Names the rule.
  public init(rule: String) {
    self.rule = rule
  }
}

/// Stands for `#require`, which costs more than what is asked here a hundred million times.
public func hold(
  _ holds: @autoclosure () throws -> Bool, _ rule: @autoclosure () -> String
) throws {
  if try !holds() { throw Broken(rule: rule()) }
}
