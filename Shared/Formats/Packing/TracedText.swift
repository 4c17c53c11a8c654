/// Text that was unpacked octet by octet, with the places that each came from.
struct TracedText {
  private(set) var octets: [UInt8] = []
  private var starts: [Int32] = []
  private var ends: [Int32] = []

  /// A text of about so many octets.
  init(capacity: Int) {
    octets.reserveCapacity(capacity)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
  }

  /// Appends octets that some of the source stand for.
  mutating func append(_ more: some Sequence<UInt8>, from source: Range<Int>) {
    for octet in more {
      octets.append(octet)
      starts.append(Int32(truncatingIfNeeded: source.lowerBound))
      ends.append(Int32(truncatingIfNeeded: source.upperBound))
    }
  }

  /// The opening of the source; `escape` packs octets that come instead of others.
  func opening(isWhole: Bool, escape: @escaping ([UInt8]) -> [UInt8]) -> Opening {
    Opening(content: octets, isWhole: isWhole) { edits in
      edits.filter { !$0.range.isEmpty }.map { edit in
        let range = Int(starts[edit.range.lowerBound])..<Int(ends[edit.range.upperBound - 1])
        return OctetEdit(range, replacement: escape(edit.replacement))
      }
    }
  }
}
