import Compression

/// Text with whatever is packed in it: escapes, base64, compression, UTF-16, one in the other.
///
/// Nothing is announced: each packing that a text may have is tried, to a depth of ``depthLimit``. A search
/// is made in the text and in all that it unpacks to; what it finds is cut out where it stands, and all
/// around stays as it was, packed as it was.
///
/// - Source: L2.
public struct PackedText {
  /// Most packings in one another that are opened.
  public static let depthLimit = 4
  /// Most octets that one compressed stream may come to.
  static let unpackedLimit = 4 << 20

  /// Finds the octets that are to be cut out of a text; `isEscaped` says that backslashes escape in it.
  public typealias Search = (_ text: [UInt8], _ isEscaped: Bool) -> [Range<Int>]

  /// `false` once something could not be opened: compressed beyond the limits, packed too deep, or no text.
  public private(set) var isSearchedWhole = true

  private let search: Search
  /// Octets that may still be looked at: texts of many escapes can be read in many orders.
  private var budget: Int
  /// The least depth at which each text was read.
  private var depths: [[UInt8]: Int] = [:]
  /// What is to become of each text in which something is cut out.
  private var results: Set<[UInt8]> = []

  private init(_ text: [UInt8], search: @escaping Search) {
    self.search = search
    budget = 32 << 20 + 64 * text.count
  }

  /// Searches a text and all that is packed in it.
  ///
  /// - Returns: `false` if a part of it could not be opened.
  public static func visit(_ text: [UInt8], _ body: (_ text: [UInt8], _ isEscaped: Bool) -> Void)
    -> Bool
  {
    withoutActuallyEscaping(body) { body in
      var packed = PackedText(text) { text, isEscaped in
        body(text, isEscaped)
        return []
      }
      _ = packed.edits(in: text, depth: 0)
      return packed.isSearchedWhole
    }
  }

  /// Cuts out of a text, and of all that is packed in it, what a search finds.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isExact: `true` if each text that is packed in it must unpack afterwards to what it was, but for
  ///     what was cut out.
  ///   - search: finds what is cut out.
  /// - Returns: the text without it; as it was if nothing was found; `nil` if it is found again however
  ///   often it is cut out, or something else would be changed.
  public static func cutting(_ text: [UInt8], isExact: Bool, _ search: Search) -> [UInt8]? {
    withoutActuallyEscaping(search) { search in
      var text = text
      for _ in 0..<4 {
        var packed = PackedText(text, search: search)
        let edits = packed.edits(in: text, depth: 0)
        if edits.isEmpty { return text }
        text = text.edited(by: edits)
        if isExact, !packed.results.isSubset(of: texts(in: text)) { return nil }
      }
      return nil
    }
  }

  /// A text, and all texts that are packed in it.
  private static func texts(in text: [UInt8]) -> Set<[UInt8]> {
    var packed = PackedText(text) { _, _ in [] }
    _ = packed.edits(in: text, depth: 0)
    return Set(packed.depths.keys)
  }

  private mutating func edits(in text: [UInt8], depth: Int) -> [OctetEdit] {
    guard isNew(text, depth) else { return [] }
    budget -= text.count
    guard budget >= 0 else {
      isSearchedWhole = false
      return []
    }
    let signs = PackingSigns(text)
    var edits = search(text, signs.hasJSONEscapes).map { OctetEdit($0) }
    let openings = openings(of: text, signs, isInner: depth > 0)
    guard depth < Self.depthLimit else {
      if openings.contains(where: \.isWhole) { isSearchedWhole = false }
      return settled(edits, of: text)
    }
    var isRead = false
    for opening in openings where !(opening.isOtherReading && isRead) {
      let inner = self.edits(in: opening.content, depth: depth + 1)
      isRead = !inner.isEmpty
      if isRead { edits += opening.repacked(inner) }
    }
    return settled(edits, of: text)
  }

  private mutating func settled(_ edits: [OctetEdit], of text: [UInt8]) -> [OctetEdit] {
    let settled = OctetEdit.settled(edits)
    if !settled.isEmpty { results.insert(text.edited(by: settled)) }
    return settled
  }

  /// Looks whether a text was not read before at this depth or a smaller one.
  private mutating func isNew(_ text: [UInt8], _ depth: Int) -> Bool {
    if let before = depths[text], before <= depth { return false }
    depths[text] = depth
    return true
  }

  private mutating func openings(
    of text: [UInt8], _ signs: PackingSigns, isInner: Bool
  ) -> [Opening] {
    // Where two ways lead to one packing, the shorter one is to be first: its edits count.
    let escapes = EscapeForm.allCases.flatMap { $0.openings(of: text, signs) }
    var openings: [Opening] = []
    if signs.hasMuchZero { openings += UTF16Opening.openings(of: text) }
    if signs.hasInvalidText, !signs.isBinary {
      openings.append(SingleOctetOpening.opening(of: text))
    }
    if signs.isBinary {
      let (streams, isTooLarge) = CompressedOpening.openings(of: text)
      openings += streams
      let isOpened = !openings.isEmpty || !escapes.isEmpty || text.count < (isInner ? 1024 : 6)
      if isTooLarge || !isOpened { isSearchedWhole = false }
    } else {
      let (runs, isWhole) = Base64Run.openings(of: text)
      openings += runs
      if signs.isEncrypted || !isWhole { isSearchedWhole = false }
    }
    return openings + escapes
  }
}

/// Something that is packed in a text, unpacked.
struct Opening {
  /// Octets that it unpacks to.
  let content: [UInt8]
  /// `true` for what was packed as a whole, `false` for single characters that were escaped.
  let isWhole: Bool
  /// `true` for another reading of the octets of the opening before it: nothing is cut in both.
  var isOtherReading = false
  /// Edits of the text around it, from edits of the content.
  let repacked: ([OctetEdit]) -> [OctetEdit]
}
