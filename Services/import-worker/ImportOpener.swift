import Domain
import Formats
import Spreadsheets
import Worker

/// Opens the files that are to be imported, and cuts their rows into chunks.
struct ImportOpener: Sendable {
  /// The most rows of a dry run, which has them all in memory.
  static let dryRunLimit = 50_000

  /// The folder below which files may lie; empty if none may.
  let folder: String
  /// The folder for what memory is not to hold.
  let temporaryFolder: String
  /// The most rows of a chunk.
  let chunkSize: Int

  /// Reads all of a file, so that nothing of it is imported if it cannot be read whole (P8).
  ///
  /// What is more than a chunk is kept as it is read, whatever the size of the file, and given up if the rest
  /// cannot be read.
  ///
  /// - Parameters:
  ///   - file: the file, of an import that has not begun.
  ///   - isInterrupted: `true` if a reading of it was begun before, which must give way.
  ///   - book: keeps the rows.
  /// - Returns: what the file is.
  /// - Throws: an outage where the disk has no room for what memory is not to hold, and what the database says
  ///   against it.
  func open(
    _ file: ImportFile, isInterrupted: Bool, keeping book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> OpenedImport {
    if let refusal = file.refusal { return .refused(refusal) }
    let table: TableFile
    let header: [String]
    do throws(TableFault) {
      table = try TableFile(
        source(of: file), sheet: file.options.sheet, temporaryFolder: temporaryFolder)
      guard let cells = try table.next()?.cells else { throw .empty }
      header = cells
    } catch {
      return try refused(error)
    }
    if let fault = fault(of: file.options, in: header) {
      return .refused(.badColumns(code: fault.code))
    }
    var chunks = ChunkCutter(
      table, size: file.options.isDryRun ? Self.dryRunLimit : chunkSize,
      mayContinue: !file.options.isDryRun)
    return try read(&chunks, of: file, header, isInterrupted, keeping: &book)
  }

  private func read(
    _ chunks: inout ChunkCutter, of file: ImportFile, _ header: [String],
    _ isInterrupted: Bool, keeping book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> OpenedImport {
    var (first, total): ([ImportLine], Int)
    do throws(TableFault) {
      first = try chunks.next()
      total = first.count
    } catch {
      return try refused(error)
    }
    var reading: ImportReading?
    if isInterrupted || !chunks.isOver { reading = try book.beginReading(of: file.id) }
    while let reading, !chunks.isOver {
      var portions: [ImportPortion] = []
      do throws(TableFault) {
        portions = try chunks.portions()
      } catch {
        try book.end(reading)
        return try refused(error)
      }
      try book.keep(portions, in: reading)
      total += portions.reduce(0) { $0 + $1.lines.count }
    }
    let begun = BegunImport(
      hash: file.hash, options: file.options, header: header, first: first, total: total,
      reading: reading)
    let chunk = ImportChunk(
      0, of: first, id: file.id, total, ChunkReading(file.options, header: header))
    return .table(begun, first: chunk)
  }

  private func refused(_ fault: TableFault) throws(ReadFailure) -> OpenedImport {
    if case .noSpace = fault { throw .outage(because: fault.english) }
    return .refused(.badFile(code: fault.code, sentence: fault.plainSentence))
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
}

extension TableFault {
  /// A sentence that names no sheet: those are somebody's own words.
  fileprivate var plainSentence: String {
    guard case .unknownSheet = self else { return english }
    return "The file has no sheet of the name that was given."
  }
}
