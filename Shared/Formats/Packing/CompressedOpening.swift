import Compression

/// Octets that one of the forms of deflate was packed into.
enum CompressedOpening {
  /// Outcome of opening them.
  enum Outcome {
    case opened(Opening)
    /// A stream whose content is beyond the limit.
    case tooLarge
    /// No stream.
    case none
  }

  /// Opens the stream that octets begin with, if they do.
  static func outcome(for octets: [UInt8]) -> Outcome {
    for form in forms(of: octets) {
      switch form.unpacked(octets, limit: PackedText.unpackedLimit) {
      case .unpacked(let unpacked) where !unpacked.octets.isEmpty:
        return .opened(
          Opening(content: unpacked.octets, isWhole: true) { edits in
            let content = unpacked.octets.edited(by: edits)
            return [OctetEdit(0..<unpacked.consumed, replacement: form.packed(content))]
          })
      case .tooLarge: return .tooLarge
      case .unpacked, .none: continue
      }
    }
    return .none
  }

  /// The forms that the first octets allow.
  private static func forms(of octets: [UInt8]) -> [Deflate] {
    guard octets.count > 8 else { return [] }
    if octets.starts(with: [0x1f, 0x8b]) { return [.gzip] }
    let isZlib = octets[0] & 0x0f == 8 && (Int(octets[0]) << 8 | Int(octets[1])).isMultiple(of: 31)
    return isZlib ? [.zlib, .raw] : [.raw]
  }
}
