/// One value, or one key, of a text that was read; the nodes of a text stand in its order.
///
/// An object is followed by key, value, key, value …; an array by its elements.
struct JSONNode: Sendable {
  /// Offset of the first octet.
  let start: UInt32
  /// Offset behind the last octet.
  var end: UInt32
  /// Index of the first node that is not part of this value.
  var next: UInt32
  /// Kind of value.
  let kind: JSONValue.Kind
  /// `true` if it is a string that has escapes.
  let hasEscapes: Bool

  /// Range of a string's octets, without the quotation marks.
  var content: Range<Int> { Int(start) + 1..<Int(end) - 1 }
}

/// A text and its nodes, shared by all the values that point into it.
final class JSONTape: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]

  init(bytes: [UInt8], nodes: [JSONNode]) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// The octets that the content of a string stands for.
  func decoded(_ content: Range<Int>) -> [UInt8] {
    let bytes = bytes
    return JSONString.decoded(content, of: bytes.span)
  }
}
