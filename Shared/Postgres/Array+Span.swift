extension [UInt8] {
  /// Copies the bytes.
  init(copying bytes: Span<UInt8>) {
    // In one step; the closure is done with the buffer when it returns.
    self = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
  }
}
