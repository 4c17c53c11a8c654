public import Domain
import Formats
import Hashing

/// `import.file`, `import.undo`, and the chunks into which their worker cuts them.
extension ImportMessage: IncomingMessage {
  /// Reads a message about an import; see the contract for its fields.
  public static func read(_ envelope: Envelope) throws(Fault) -> ImportMessage {
    let reader = ImportReader(try Fields(of: envelope))
    if envelope.kind == .importFile { return .file(try reader.file(of: envelope.data)) }
    switch envelope.kind {
    case .importChunk: return try reader.chunk()
    case .importUndo: return .undo(try reader.id())
    case .importUndoChunk: return try reader.undoChunk()
    default:
      throw Fault(.unknownType, detail: "This version knows no such message about imports.")
    }
  }
}

/// Reads the fields of a message about an import: what is ill-typed is a fault, what the rules forbid a
/// refusal.
private struct ImportReader {
  /// The longest id, header, field and path, in octets.
  private static let textLimit = 4096
  private static let idLimit = 256
  /// The most columns that are named.
  private static let columnLimit = 16_384

  let fields: Fields

  init(_ fields: Fields) {
    self.fields = fields
  }

  func chunk() throws(Fault) -> ImportMessage {
    guard let value = fields["chunk"] else { throw fields.missing("chunk") }
    guard let number = value.number.flatMap({ Int($0) }), number >= 0 else {
      throw .illTyped(value, "a whole number from 0")
    }
    return .chunk(try id(), number)
  }

  func undoChunk() throws(Fault) -> ImportMessage {
    guard let value = fields["after"] else { return .undoChunk(try id(), after: nil) }
    guard let last = value.string.flatMap({ ProfileID($0) }) else {
      throw .illTyped(value, "the id of a profile")
    }
    return .undoChunk(try id(), after: last)
  }

  func file(of data: [UInt8]) throws(Fault) -> ImportFile {
    let (id, hash) = (try id(), SHA256.hash(data))
    _ = try fields.text("fileName", limit: Self.textLimit)
    let options = try options()
    let source = try source()
    return ImportFile(
      id: id, hash: hash, source: source ?? .content([]),
      options: options ?? ImportOptions(columns: [:]),
      refusal: options == nil ? .unknownOption : source == nil ? .brokenBase64 : nil)
  }

  func id() throws(Fault) -> ImportID {
    try fields.text(required: "importId", limit: Self.idLimit)
  }

  /// The octets, or their place; `nil` if they are no base64.
  private func source() throws(Fault) -> ImportFile.Source? {
    guard let content = fields["content"] else {
      guard fields["path"] != nil else { throw fields.missing("content") }
      return .path(try fields.text(required: "path", limit: Self.textLimit))
    }
    if let path = fields["path"] { throw .illTyped(path, "absent beside content") }
    guard let text = content.string else { throw .illTyped(content, "a string") }
    return Base64.decoded(text).map { .content($0) }
  }

  /// The wishes; `nil` if one of them is for what there is not.
  private func options() throws(Fault) -> ImportOptions? {
    let replace = try fields.text("onReplace", limit: Self.textLimit) ?? "keep"
    let allowed = try texts("allow")
    let language = try fields.text("language", limit: Self.textLimit)
    let options = ImportOptions(
      columns: try columns(), sheet: try fields.text("sheet", limit: Self.textLimit),
      replaces: replace == "replace", overwritten: Set(try texts("overwrite")),
      repairs: try flag("repair"), updatesOnly: try flag("updateOnly"),
      allowed: Set(allowed.compactMap(ImportOptions.Exception.init)),
      isDryRun: try flag("dryRun"),
      language: language.map { Language(rawValue: $0) ?? .english } ?? .english)
    let isKnown =
      ["keep", "replace"].contains(replace)
      && allowed.allSatisfy { ImportOptions.Exception(rawValue: $0) != nil }
      && language.map { Language(rawValue: $0) != nil } ?? true
    return isKnown ? options : nil
  }

  private func columns() throws(Fault) -> [String: String] {
    guard let object = try fields.fields("columns")?.object else {
      throw fields.missing("columns")
    }
    var columns: [String: String] = [:]
    for member in object.members where member.kind != .null {
      guard let field = try Fields.text(member, limit: Self.textLimit) else { continue }
      columns[member.key] = field
      if columns.count > Self.columnLimit { throw .tooMany(object, limit: Self.columnLimit) }
    }
    return columns
  }

  private func texts(_ key: JSONKey) throws(Fault) -> [String] {
    var texts: [String] = []
    for value in try fields.list(key, limit: Self.columnLimit) ?? [] {
      if let text = try Fields.text(value, limit: Self.textLimit) { texts.append(text) }
    }
    return texts
  }

  private func flag(_ key: JSONKey) throws(Fault) -> Bool {
    guard let value = fields[key] else { return false }
    guard let flag = value.bool else { throw .illTyped(value, "true or false") }
    return flag
  }
}

extension Refusal {
  /// A file that did not come whole.
  fileprivate static let brokenBase64 = Refusal.badFile(
    code: "base64", sentence: "The content is not base64; send the file's octets in it.")
}
