/// A mailbox as it was written, with its key (I1).
public struct EmailAddress: Hashable, Sendable {
  /// Text as it was written, without white space around it.
  public let text: String
  /// The form in which it is compared.
  public let key: AddressKey

  /// Wraps an address that was accepted before; it is not checked.
  public init(stored text: String, key: AddressKey) {
    self.text = text
    self.key = key
  }

  /// Reads an address as somebody wrote it, white space around it left out.
  ///
  /// A plain ASCII address costs one pass over its octets and, in lower case, no allocation.
  ///
  /// - Throws: what I3 refuses, with the place and, for what people paste, the repaired address.
  /// - Source: I1, I3.
  public init(_ text: String) throws(AddressRefusal) {
    try self.init(text, .new)
  }

  /// Reads an address that names one of the book: also one that was accepted before characters that
  /// nobody sees were refused, since stored addresses stay as they are.
  ///
  /// - Throws: what I3 refuses besides.
  /// - Source: I3.
  public init(known text: String) throws(AddressRefusal) {
    try self.init(text, .known)
  }

  private init(_ text: String, _ admission: Admission) throws(AddressRefusal) {
    if let key = AddressKey(plain: text) {
      self.init(stored: text, key: key)
      return
    }
    let part = text.trimmed
    let trimmed = String(part)
    do {
      self = try Self(reading: trimmed, admission)
    } catch {
      let refusal = PastedAddress(trimmed).refusal ?? error
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      throw AddressRefusal(
        code: refusal.code, offset: start + refusal.offset, repaired: refusal.repaired)
    }
  }

  /// Reads a trimmed text that is exactly one address; `nil` for anything else.
  init?(exactly text: String) {
    do {
      self = try Self(reading: text, .new)
    } catch {
      return nil
    }
  }

  private init(reading text: String, _ admission: Admission) throws(AddressRefusal) {
    if let key = AddressKey(plain: text) {
      self.init(stored: text, key: key)
    } else {
      self = try AddressReader(text, admission).address()
    }
  }
}

extension StringProtocol {
  /// The text without the white space (Unicode's White_Space) at both ends.
  public var trimmed: SubSequence {
    let scalars = unicodeScalars
    var start = scalars.startIndex
    var end = scalars.endIndex
    while start < end, scalars[start].properties.isWhitespace {
      start = scalars.index(after: start)
    }
    while start < end {
      let before = scalars.index(before: end)
      guard scalars[before].properties.isWhitespace else { break }
      end = before
    }
    return self[start..<end]
  }
}
