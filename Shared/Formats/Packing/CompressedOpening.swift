import Compression

/// Octets that one of the forms of deflate was packed into.
enum CompressedOpening {
  /// The most places of a text where a stream is looked for.
  private static let placeLimit = 64

  /// Opens the streams in octets: one that they are, and those that a frame marks, wherever it stands.
  ///
  /// `isTooLarge` if the content of one is beyond the limit.
  static func openings(of octets: [UInt8]) -> (openings: [Opening], isTooLarge: Bool) {
    var openings: [Opening] = []
    var isTooLarge = false
    var place = 0
    var places = 0
    while place + 8 < octets.count, places < placeLimit {
      var next = place + 1
      let forms = forms(of: octets, at: place)
      if !forms.isEmpty { places += 1 }
      for form in forms {
        switch form.unpacked(Array(octets[place...]), limit: PackedText.unpackedLimit) {
        // Nothing but its end tells a bare stream from octets that mean nothing.
        case .unpacked(let unpacked)
        where !unpacked.octets.isEmpty && (form != .raw || unpacked.consumed == octets.count):
          next = place + unpacked.consumed
          openings.append(opening(of: unpacked, in: place..<next, form))
        case .tooLarge: isTooLarge = true
        case .unpacked, .none: continue
        }
        break
      }
      place = next
    }
    return (openings, isTooLarge)
  }

  private static func opening(
    of unpacked: Deflate.Unpacked, in range: Range<Int>, _ form: Deflate
  ) -> Opening {
    Opening(content: unpacked.octets, isWhole: true) { edits in
      [OctetEdit(range, replacement: form.packed(unpacked.octets.edited(by: edits)))]
    }
  }

  /// The forms of which one may begin at a place.
  private static func forms(of octets: [UInt8], at place: Int) -> [Deflate] {
    let (first, second) = (octets[place], octets[place + 1])
    if first == 0x1f { return second == 0x8b && octets[place + 2] == 8 ? [.gzip] : [] }
    let isZlib = first == 0x78 && [0x01, 0x5e, 0x9c, 0xda].contains(second)
    if isZlib { return place == 0 ? [.zlib, .raw] : [.zlib] }
    return place == 0 ? [.raw] : []
  }
}
