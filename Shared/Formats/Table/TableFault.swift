/// Reason not to read a file as a table; nothing of it is read (P8).
public enum TableFault: Error, Hashable, Sendable {
  /// It is not there or may not be read; the number is the system's.
  case cannotOpen(Int32)
  /// Its path leads out of the folder for imports.
  case outsideFolder
  /// It is a folder, a device or the like.
  case notAFile
  /// It holds nothing.
  case empty
  /// It is none of the formats that are read.
  case unknownFormat
  /// It is an Excel workbook of before 2007.
  case oldExcel
  /// It is an Excel workbook in the binary format.
  case binaryExcel
  /// It is locked with a password.
  case encrypted
  /// It breaks off, or does not fit together.
  case damaged
  /// It, or something in it, is larger than is read.
  case tooLarge(Size)
  /// It has no sheet that could be read.
  case noSheet
  /// It has no sheet of this name; those that it has.
  case unknownSheet(String, among: [String])
  /// The disk did not take what memory does not hold; the number is the system's.
  case noSpace(Int32)

  /// Sizes that have a limit.
  public enum Size: String, CaseIterable, Sendable {
    /// The number of parts in the archive.
    case parts
    /// A part, unpacked.
    case part
    /// A part beside what it is packed in.
    case ratio
    /// Rows or columns of a sheet.
    case sheet
    /// A cell.
    case cell
    /// Rows of a dry run, which has them all in memory.
    case dryRun
  }

  /// The word that a report has for it.
  public var code: String {
    switch self {
    case .cannotOpen: "cannotOpen"
    case .outsideFolder: "outsideFolder"
    case .notAFile: "notAFile"
    case .empty: "empty"
    case .unknownFormat: "unknownFormat"
    case .oldExcel: "oldExcel"
    case .binaryExcel: "binaryExcel"
    case .encrypted: "encrypted"
    case .damaged: "damaged"
    case .tooLarge: "tooLarge"
    case .noSheet: "noSheet"
    case .unknownSheet: "unknownSheet"
    case .noSpace: "noSpace"
    }
  }
}
