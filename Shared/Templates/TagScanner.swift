/// Looks through a text for its tags before they are read as Mustache: what is not among the few kinds that
/// are allowed never gets that far.
///
/// Allowed are a field by its name, a section that is there if the field has a value or has none, with its
/// end, and a comment. There are no partials, no other delimiters, no values that are not escaped.
struct TagScanner {
  private var rest: Substring
  private(set) var count = 0
  /// The sections that are open, the innermost last.
  private var open: [Substring] = []

  init(_ text: String) {
    rest = text[...]
  }

  /// Goes through all tags.
  mutating func check(_ fields: Set<String>) throws(TemplateFault) {
    while let tag = try next() {
      count += 1
      if count > Template.tagLimit { throw .tooManyTags }
      try check(tag, fields)
    }
    if !open.isEmpty { throw .badTag }
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

extension UInt8 {
  fileprivate var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
  }
}
