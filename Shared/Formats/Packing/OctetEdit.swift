/// Octets of a text that give way to others; to none where something is cut out.
public struct OctetEdit: Hashable, Sendable {
  /// The octets that go.
  public let range: Range<Int>
  /// Those that come instead.
  public let replacement: [UInt8]

  /// Describes an edit.
  public init(_ range: Range<Int>, replacement: [UInt8] = []) {
    self.range = range
    self.replacement = replacement
  }

  /// Sorts edits by place; of those that overlap, cuts are united, and else the larger one stays.
  static func settled(_ edits: [OctetEdit]) -> [OctetEdit] {
    var settled: [OctetEdit] = []
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = settled.last, last.range.overlaps(edit.range) else {
        settled.append(edit)
        continue
      }
      settled[settled.count - 1] = last.joined(with: edit)
    }
    return settled
  }

  private func joined(with other: OctetEdit) -> OctetEdit {
    guard replacement.isEmpty, other.replacement.isEmpty else {
      return range.count >= other.range.count ? self : other
    }
    let end = max(range.upperBound, other.range.upperBound)
    return OctetEdit(range.lowerBound..<end)
  }
}

extension [UInt8] {
  /// The octets after edits that ``OctetEdit/settled(_:)`` gave.
  func edited(by edits: [OctetEdit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var place = 0
    for edit in edits {
      result += self[place..<edit.range.lowerBound]
      result += edit.replacement
      place = edit.range.upperBound
    }
    return result + self[place...]
  }
}
