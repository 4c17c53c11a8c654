internal import CCrypto

/// HMAC with SHA-256 (RFC 2104) under one key.
public struct HMACSHA256: Sendable {
  private let key: [UInt8]

  /// Keeps the key, which may have any length; 32 random bytes are enough.
  public init(key: [UInt8]) {
    self.key = key
  }

  /// Returns the tag, 32 bytes, of a run of bytes.
  public func tag(_ bytes: [UInt8]) -> [UInt8] {
    unsafe digest { unsafe ccrypto_hmac_sha256(key, key.count, bytes, bytes.count, $0) }
  }
}

extension HMACSHA256: CustomStringConvertible, CustomReflectable {
  /// The name of the type: never the key.
  public var description: String { "HMACSHA256" }

  /// Shows nothing, since a dump would show the key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
