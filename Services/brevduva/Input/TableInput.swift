import Formats
import POSIX
import Spreadsheets

/// A table that the command line names.
struct TableInput: Hashable, Sendable {
  /// Path as it was typed; `-` is standard input.
  let path: String

  /// Opens it; what comes through a pipe is kept in a file without a name in the folder.
  func source(in temporaryFolder: String) throws(TableFault) -> SourceFile {
    path == "-"
      ? try SourceFile(copying: .input, temporaryFolder: temporaryFolder)
      : try SourceFile(path: path)
  }

  /// The failure that it is not to read the table.
  func failure(_ fault: TableFault) -> Failure {
    let name = path.visible
    switch fault {
    case .cannotOpen(let number):
      return .usage(
        "\(name) cannot be read (\(SystemError(number: number))): name a file, or - for standard input."
      )
    case .noSpace(let number):
      return .refused(
        "What memory does not hold could not be put on disk (\(SystemError(number: number))): name a "
          + "folder with room by TMPDIR.")
    case .outsideFolder, .notAFile, .empty, .unknownFormat, .oldExcel, .binaryExcel, .encrypted,
      .damaged, .tooLarge, .noSheet, .unknownSheet:
      return .refused("\(name): \(fault.english.visible)")
    }
  }
}
