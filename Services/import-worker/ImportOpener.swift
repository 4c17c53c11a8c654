import Contract
import Domain
import Formats
import Spreadsheets
import Store
import Worker

/// Opens the files that are to be imported, and cuts their rows into chunks.
struct ImportOpener: Sendable {
  /// The folder below which files may lie; empty if none may.
  let folder: String
  /// The folder for what memory is not to hold.
  let temporaryFolder: String
  /// The most rows of a chunk.
  let chunkSize: Int

  /// Reads all of a file, so that nothing of it is imported if it cannot be read whole (P8).
  ///
  /// - Throws: an outage where the disk has no room for what memory is not to hold.
  func open(_ file: ImportFile) throws(ReadFailure) -> OpenedImport {
    if let refusal = file.refusal { return .refused(refusal) }
    do throws(TableFault) {
      let table = try TableFile(
        source(of: file), sheet: file.options.sheet, temporaryFolder: temporaryFolder)
      guard let header = try table.next()?.cells else { throw .empty }
      if let fault = fault(of: file.options, in: header) {
        return .refused(.badColumns(code: fault.code))
      }
      let chunks = try chunks(of: table, isWhole: file.options.isDryRun)
      let total = chunks.reduce(0) { $0 + $1.count }
      let first = ImportChunk(
        0, of: chunks[0], id: file.id, total, ChunkReading(file.options, header: header))
      return .table(header: header, chunks: chunks, first: first)
    } catch {
      if case .noSpace = error { throw .outage(error.english) }
      return .refused(.badFile(code: error.code, sentence: error.plainSentence))
    }
  }

  private func source(of file: ImportFile) throws(TableFault) -> SourceFile {
    switch file.source {
    case .content(let octets):
      try SourceFile(octets: octets[...], temporaryFolder: temporaryFolder)
    case .path(let path):
      if folder.isEmpty { throw .outsideFolder } else { try SourceFile(path: path, below: folder) }
    }
  }

  private func fault(of options: ImportOptions, in header: [String]) -> MappingFault? {
    do throws(MappingFault) {
      _ = try RowRules(options, columns: ColumnMapping(options.columns, header: header))
      return nil
    } catch {
      return error
    }
  }

  /// Cuts a file into chunks; a dry run has all of it in one, since what a chunk does is given up before the
  /// next could see it (P7).
  private func chunks(of table: TableFile, isWhole: Bool) throws(TableFault) -> [[ImportLine]] {
    var chunks: [[ImportLine]] = [[]]
    while let row = try table.next() {
      if chunks[chunks.count - 1].count == chunkSize, !isWhole { chunks.append([]) }
      chunks[chunks.count - 1].append(ImportLine(row))
    }
    return chunks
  }
}

extension TableFault {
  /// A sentence that names no sheet: those are somebody's own words.
  fileprivate var plainSentence: String {
    guard case .unknownSheet = self else { return english }
    return "The file has no sheet of the name that was given."
  }
}
