/// Rules of imports: a file is taken in chunks, each of which commits its rows, its part of the report and
/// the message for the next one; the first goes with the message that brings the file (P1–P9); and it is taken
/// back in chunks too (P10).
public struct ImportRules: MessageDecider {
  /// The type of the message for a chunk.
  public static let chunkType = "import.chunk"
  /// The type of the message for a chunk of an undo.
  public static let undoChunkType = "import.undoChunk"

  /// Makes the rules; they have no figures.
  public init() {}

  /// Touches what the rows of a chunk name.
  public func touch(_ message: ImportMessage) -> Touch {
    switch message {
    case .rows(let chunk?), .opened(_, .table(_, let chunk)):
      chunk.rows.reduce(into: Touch(imports: [chunk.id])) { touch, row in
        if case .understood(let row) = row { touch.formUnion(Touch(row)) }
      }
    case .undo(let id): Touch(imports: [id])
    case .undoing(let chunk?):
      Touch(
        profiles: Dictionary(
          chunk.profiles.map { ($0, .exclusive) }, uniquingKeysWith: { first, _ in first }),
        imports: [chunk.id],
        imported: Set(chunk.profiles.map { ImportedProfile.Key(chunk.id, $0) }))
    case .file, .chunk, .rows(nil), .opened(_, .known), .opened(_, .refused), .undoChunk,
      .undoing(nil):
      Touch()
    }
  }

  /// Begins an import, or applies a chunk of it in file order (P5).
  public func decide(
    _ message: ImportMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .file, .chunk, .undoChunk:
      preconditionFailure("an import that was not read before it is decided")
    case .opened(let file, let opened): book.begin(file, opened, cause: cause)
    case .rows(nil): .alreadyApplied
    case .rows(let chunk?): book.advance(chunk, cause: cause)
    case .undo(let id): book.beginUndo(of: id, cause: cause)
    case .undoing(nil): .alreadyApplied
    case .undoing(let chunk?): book.undo(chunk, cause: cause)
    }
  }
}

extension AddressBook {
  fileprivate mutating func begin(
    _ file: ImportFile, _ opened: OpenedImport, cause: Cause
  ) -> Outcome {
    switch opened {
    case .known(let hash): return hash == file.hash ? .alreadyApplied : .refused(.importExists)
    case .refused(let refusal): return .refused(refusal)
    case .table(let begun, let first):
      append(.imported(file.id, .begun(begun)))
      return advance(first, cause: cause)
    }
  }

  /// Applies the rows of a chunk; those of a dry run in a copy, which is given up (P7); none of an import that
  /// is to be taken back (P10).
  fileprivate mutating func advance(_ chunk: ImportChunk, cause: Cause) -> Outcome {
    guard imports[chunk.id]?.undo == nil else { return .alreadyApplied }
    // First of all, so that the next chunk is on its way while what this one tells is still published.
    if !chunk.isLast { callChunk(chunk.number + 1, of: chunk.id, cause: cause) }
    let (place, before) = (log.count, profiles)
    let report: ImportReport
    if chunk.isDryRun {
      var copy = self
      report = copy.apply(chunk, cause: cause)
      (missing, ids) = (copy.missing, copy.ids)
    } else {
      report = apply(chunk, cause: cause)
    }
    guard missing.isEmpty else { return .alreadyApplied }
    let touched = imported(since: place, before: before)
    if !touched.isEmpty { append(.imported(chunk.id, .recorded(touched))) }
    append(.imported(chunk.id, .advanced(report)))
    return .applied
  }

  private mutating func apply(_ chunk: ImportChunk, cause: Cause) -> ImportReport {
    var (counts, refused) = (ImportCounts(), [RefusedRow]())
    for row in chunk.rows {
      switch row {
      case .refused(let row): refused.append(row)
      case .understood(let row):
        self.row = ImportRowReference(chunk.id, line: row.line)
        defer { self.row = nil }
        switch apply(row, rules: chunk.rules, of: chunk.id, cause: cause) {
        case .created: counts.created += 1
        case .changed: counts.changed += 1
        case .unchanged: counts.unchanged += 1
        case .refused(let fault):
          refused.append(RefusedRow(line: row.line, fault, in: chunk.language))
        }
      }
    }
    counts.refused = refused.count
    return ImportReport(of: chunk, counts: counts, refused: refused)
  }

  private mutating func callChunk(_ number: Int, of id: ImportID, cause: Cause) {
    append(
      .message(
        mint(cause),
        .continued(
          type: ImportRules.chunkType,
          data: ["importId": .text(id), "chunk": .number(Int64(number))])))
  }
}
