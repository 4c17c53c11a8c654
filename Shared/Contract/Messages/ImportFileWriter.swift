public import Domain
import Formats
import Hashing

/// Writer of the data of an `import.file`, which is given the file in pieces: so it is in memory once.
///
/// What is not wished otherwise is not written, so that the same wishes are the same octets.
public struct ImportFileWriter: ~Copyable {
  /// The number of digits of an id that is made here.
  private static let idLength = 16

  private let carriesContent: Bool
  private var data: [UInt8]
  private var digest = SHA256()
  /// One or two octets for which the next piece completes a group of base64.
  private var rest: [UInt8] = []

  /// Begins with the wishes.
  ///
  /// - Parameters:
  ///   - options: the wishes of the one who imports.
  ///   - path: where the workers find the file, below their folder for imports; `nil` if the message is to
  ///     carry it.
  ///   - size: the length of the file in octets.
  public init(_ options: ImportOptions, path: String?, size: Int) {
    var json = JSONWriter()
    json.beginObject()
    json.members(of: options)
    json.member("path", ifPresent: path)
    carriesContent = path == nil
    data = json.bytes
    digest.update(data)
    guard carriesContent else { return }
    data.reserveCapacity(data.count + size / 3 * 4 + 1024)
    data += #","content":""#.utf8
  }

  /// Takes the next piece of the file.
  public mutating func append(_ piece: [UInt8]) {
    digest.update(piece)
    guard carriesContent else { return }
    let octets = rest + piece
    let whole = octets.count - octets.count % 3
    data += Base64.encoded(octets[..<whole]).utf8
    rest = Array(octets[whole...])
  }

  /// Ends with the id.
  ///
  /// - Parameter id: the import's; `nil` for one that is made of the wishes and the file, the same for the
  ///   same.
  /// - Returns: the id, and the data.
  public consuming func finish(id: ImportID?) -> (id: ImportID, data: [UInt8]) {
    if carriesContent {
      data += Base64.encoded(rest).utf8
      data.append(UInt8(ascii: "\""))
    }
    let made = String(hexadecimal(digest.finish()).prefix(Self.idLength))
    let id = id ?? made
    var json = JSONWriter()
    json.object { $0.member("importId", id) }
    data.append(UInt8(ascii: ","))
    data += json.bytes.dropFirst()
    return (id, data)
  }
}

extension JSONWriter {
  fileprivate mutating func members(of options: ImportOptions) {
    key("columns" as JSONKey)
    object { json in
      for column in options.columns.sorted(by: { $0.key < $1.key }) {
        json.key(column.key)
        json.value(column.value)
      }
    }
    member("sheet", ifPresent: options.sheet)
    if options.replaces { member("onReplace", "replace") }
    if !options.overwritten.isEmpty { member("overwrite", options.overwritten.sorted()) }
    if options.repairs { member("repair", true) }
    if options.updatesOnly { member("updateOnly", true) }
    if !options.allowed.isEmpty { member("allow", options.allowed.map(\.rawValue).sorted()) }
    if options.isDryRun { member("dryRun", true) }
    if options.language != .english { member("language", options.language.rawValue) }
  }
}
