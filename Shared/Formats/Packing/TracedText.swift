/// Text that was unpacked octet by octet, with the place that each came from.
struct TracedText {
  private var octets: [UInt8] = []
  private var origins: [Int32] = []

  /// A text of about so many octets.
  init(capacity: Int) {
    octets.reserveCapacity(capacity)
    origins.reserveCapacity(capacity + 1)
  }

  /// Appends an octet that begins at a place of the source.
  mutating func append(_ octet: UInt8, from place: Int) {
    octets.append(octet)
    origins.append(Int32(truncatingIfNeeded: place))
  }

  /// Appends octets that one escape stands for.
  mutating func append(_ more: [UInt8], from place: Int) {
    for octet in more { append(octet, from: place) }
  }

  /// The opening of the source; `escape` packs octets that come instead of others.
  func opening(
    endingAt end: Int, isWhole: Bool, escape: @escaping ([UInt8]) -> [UInt8]
  ) -> Opening {
    let origins = origins + [Int32(truncatingIfNeeded: end)]
    return Opening(content: octets, isWhole: isWhole) { edits in
      edits.map { edit in
        let start = Int(origins[edit.range.lowerBound])
        let end = Int(origins[edit.range.upperBound])
        return OctetEdit(start..<max(start, end), replacement: escape(edit.replacement))
      }
    }
  }
}
