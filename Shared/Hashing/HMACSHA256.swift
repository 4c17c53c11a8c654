internal import CCrypto

/// HMAC with SHA-256 (RFC 2104) under one key.
public struct HMACSHA256: Sendable {
  private let key: [UInt8]

  /// Keeps the key, which may have any length; 32 random bytes are enough.
  public init(key: some Collection<UInt8>) {
    self.key = Array(key)
  }

  /// Returns the tag, 32 bytes, of a run of bytes.
  public func tag(_ bytes: some Collection<UInt8>) -> [UInt8] {
    withBytes(of: bytes) { bytes in
      digest { ccrypto_hmac_sha256(key, key.count, bytes.baseAddress, bytes.count, $0) }
    }
  }

  /// Tells whether a tag is the one of these bytes, in a time that does not depend on where they
  /// differ.
  public func isValid(_ tag: some Collection<UInt8>, for bytes: some Collection<UInt8>) -> Bool {
    areEqualInConstantTime(self.tag(bytes), tag)
  }
}

extension HMACSHA256: CustomStringConvertible, CustomReflectable {
  /// The name of the type: never the key.
  public var description: String { "HMACSHA256" }

  /// Shows nothing, since a dump would show the key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Compares two secrets in a time that depends on their lengths only.
public func areEqualInConstantTime(
  _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
) -> Bool {
  guard left.count == right.count else { return false }
  return withBytes(of: left) { left in
    withBytes(of: right) { right in
      left.isEmpty || ccrypto_equal(left.baseAddress, right.baseAddress, left.count) == 1
    }
  }
}
