/// Reader of an OpenDocument file's list of parts, for whether they are locked.
public struct ManifestReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: ["urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"],
    elements: ["encryption-data"], attributes: [])

  /// Tells whether a part needs a password.
  public private(set) var isEncrypted = false

  /// A reader that has seen nothing.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    if !tape.words.isEmpty { isEncrypted = true }
  }
}
