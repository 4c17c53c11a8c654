import Contract
public import Settings
import Store

extension WorkerDefinition {
  /// Files of people, row by row onto their profiles.
  public static let importWorker = WorkerDefinition(
    queue: .imports, role: .imports,
    events: [
      "profile.created", "profile.updated", "profile.optedOut", "profile.optedIn",
      "profile.removed", "address.*", "suggestion.made", "suggestion.decided",
      "import.*", "message.refused", "message.parked",
    ], deleting: [.imports],
    variables: [importFolder.row, temporaryFolder.row, importChunk.row])

  /// The folder below which files may lie that an import names by a path.
  public static let importFolder = Variable<String>(
    "IMPORT_FOLDER", "the folder below which files lie that an import names by their path",
    right: "the absolute path of a folder", standard: "nothing: files come in messages alone",
    fallback: ""
  ) { (text: String) throws(Flaw) in
    guard text.hasPrefix("/") else { throw Flaw("is", quoting: text) }
    return text
  }

  /// The folder for what memory is not to hold of a file.
  public static let temporaryFolder = Variable<String>(
    "TMPDIR", "the folder for what memory is not to hold of a file",
    right: "the absolute path of a folder", standard: "/tmp", fallback: "/tmp"
  ) { (text: String) throws(Flaw) in
    guard text.hasPrefix("/") else { throw Flaw("is", quoting: text) }
    return text
  }

  /// The rows of a file, or the profiles of an undo, that are committed together.
  public static let importChunk = Variable<Int>(
    "IMPORT_CHUNK", "how many rows of a file, or profiles of an undo, are committed together",
    in: 1...10_000, fallback: 500)
}
