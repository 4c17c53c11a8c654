/// One environment variable: a row of the table of which the settings, `--help` and the documents
/// are made.
public struct Variable<Value: Sendable>: Sendable {
  /// What a person reads about it.
  public let row: VariableRow
  /// The value without the variable; `nil` if there must be one.
  let fallback: Value?
  /// Reads the text of the variable.
  let parse: @Sendable (String) throws(Flaw) -> Value

  /// A variable that must be set.
  init(
    required name: String, _ meaning: String, right: String, isSecret: Bool = false,
    parse: @escaping @Sendable (String) throws(Flaw) -> Value
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: nil, right: right, isSecret: isSecret,
      isForTestsOnly: false)
    fallback = nil
    self.parse = parse
  }

  /// A variable that has a default, `standard` being its text.
  init(
    _ name: String, _ meaning: String, right: String, standard: String, fallback: Value,
    isForTestsOnly: Bool = false, parse: @escaping @Sendable (String) throws(Flaw) -> Value
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: standard, right: right, isSecret: false,
      isForTestsOnly: isForTestsOnly)
    self.fallback = fallback
    self.parse = parse
  }
}

/// What a person reads about a variable.
public struct VariableRow: Hashable, Sendable {
  /// As it stands in the environment.
  public let name: String
  /// What it is for.
  public let meaning: String
  /// The default as text; `nil` if the variable must be set.
  public let standard: String?
  /// What would be right, in words that fit before "is needed".
  public let right: String
  /// Whether its value is never shown, and may come from the file that `NAME_FILE` names.
  public let isSecret: Bool
  /// Whether only tests set it.
  public let isForTestsOnly: Bool
}
