/// Reader of the relationships of a package's part (OPC).
public struct RelationshipsReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: ["http://schemas.openxmlformats.org/package/2006/relationships"],
    elements: ["Relationship"], attributes: ["Id", "Type", "Target", "TargetMode"])

  private enum Attribute: UInt8 {
    case id = 1, type, target, mode
  }

  /// One of them.
  public struct Relationship: Sendable {
    /// Its name in the part.
    public internal(set) var id = ""
    /// The last word of its type, such as `worksheet`.
    public internal(set) var type = ""
    /// The part to which it leads, relative to this one's folder or, with a slash first, to the package.
    public internal(set) var target = ""
    /// Tells whether it leads out of the package.
    public internal(set) var isExternal = false
  }

  /// Those that stay in the package.
  public var internals: [Relationship] { all.filter { !$0.isExternal } }
  private var all: [Relationship] = []

  /// A reader that has seen nothing.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      if event.kind == .start { all.append(Relationship()) }
      guard event.kind == .attribute, !all.isEmpty else { continue }
      let (last, text) = (all.count - 1, tape.text(event))
      switch Attribute(rawValue: event.name) {
      case .id?: all[last].id = text
      case .type?: all[last].type = text.split(separator: "/").last.map(String.init) ?? ""
      case .target?: all[last].target = text
      case .mode?: all[last].isExternal = text == "External"
      case nil: break
      }
    }
    guard all.count <= 10_000 else { throw .tooLarge(.parts) }
  }
}
