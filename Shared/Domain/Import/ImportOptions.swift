/// Wishes of the one who imports a file.
public struct ImportOptions: Hashable, Sendable {
  /// Exception to the rule that a list brings nobody back (P9); the raw value is the contract's word.
  public enum Exception: String, CaseIterable, Sendable {
    /// An address of a removed profile moves to the row's (U3).
    case removedProfile
    /// An address of a purged person may come back (L6).
    case purgedEarlier
  }

  /// The contract's word of what each column is for, by its header (P2).
  public var columns: [String: String]
  /// The sheet of a workbook; `nil` for the first that people see.
  public var sheet: String?
  /// `true` if an address that loses its last use to one of the row leaves the profile (P3).
  public var replaces: Bool
  /// Headers of the names and telephones that overwrite what is there (P3).
  public var overwritten: Set<String>
  /// `true` if addresses are repaired where that is plain (I3).
  public var repairs: Bool
  /// `true` if no row may create a profile (P6).
  public var updatesOnly: Bool
  /// Exceptions that the import names (P9).
  public var allowed: Set<Exception>
  /// `true` if nothing is to be changed, and all of it told (P7).
  public var isDryRun: Bool
  /// The language of the report's sentences.
  public var language: Language

  /// Gathers the wishes; what is not said is the contract's default.
  public init(
    columns: [String: String], sheet: String? = nil, replaces: Bool = false,
    overwritten: Set<String> = [], repairs: Bool = false, updatesOnly: Bool = false,
    allowed: Set<Exception> = [], isDryRun: Bool = false, language: Language = .english
  ) {
    self.columns = columns
    self.sheet = sheet
    self.replaces = replaces
    self.overwritten = overwritten
    self.repairs = repairs
    self.updatesOnly = updatesOnly
    self.allowed = allowed
    self.isDryRun = isDryRun
    self.language = language
  }
}

/// Rules by which the rows of one import are applied: the wishes, as far as a row needs them.
public struct RowRules: Hashable, Sendable {
  /// `true` if an address that loses its last use to one of the row leaves the profile (P3).
  public var replaces: Bool
  /// Fields that overwrite what is there (P3): the given name, the family name, the telephone.
  public var overwritten: Set<ImportField>
  /// `true` if no row may create a profile (P6).
  public var updatesOnly: Bool
  /// Exceptions that the import names (P9).
  public var allowed: Set<ImportOptions.Exception>

  /// Gathers the rules; what is not said is the contract's default.
  public init(
    replaces: Bool = false, overwritten: Set<ImportField> = [], updatesOnly: Bool = false,
    allowed: Set<ImportOptions.Exception> = []
  ) {
    self.replaces = replaces
    self.overwritten = overwritten
    self.updatesOnly = updatesOnly
    self.allowed = allowed
  }

  /// The rules of an import with these columns.
  ///
  /// - Throws: `.unknownColumn` where a header that overwrites is none of the columns.
  public init(_ options: ImportOptions, columns: ColumnMapping) throws(MappingFault) {
    var fields: Set<ImportField> = []
    for name in options.overwritten.sorted() {
      let folded = HeaderWords.folded(name)
      guard
        let column = columns.columns.first(where: { $0.header == HeaderWords.trimmed(name) })
          ?? columns.columns.first(where: { HeaderWords.folded($0.header) == folded })
      else { throw .unknownColumn(name) }
      fields.insert(column.field)
    }
    self.init(
      replaces: options.replaces, overwritten: fields, updatesOnly: options.updatesOnly,
      allowed: options.allowed)
  }
}
