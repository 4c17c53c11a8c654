import Charsets

extension JSONScanner {
  /// Keeps the first fault that leaves the structure readable.
  mutating func addFault(_ code: JSONFault.Code, at offset: Int, in text: Span<UInt8>) {
    if fault == nil { fault = fault(code, at: offset, in: text) }
  }

  /// The fault for an octet, or an end, that the grammar does not have here; an earlier one wins.
  func unexpected(_ text: Span<UInt8>) -> JSONFault {
    if let fault { return fault }
    guard position < text.count else { return fault(.brokenJSON, at: position, in: text) }
    switch text[position] {
    case 0: return fault(.nul, at: position, in: text)
    case 0x80... where UTF8Sequence.length(at: position, in: text) == 0:
      return fault(.invalidUTF8, at: position, in: text)
    default: return fault(.brokenJSON, at: position, in: text)
    }
  }

  /// Describes a fault in the value at which the pass stands.
  func fault(_ code: JSONFault.Code, at offset: Int, in text: Span<UInt8>) -> JSONFault {
    var path = JSONPath()
    for frame in frames {
      if nodes[frame.container].kind == .array {
        path.append(frame.count)
      } else if !frame.key.isEmpty {
        path.append(decoded(frame.key, text))
      }
    }
    return JSONFault(code: code, path: path.text, offset: offset)
  }

  /// The octets of a string that stands, with its quotation marks, at a range.
  private func decoded(_ range: Range<Int>, _ text: Span<UInt8>) -> [UInt8] {
    JSONString.decoded(range.lowerBound + 1..<range.upperBound - 1, of: text)
  }

  /// Notes the first key of the innermost object that it has had before.
  mutating func refuseDoubles(_ frame: Frame, _ text: Span<UInt8>) {
    var keys: [JSONNode] = []
    keys.reserveCapacity(frame.count)
    var index = frame.container + 1
    while index < nodes.count {
      keys.append(nodes[index])
      index = Int(nodes[index + 1].next)
    }
    let double = keys.count <= 16 ? firstDouble(few: keys, text) : firstDouble(many: keys, text)
    guard let double else { return }
    frames[frames.count - 1].key = double
    addFault(.duplicateKey, at: double.lowerBound, in: text)
  }

  private func firstDouble(few keys: [JSONNode], _ text: Span<UInt8>) -> Range<Int>? {
    for later in 1..<keys.count {
      for earlier in 0..<later where isSame(keys[earlier], keys[later], text) {
        return Int(keys[later].start)..<Int(keys[later].end)
      }
    }
    return nil
  }

  @inline(__always)
  private func isSame(_ left: JSONNode, _ right: JSONNode, _ text: Span<UInt8>) -> Bool {
    if left.hasEscapes || right.hasEscapes {
      return JSONString.decoded(left.content, of: text)
        == JSONString.decoded(right.content, of: text)
    }
    guard left.end - left.start == right.end - right.start else { return false }
    let distance = Int(right.start) - Int(left.start)
    for at in left.content where text[at] != text[at + distance] { return false }
    return true
  }

  /// Sorts instead of hashing: no choice of keys makes it slow.
  private func firstDouble(many keys: [JSONNode], _ text: Span<UInt8>) -> Range<Int>? {
    var sorted: [(octets: [UInt8], node: JSONNode)] = []
    sorted.reserveCapacity(keys.count)
    for key in keys {
      sorted.append((JSONString.decoded(key.content, of: text), key))
    }
    sorted.sort {
      if $0.octets.count != $1.octets.count { return $0.octets.count < $1.octets.count }
      if $0.octets == $1.octets { return $0.node.start < $1.node.start }
      return $0.octets.lexicographicallyPrecedes($1.octets)
    }
    var first: JSONNode?
    for place in 1..<sorted.count where sorted[place].octets == sorted[place - 1].octets {
      let node = sorted[place].node
      if first.map({ node.start < $0.start }) ?? true { first = node }
    }
    return first.map { Int($0.start)..<Int($0.end) }
  }
}
