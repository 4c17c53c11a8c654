import CIconv

/// The one door to the C library's `iconv`.
enum Iconv {
  /// Text in UTF-8, from a charset whose name the table in ``Charset`` has; never one that a message
  /// brought.
  ///
  /// `nil` where the C library does not have the charset.
  static func utf8(_ text: ArraySlice<UInt8>, from charset: String) -> [UInt8]? {
    guard text.count < Int32.max / 4 - 16 else { return nil }
    let capacity = text.count * 4 + 16
    var isKnown = true
    // Both buffers live as long as the call, and C keeps neither pointer.
    let converted = unsafe text.withUnsafeBufferPointer { source in
      unsafe [UInt8](unsafeUninitializedCapacity: capacity) { result, count in
        let written = unsafe ciconv_to_utf8(
          charset, source.baseAddress, Int32(source.count), result.baseAddress, Int32(capacity))
        isKnown = written >= 0
        count = max(0, Int(written))
      }
    }
    return isKnown ? converted : nil
  }
}
