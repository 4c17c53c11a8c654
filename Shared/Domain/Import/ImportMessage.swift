/// The id of an import, as the one who asks for it gives it: a text that is not empty.
public typealias ImportID = String

/// Message about an import: the file, the next chunk of its rows, or its undo.
///
/// Neither file nor chunk says what it touches: a service completes them by what it reads, before they are
/// decided.
public enum ImportMessage: Sendable {
  /// A file, as it came.
  case file(ImportFile)
  /// A file whose rows were read.
  case opened(ImportFile, OpenedImport)
  /// A chunk by its number, from 0.
  case chunk(ImportID, Int)
  /// A chunk whose rows were read; `nil` where the import has none of this number any more.
  case rows(ImportChunk?)
  /// It is to be taken back (P10).
  case undo(ImportID)
  /// The next profiles of an undo, those behind one; `nil` for the first.
  case undoChunk(ImportID, after: ProfileID?)
  /// Profiles of an undo that were read; `nil` where there is no such import any more.
  case undoing(UndoChunk?)
}

/// A file that is to be imported.
public struct ImportFile: Hashable, Sendable {
  /// Place of the octets.
  public enum Source: Hashable, Sendable {
    /// They came with the message.
    case content([UInt8])
    /// They lie in a file below the import folder, with this path from there.
    case path(String)
  }

  /// The import's id.
  public let id: ImportID
  /// SHA-256 of what the message says: 32 octets.
  public let hash: [UInt8]
  /// The octets, or where they are.
  public let source: Source
  /// Wishes of the one who imports.
  public let options: ImportOptions
  /// What the rules forbid of it as it stands; `nil` if nothing.
  public let refusal: Refusal?

  /// Describes a file.
  public init(
    id: ImportID, hash: [UInt8], source: Source, options: ImportOptions, refusal: Refusal? = nil
  ) {
    self.id = id
    self.hash = hash
    self.source = source
    self.options = options
    self.refusal = refusal
  }
}

/// What was found when a file was to be opened.
public enum OpenedImport: Hashable, Sendable {
  /// The import stands already, with content of this hash.
  case known(hash: [UInt8])
  /// It cannot be imported.
  case refused(Refusal)
  /// The import that it makes, and its first chunk as it was understood.
  case table(BegunImport, first: ImportChunk)
}

/// A row of a file as it is kept until it has been imported, and longer if it was refused.
public struct ImportLine: Hashable, Sendable {
  /// A cell as it stands in the file.
  public struct Cell: Hashable, Sendable {
    /// Its text.
    public let text: String
    /// `true` if it is a number that has lost digits.
    public let isRounded: Bool

    /// Describes a cell.
    public init(_ text: String, isRounded: Bool = false) {
      self.text = text
      self.isRounded = isRounded
    }
  }

  /// The physical line on which it begins, or its number in the sheet.
  public let line: Int
  /// Its cells; none if it cannot be read.
  public let cells: [Cell]
  /// The word for the fault of the row as a whole; `nil` if it has none.
  public let fault: String?

  /// Describes a row.
  public init(line: Int, cells: [Cell], fault: String? = nil) {
    self.line = line
    self.cells = cells
    self.fault = fault
  }
}

/// A row that was refused, as the report has it (P7).
public struct RefusedRow: Hashable, Sendable {
  /// The physical line on which it begins, or its number in the sheet.
  public let line: Int
  /// The header of the column in which the fault lies; `nil` where it is the row.
  public let column: String?
  /// The word for the fault.
  public let code: String
  /// The fault and its cure, in the import's language; never a part of the row.
  public let sentence: String

  /// Describes a refused row.
  public init(line: Int, column: String?, code: String, sentence: String) {
    self.line = line
    self.column = column
    self.code = code
    self.sentence = sentence
  }

  /// A row with a fault.
  public init(line: Int, _ fault: CellFault, in language: Language) {
    self.init(
      line: line, column: fault.column, code: fault.code.word,
      sentence: fault.sentence(in: language))
  }
}

/// Counts of a report (P7).
public struct ImportCounts: Hashable, Sendable {
  /// Rows that made a profile.
  public var created: Int
  /// Rows that changed one.
  public var changed: Int
  /// Rows that said nothing new.
  public var unchanged: Int
  /// Rows that were refused.
  public var refused: Int

  /// Counts so many.
  public init(created: Int = 0, changed: Int = 0, unchanged: Int = 0, refused: Int = 0) {
    self.created = created
    self.changed = changed
    self.unchanged = unchanged
    self.refused = refused
  }

  /// All rows that were counted.
  public var total: Int { created + changed + unchanged + refused }

  /// Adds other rows.
  public static func + (left: Self, right: Self) -> Self {
    ImportCounts(
      created: left.created + right.created, changed: left.changed + right.changed,
      unchanged: left.unchanged + right.unchanged, refused: left.refused + right.refused)
  }
}

/// A chunk of an import, complete: its rows as they were understood, and what came before it.
public struct ImportChunk: Hashable, Sendable {
  /// A row, understood or refused before the book is asked.
  public enum Row: Hashable, Sendable {
    /// It is understood.
    case understood(ImportRow)
    /// It cannot be.
    case refused(RefusedRow)
  }

  /// The import.
  public let id: ImportID
  /// The number of the chunk, from 0.
  public let number: Int
  /// Its rows, in file order.
  public let rows: [Row]
  /// The rules of the import.
  public let rules: RowRules
  /// `true` if nothing is to be changed.
  public let isDryRun: Bool
  /// The language of the report.
  public let language: Language
  /// Rows of the whole file.
  public let total: Int
  /// The counts of the chunks before.
  public let before: ImportCounts
  /// The first rows that those refused: at most ``ImportReport/told``.
  public let refusedBefore: [RefusedRow]

  /// Describes a chunk.
  public init(
    id: ImportID, number: Int, rows: [Row], rules: RowRules = RowRules(), isDryRun: Bool = false,
    language: Language = .english, total: Int, before: ImportCounts = ImportCounts(),
    refusedBefore: [RefusedRow] = []
  ) {
    self.id = id
    self.number = number
    self.rows = rows
    self.rules = rules
    self.isDryRun = isDryRun
    self.language = language
    self.total = total
    self.before = before
    self.refusedBefore = refusedBefore
  }

  /// `true` if no row of the file comes after it.
  public var isLast: Bool { before.total + rows.count >= total }
}
