/// Looks through a text for its tags before they are read as Mustache: what is not among the few kinds that
/// are allowed never gets that far.
///
/// Allowed are a field by its name, a section that is there if the field has a value or has none, with its
/// end, and a comment. There are no partials, no other delimiters, no values that are not escaped.
public struct TagScanner {
  /// The most tags of one text: each may become as long as a value.
  public static let limit = 200

  private var rest: Substring
  private var count = 0
  /// The sections that are open, the innermost last.
  private var open: [Substring] = []

  private init(_ text: String) {
    rest = text[...]
  }

  /// Goes through all tags of a text.
  ///
  /// - Parameters:
  ///   - text: with its tags.
  ///   - fields: the names that tags may have.
  /// - Returns: how many there are.
  /// - Throws: ``TemplateFault``; `badTag` too for a text with U+0000.
  public static func count(
    in text: String, fields: Set<String>
  ) throws(TemplateFault) -> Int {
    if text.utf8.contains(0) { throw .badTag }
    var scanner = TagScanner(text)
    while let tag = try scanner.next() {
      scanner.count += 1
      if scanner.count > limit { throw .tooManyTags }
      try scanner.check(tag, fields)
    }
    if !scanner.open.isEmpty { throw .badTag }
    return scanner.count
  }

  private mutating func next() throws(TemplateFault) -> Substring? {
    guard let start = rest.firstRange(of: "{{") else { return nil }
    rest = rest[start.upperBound...]
    // A third brace belongs to the tag: `{{{` is a kind of its own.
    guard let end = rest.firstRange(of: "}}") else { throw .badTag }
    defer { rest = rest[end.upperBound...] }
    return rest[..<end.lowerBound]
  }

  private mutating func check(
    _ tag: Substring, _ fields: Set<String>
  ) throws(TemplateFault) {
    switch tag.first {
    case "!": break
    case "#", "^":
      open.append(try name(tag.dropFirst(), fields))
    case "/":
      guard try open.popLast() == name(tag.dropFirst(), fields) else { throw .badTag }
    default: _ = try name(tag, fields)
    }
  }

  private func name(
    _ text: Substring, _ fields: Set<String>
  ) throws(TemplateFault) -> Substring {
    var name = text
    while name.first == " " { name.removeFirst() }
    while name.last == " " { name.removeLast() }
    guard !name.isEmpty, name.utf8.allSatisfy(\.isLetter) else { throw .badTag }
    guard fields.contains(String(name)) else { throw .unknownField }
    return name
  }
}
