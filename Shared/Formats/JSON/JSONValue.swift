/// A value in a JSON text that was read and found sound.
///
/// A view: it keeps the text alive, and decodes a string or a number when it is asked for. No value
/// is converted on the way; a number is the text that was sent.
public struct JSONValue: Sendable {
  /// Kind of value.
  public enum Kind: UInt8, Sendable {
    /// Members, each key once.
    case object
    /// Elements.
    case array
    /// Text.
    case string
    /// A number of any size.
    case number
    /// The word `true`.
    case `true`
    /// The word `false`.
    case `false`
    /// The word `null`; the contract takes it for absence.
    case null
  }

  let tape: JSONTape
  let index: Int

  /// Reads a whole text.
  ///
  /// - Throws: the first fault; nothing of the text is given then (``JSONText`` gives what was read).
  public init(_ bytes: [UInt8]) throws(JSONFault) {
    let text = JSONText(bytes)
    if let fault = text.fault { throw fault }
    guard let root = text.root else {
      throw JSONFault(code: .brokenJSON, path: "$", offset: 0)
    }
    self = root
  }

  init(tape: JSONTape, index: Int) {
    self.tape = tape
    self.index = index
  }

  fileprivate var node: JSONNode { tape.nodes[index] }

  /// Kind of value.
  public var kind: Kind { node.kind }

  /// Range of the value in the text.
  public var range: Range<Int> { Int(node.start)..<Int(node.end) }

  /// Its octets as they were sent.
  public var octets: ArraySlice<UInt8> { tape.bytes[range] }

  /// Its text, if it is a string.
  public var string: String? {
    guard node.kind == .string else { return nil }
    guard node.hasEscapes else {
      return String(decoding: tape.bytes[node.content], as: UTF8.self)
    }
    return String(decoding: tape.decoded(node.content), as: UTF8.self)
  }

  /// The digits as they were sent, if it is a number.
  public var number: String? {
    node.kind == .number ? String(decoding: octets, as: UTF8.self) : nil
  }

  /// Its value, if it is `true` or `false`.
  public var bool: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    case .object, .array, .string, .number, .null: nil
    }
  }

  /// The member with this key; `nil` if there is none, if it is `null`, or if this is no object.
  public subscript(key: JSONKey) -> JSONValue? {
    let octets = key.description.utf8.span
    for member in members where tape.isKey(member.index - 1, octets) {
      return member.kind == .null ? nil : member
    }
    return nil
  }

  /// The elements in order; empty if this is no array.
  public var elements: Children {
    Children(parent: self, step: 1, place: node.kind == .array ? index + 1 : Int(node.next))
  }

  /// The values of the members in order, each with its ``key``; empty if this is no object.
  public var members: Children {
    Children(parent: self, step: 2, place: node.kind == .object ? index + 2 : Int(node.next) + 1)
  }

  /// The key, of a value that ``members`` gave; anything of another is a programmer's mistake.
  public var key: String {
    JSONValue(tape: tape, index: index - 1).string ?? ""
  }

  /// The path at which it stands.
  ///
  /// `$.emails[1]`, say. It may hold keys of the sender's own. Not for every message: it is looked up
  /// from the top.
  public var path: String {
    var path = JSONPath()
    var container = 0
    while container < index {
      let value = JSONValue(tape: tape, index: container)
      let children = value.kind == .object ? value.members : value.elements
      for (place, child) in children.enumerated() where index < Int(child.node.next) {
        if value.kind == .object {
          path.append(Array(child.key.utf8))
        } else {
          path.append(place)
        }
        container = child.index
        break
      }
    }
    return path.text
  }

  /// The values in a container.
  public struct Children: Sequence, IteratorProtocol {
    let parent: JSONValue
    /// Step to the next one: 1 for elements, 2 for members, whose keys are stepped over.
    let step: Int
    var place: Int

    /// `true` if there is none, or no further one.
    public var isEmpty: Bool { place >= Int(parent.node.next) }

    /// The next one; `nil` after the last.
    public mutating func next() -> JSONValue? {
      guard place < Int(parent.node.next) else { return nil }
      let child = JSONValue(tape: parent.tape, index: place)
      place = Int(child.node.next) + step - 1
      return child
    }
  }
}

extension JSONTape {
  /// Returns whether the node is this key.
  fileprivate func isKey(_ index: Int, _ key: Span<UInt8>) -> Bool {
    let node = nodes[index]
    if node.hasEscapes {
      let decoded = decoded(node.content)
      return isSame(decoded, at: 0, decoded.count, key)
    }
    return isSame(bytes, at: node.content.lowerBound, node.content.count, key)
  }

  @inline(__always)
  private func isSame(
    _ octets: [UInt8], at start: Int, _ count: Int, _ key: Span<UInt8>
  ) -> Bool {
    guard count == key.count else { return false }
    for place in key.indices where octets[start + place] != key[place] { return false }
    return true
  }
}
