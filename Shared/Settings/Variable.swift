/// One environment variable: its row in the table, and how its text becomes a value.
public struct Variable<Value: Sendable>: Sendable {
  /// Its row, of which `--help` and the documents are made.
  public let row: VariableRow
  /// The value without the variable; `nil` if there must be one.
  let fallback: Value?
  /// Reads the text of the variable.
  let parse: @Sendable (String) throws(Flaw) -> Value

  /// Declares a variable that must be set.
  ///
  /// - Parameters:
  ///   - name: as it stands in the environment.
  ///   - meaning: what it is for, in words without a full stop.
  ///   - right: what would be right, in words that fit before "is needed".
  ///   - isSecret: whether it is never shown, and may come from a file.
  ///   - parse: reads the text, and says what is wrong with one that is not right.
  public init(
    required name: String, _ meaning: String, right: String, isSecret: Bool = false,
    parse: @escaping @Sendable (String) throws(Flaw) -> Value
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: nil, right: right, isSecret: isSecret,
      isForTestsOnly: false, flaw: Self.flaw(parse))
    fallback = nil
    self.parse = parse
  }

  /// Declares a variable that has a default.
  ///
  /// - Parameters:
  ///   - name: as it stands in the environment.
  ///   - meaning: what it is for, in words without a full stop.
  ///   - right: what would be right, in words that fit before "is needed".
  ///   - standard: the default as a person reads it.
  ///   - fallback: the default.
  ///   - isForTestsOnly: whether only tests set it.
  ///   - parse: reads the text, and says what is wrong with one that is not right.
  public init(
    _ name: String, _ meaning: String, right: String, standard: String, fallback: Value,
    isForTestsOnly: Bool = false, parse: @escaping @Sendable (String) throws(Flaw) -> Value
  ) {
    row = VariableRow(
      name: name, meaning: meaning, standard: standard, right: right, isSecret: false,
      isForTestsOnly: isForTestsOnly, flaw: Self.flaw(parse))
    self.fallback = fallback
    self.parse = parse
  }

  private static func flaw(
    _ parse: @escaping @Sendable (String) throws(Flaw) -> Value
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
}

extension Variable<Int> {
  /// Declares a variable that is a whole number and has a default.
  ///
  /// - Parameters:
  ///   - name: as it stands in the environment.
  ///   - meaning: what it is for, in words without a full stop.
  ///   - range: the numbers that are right.
  ///   - fallback: the default.
  ///   - standard: the default as a person reads it, where the number does not say all.
  public init(
    _ name: String, _ meaning: String, in range: ClosedRange<Int>, fallback: Int,
    standard: String? = nil
  ) {
    self.init(
      name, meaning, right: Checks.right(range), standard: standard ?? String(fallback),
      fallback: fallback, parse: Checks.number(range))
  }
}

/// A variable as a person reads about it; of whatever type its value is.
public struct VariableRow: Sendable {
  /// As it stands in the environment.
  public let name: String
  /// Its use, in words without a full stop.
  public let meaning: String
  /// The default as text; `nil` if the variable must be set.
  public let standard: String?
  /// A right value, in words that fit before "is needed".
  public let right: String
  /// Its value is never shown, and may come from the file that `NAME_FILE` names.
  public let isSecret: Bool
  /// Only tests set it.
  public let isForTestsOnly: Bool
  /// Finds what is wrong with a text; `nil` if nothing is.
  let flaw: @Sendable (String) -> Flaw?
}
