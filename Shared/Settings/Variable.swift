/// One environment variable: its row in the table, and how its text becomes a value.
public struct Variable<Value: Sendable>: Sendable {
  /// Reads a text, or says what is wrong with it.
  public typealias Parser = @Sendable (String) throws(Flaw) -> Value

  /// Its row, of which `--help` and the documents are made.
  public let row: VariableRow
  /// The value without the variable; `nil` if there must be one.
  let fallback: Value?
  let parse: Parser

  /// Declares a variable that must be set; the words are those of ``VariableRow``.
  public init(
    required name: String, _ meaning: String, right: String, isSecret: Bool = false,
    parse: @escaping Parser
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: nil, right: right, isSecret: isSecret,
      isForTestsOnly: false, flaw: flaw(parse))
    fallback = nil
    self.parse = parse
  }

  /// Declares a variable that has a default; the words are those of ``VariableRow``.
  public init(
    _ name: String, _ meaning: String, right: String, standard: String, fallback: Value,
    isSecret: Bool = false, isForTestsOnly: Bool = false, parse: @escaping Parser
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: standard, right: right, isSecret: isSecret,
      isForTestsOnly: isForTestsOnly, flaw: flaw(parse))
    self.fallback = fallback
    self.parse = parse
  }
}

extension Variable<Int> {
  /// Declares a whole number that has a default; `standard` tells it where the number does not say all.
  public init(
    _ name: String, _ meaning: String, in range: ClosedRange<Int>, fallback: Int,
    standard: String? = nil
  ) {
    self.init(
      name, meaning, right: Checks.right(range), standard: standard ?? String(fallback),
      fallback: fallback, parse: Checks.number(range))
  }
}

/// A variable as a person reads about it, of whatever type its value is.
public struct VariableRow: Sendable {
  /// Name as it stands in the environment.
  public let name: String
  /// Its use, in words without a full stop.
  public let meaning: String
  /// The default as text; `nil` if the variable must be set.
  public let standard: String?
  /// A right value, in words that fit before "is needed".
  public let right: String
  /// `true` if its value is never shown, and may come from the file that `NAME_FILE` names.
  public let isSecret: Bool
  /// `true` if only tests set it.
  public let isForTestsOnly: Bool
  /// Finds what is wrong with a text; `nil` if nothing is.
  let flaw: @Sendable (String) -> Flaw?
}

private func flaw<Value>(
  _ parse: @escaping Variable<Value>.Parser
) -> @Sendable (String) -> Flaw? {
  { text in
    do throws(Flaw) {
      _ = try parse(text)
      return nil
    } catch {
      return error
    }
  }
}
