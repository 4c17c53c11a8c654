/// One pass over a JSON text (RFC 8259) that checks all of it and notes where each value stands.
///
/// Strict where decoders are not: UTF-8 everywhere, no NUL, no lone surrogate, no key twice, no byte
/// order mark, depth 64. Without recursion, so that no input can exhaust the stack. What leaves the
/// structure readable is noted, the first of it kept, and the pass goes on: a message whose data is at
/// fault can still say which message it is.
struct JSONScanner: ~Copyable {
  /// The deepest nesting that is read.
  static let depthLimit = 64

  /// A container that is open, and where in it the pass stands.
  struct Frame {
    let container: Int
    /// Elements or members that are complete.
    var count = 0
    /// Offset and end of the key that was read last; objects only.
    var key = 0..<0
  }

  var nodes: [JSONNode] = []
  var frames: [Frame] = []
  var position = 0
  /// The first fault that did not end the pass.
  var fault: JSONFault?

  /// Reads the whole text.
  mutating func scan(_ text: Span<UInt8>) throws(JSONFault) {
    nodes.reserveCapacity(text.count / 12 + 4)
    if text.count >= 3, text[0] == 0xef, text[1] == 0xbb, text[2] == 0xbf {
      throw fault(.byteOrderMark, at: 0, in: text)
    }
    repeat {
      while try value(text) {}
    } while try more(text)
    if let fault { throw fault }
  }

  /// Reads one value; of a container with content only the beginning.
  ///
  /// - Returns: whether the next value is the first one in a container that was opened.
  private mutating func value(_ text: Span<UInt8>) throws(JSONFault) -> Bool {
    skipSpace(text)
    guard position < text.count else { throw unexpected(text) }
    switch text[position] {
    case UInt8(ascii: "\""): try string(text)
    case UInt8(ascii: "{"):
      try open(.object, text)
      if try !closes(UInt8(ascii: "}"), text) {
        try key(text)
        return true
      }
    case UInt8(ascii: "["):
      try open(.array, text)
      return try !closes(UInt8(ascii: "]"), text)
    case UInt8(ascii: "t"): try word("true", .true, text)
    case UInt8(ascii: "f"): try word("false", .false, text)
    case UInt8(ascii: "n"): try word("null", .null, text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
    default: throw unexpected(text)
    }
    return false
  }

  /// Reads what follows a value, up to the next one.
  ///
  /// - Returns: whether another value follows; `false` at the end of the text.
  private mutating func more(_ text: Span<UInt8>) throws(JSONFault) -> Bool {
    while let frame = frames.last {
      frames[frames.count - 1].count += 1
      skipSpace(text)
      guard position < text.count else { throw unexpected(text) }
      let isObject = nodes[frame.container].kind == .object
      if text[position] == UInt8(ascii: ",") {
        position += 1
        if isObject {
          skipSpace(text)
          try key(text)
        }
        return true
      }
      let closer = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      guard try closes(closer, text) else { throw unexpected(text) }
    }
    skipSpace(text)
    guard position == text.count else { throw unexpected(text) }
    return false
  }

  private mutating func open(
    _ kind: JSONValue.Kind, _ text: Span<UInt8>
  ) throws(JSONFault) {
    guard frames.count < Self.depthLimit else { throw fault(.tooDeep, at: position, in: text) }
    frames.append(Frame(container: nodes.count))
    append(kind, from: position, to: position + 1)
    position += 1
  }

  /// Closes the innermost container if its end comes next.
  private mutating func closes(
    _ closer: UInt8, _ text: Span<UInt8>
  ) throws(JSONFault) -> Bool {
    skipSpace(text)
    guard position < text.count, text[position] == closer else { return false }
    position += 1
    guard let frame = frames.last else { return false }
    nodes[frame.container].end = UInt32(position)
    nodes[frame.container].next = UInt32(nodes.count)
    if nodes[frame.container].kind == .object, frame.count > 1 {
      refuseDoubles(frame, text)
    }
    frames.removeLast()
    return true
  }

  /// Reads a key and its colon.
  private mutating func key(_ text: Span<UInt8>) throws(JSONFault) {
    guard position < text.count, text[position] == UInt8(ascii: "\"") else {
      throw unexpected(text)
    }
    let start = position
    try string(text)
    frames[frames.count - 1].key = start..<position
    skipSpace(text)
    guard position < text.count, text[position] == UInt8(ascii: ":") else {
      throw unexpected(text)
    }
    position += 1
  }

  private mutating func word(
    _ word: String, _ kind: JSONValue.Kind, _ text: Span<UInt8>
  ) throws(JSONFault) {
    let start = position
    let octets = word.utf8.span
    for place in octets.indices {
      guard position < text.count, text[position] == octets[place] else { throw unexpected(text) }
      position += 1
    }
    append(kind, from: start, to: position)
  }

  @inline(__always)
  mutating func skipSpace(_ text: Span<UInt8>) {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }

  @inline(__always)
  mutating func append(
    _ kind: JSONValue.Kind, from start: Int, to end: Int, hasEscapes: Bool = false
  ) {
    nodes.append(
      JSONNode(
        start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1), kind: kind,
        hasEscapes: hasEscapes))
  }

  /// Gives what is open an end, so that what was read before a fault can be looked at.
  mutating func closeAll() {
    for frame in frames {
      nodes[frame.container].end = UInt32(position)
      nodes[frame.container].next = UInt32(nodes.count)
    }
  }
}
