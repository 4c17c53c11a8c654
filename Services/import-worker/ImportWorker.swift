import Domain
import Settings
import Worker
import WorkerDefinitions

/// Files of people, in chunks: each commits its rows, its part of the report and the message for the next
/// one; the first goes with the message that brings the file (P1–P9); and their undo (P10).
struct ImportWorker: WorkerService {
  static var definition: WorkerDefinition { .importWorker }

  let rules = ImportRules()
  private let opener: ImportOpener
  private let undo: UndoReading

  /// Reads where files lie, and how many rows make a chunk.
  init?(_ settings: inout SettingsReader) {
    let folder = settings.read(WorkerDefinition.importFolder)
    let temporary = settings.read(WorkerDefinition.temporaryFolder)
    let size = settings.read(WorkerDefinition.importChunk)
    guard let folder, let temporary, let size else { return nil }
    opener = ImportOpener(folder: folder, temporaryFolder: temporary, chunkSize: size)
    undo = UndoReading(chunkSize: size)
  }

  func needsPreparation(_ message: ImportMessage) -> Bool {
    switch message {
    case .file, .chunk, .undoChunk: true
    case .opened, .rows, .undo, .undoing: false
    }
  }

  func prepare(
    _ message: ImportMessage, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> ImportMessage {
    switch message {
    case .file(let file):
      let known = try book.importState(of: file.id, chunk: 0)
      if let known, !known.isReading { return .opened(file, .known(hash: known.hash)) }
      return .opened(file, try opener.open(file, isInterrupted: known != nil, keeping: &book))
    case .chunk(let id, let number):
      let stored = try book.importState(of: id, chunk: number)
      return .rows(stored.flatMap { ImportChunk(number, of: $0, id: id) })
    case .undoChunk(let id, let last):
      return .undoing(try undo.chunk(of: id, after: last, reading: &book))
    case .opened, .rows, .undo, .undoing: return message
    }
  }
}
