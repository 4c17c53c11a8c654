internal import CCrypto

/// SHA-256 (FIPS 180-4), of a run of bytes at once or piece by piece.
@safe
public struct SHA256: ~Copyable {
  /// The length of a digest in bytes.
  public static let length = Int(ccrypto_sha256_length)

  /// State of the digest in C, owned: freed once, when this value goes.
  private let state: OpaquePointer

  /// A digest of nothing yet.
  public init() {
    guard let state = unsafe ccrypto_sha256_new() else {
      preconditionFailure("libcrypto gives no SHA-256: its default provider is missing.")
    }
    unsafe self.state = state
  }

  deinit {
    unsafe ccrypto_sha256_free(state)
  }

  /// Takes the next piece.
  public mutating func update(_ bytes: Span<UInt8>) {
    let status = unsafe bytes.withUnsafeBytes { bytes in
      unsafe ccrypto_sha256_update(state, bytes.baseAddress, bytes.count)
    }
    precondition(status == 1, "libcrypto refuses bytes for a digest.")
  }

  /// Takes the next piece.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Returns the digest, 32 bytes, of all pieces together.
  public consuming func finish() -> [UInt8] {
    let state = unsafe self.state
    return unsafe digest { unsafe ccrypto_sha256_finish(state, $0) }
  }

  /// Returns the digest, 32 bytes, of a run of bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe digest { unsafe ccrypto_sha256_digest(bytes.baseAddress, bytes.count, $0) }
    }
  }
}

/// Lets C write the 32 bytes of a digest or a tag.
func digest(_ write: (UnsafeMutablePointer<UInt8>?) -> Int32) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: SHA256.length) { buffer, count in
    let status = unsafe write(buffer.baseAddress)
    precondition(status == 1, "libcrypto gives no digest.")
    count = SHA256.length
  }
}
