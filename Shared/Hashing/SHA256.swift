internal import CCrypto

/// SHA-256 (FIPS 180-4), of a run of bytes at once or piece by piece.
public struct SHA256: ~Copyable {
  /// The length of a digest in bytes.
  public static let length = Int(ccrypto_sha256_length)

  private let state: OpaquePointer

  /// A digest of nothing yet.
  public init() {
    guard let state = ccrypto_sha256_new() else {
      preconditionFailure("libcrypto gives no SHA-256: its default provider is missing.")
    }
    self.state = state
  }

  deinit {
    ccrypto_sha256_free(state)
  }

  /// Takes the next piece.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(
      ccrypto_sha256_update(state, bytes.baseAddress, bytes.count) == 1,
      "libcrypto refuses bytes for a digest.")
  }

  /// Takes the next piece.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    withBytes(of: bytes) { update($0) }
  }

  /// Returns the digest, 32 bytes, of all pieces together.
  public consuming func finish() -> [UInt8] {
    let state = self.state
    return digest { ccrypto_sha256_finish(state, $0) }
  }

  /// Returns the digest, 32 bytes, of a run of bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    digest { ccrypto_sha256_digest(bytes.baseAddress, bytes.count, $0) }
  }

  /// Returns the digest, 32 bytes, of a run of bytes; without a copy if they lie side by side.
  public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
    withBytes(of: bytes) { hash($0) }
  }
}

/// Lets C write the 32 bytes of a digest or a tag.
func digest(_ write: (UnsafeMutablePointer<UInt8>?) -> Int32) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: SHA256.length) { buffer, count in
    precondition(write(buffer.baseAddress) == 1, "libcrypto gives no digest.")
    count = SHA256.length
  }
}

/// Lends the bytes as they lie in memory, or a copy if they don't lie side by side.
func withBytes<Result>(
  of bytes: some Collection<UInt8>, _ use: (UnsafeRawBufferPointer) -> Result
) -> Result {
  bytes.withContiguousStorageIfAvailable { use(UnsafeRawBufferPointer($0)) }
    ?? Array(bytes).withUnsafeBytes(use)
}
