import Foundation

/// Folder of messages, read with all that lies below it.
struct Folder {
  /// File in it, by its path there.
  struct File {
    let name: String
    let bytes: [UInt8]
  }

  private let root: URL

  init(_ path: String) {
    root = URL(fileURLWithPath: path, isDirectory: true)
  }

  /// The files of these names; all but lists of labels where none is named.
  func files(named names: some Collection<String> = EmptyCollection<String>()) throws -> [File] {
    try (names.isEmpty ? allNames : Array(names)).map { name in
      File(name: name, bytes: [UInt8](try Data(contentsOf: root.appending(path: name))))
    }
  }

  private var allNames: [String] {
    let below =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return below.filter { name in
      var isFolder: ObjCBool = false
      let path = root.appending(path: name).path
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue && !name.hasSuffix(".jsonl")
    }.sorted()
  }
}
