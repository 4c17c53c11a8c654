/// Rules of imports: a file is taken in chunks, each of which commits its rows, its part of the report and
/// the message for the next one; the first goes with the message that brings the file (P1–P9).
public struct ImportRules: MessageDecider {
  /// The type of the message for a chunk.
  public static let chunkType = "import.chunk"

  /// Makes the rules; they have no figures.
  public init() {}

  /// Touches what the rows of a chunk name.
  public func touch(_ message: ImportMessage) -> Touch {
    switch message {
    case .rows(let chunk?), .opened(_, .table(_, let chunk)):
      chunk.rows.reduce(into: Touch()) { touch, row in
        if case .understood(let row) = row { touch.formUnion(Touch(row)) }
      }
    case .file, .chunk, .rows(nil), .opened(_, .known), .opened(_, .refused): Touch()
    }
  }

  /// Begins an import, or applies a chunk of it in file order (P5).
  public func decide(
    _ message: ImportMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .file, .chunk: preconditionFailure("an import that was not read before it is decided")
    case .opened(let file, let opened): book.begin(file, opened, cause: cause)
    case .rows(nil): .alreadyApplied
    case .rows(let chunk?): book.advance(chunk, cause: cause)
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

  /// Applies the rows of a chunk; those of a dry run in a copy, which is given up (P7).
  fileprivate mutating func advance(_ chunk: ImportChunk, cause: Cause) -> Outcome {
    // First of all, so that the next chunk is on its way while what this one tells is still published.
    if !chunk.isLast { callChunk(chunk.number + 1, of: chunk.id, cause: cause) }
    let report: ImportReport
    if chunk.isDryRun {
      var copy = self
      report = copy.apply(chunk, cause: cause)
      (missing, ids) = (copy.missing, copy.ids)
    } else {
      report = apply(chunk, cause: cause)
    }
    guard missing.isEmpty else { return .alreadyApplied }
    append(.imported(chunk.id, .advanced(report)))
    return .applied
  }

  private mutating func apply(_ chunk: ImportChunk, cause: Cause) -> ImportReport {
    var (counts, refused) = (ImportCounts(), [RefusedRow]())
    for row in chunk.rows {
      switch row {
      case .refused(let row): refused.append(row)
      case .understood(let row):
        switch apply(row, rules: chunk.rules, cause: cause) {
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
