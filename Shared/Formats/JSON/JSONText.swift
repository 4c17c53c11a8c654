/// A JSON text after it was read, sound or not.
public struct JSONText: Sendable {
  /// The first fault; `nil` if the text is sound.
  public let fault: JSONFault?
  /// The value, or what there is of it; `nil` if there is nothing.
  ///
  /// Of a text at fault it is what stands before the place where reading ended, so that it can be told
  /// which message it was.
  public let root: JSONValue?

  /// Reads a text in one pass; see ``JSONFault/Code`` for what is refused.
  public init(_ bytes: [UInt8]) {
    guard bytes.count < UInt32.max else {
      fault = JSONFault(code: .brokenJSON, path: "$", offset: Int(UInt32.max))
      root = nil
      return
    }
    var scanner = JSONScanner()
    do {
      try scanner.scan(bytes.span)
      fault = nil
    } catch {
      fault = error
      scanner.closeAll()
    }
    root =
      scanner.nodes.isEmpty
      ? nil : JSONValue(tape: JSONTape(bytes: bytes, nodes: scanner.nodes), index: 0)
  }
}
