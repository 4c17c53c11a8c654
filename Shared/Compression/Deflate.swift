internal import CZlib

/// Forms of one way of packing (RFC 1951): bare, or in the frame of another.
public enum Deflate: CaseIterable, Sendable {
  /// RFC 1952, as files and HTTP have it.
  case gzip
  /// RFC 1950.
  case zlib
  /// RFC 1951 without a frame.
  case raw

  /// Octets that were unpacked.
  public struct Unpacked: Hashable, Sendable {
    /// Content of the stream.
    public let octets: [UInt8]
    /// Length of the stream; what follows it is something else.
    public let consumed: Int
  }

  /// Outcome of unpacking.
  public enum Outcome: Hashable, Sendable {
    /// A whole stream.
    case unpacked(Unpacked)
    /// A stream whose content is larger than was allowed.
    case tooLarge
    /// No stream, or a damaged one.
    case none
  }

  private var windowBits: Int32 {
    switch self {
    case .gzip: MAX_WBITS + 16
    case .zlib: MAX_WBITS
    case .raw: -MAX_WBITS
    }
  }

  /// Unpacks the stream that begins with the first octet.
  ///
  /// - Parameters:
  ///   - stream: octets that may have others behind them.
  ///   - limit: the most octets that it may come to.
  /// - Returns: the content; that it is too large; or that there is none.
  public func unpacked(_ stream: [UInt8], limit: Int) -> Outcome {
    guard let count = UInt32(exactly: stream.count), count > 0 else { return .none }
    // A stream grows by a factor of 1,032 at the most.
    let capacity = min(limit, stream.count * 1_100 + 64)
    var consumed: UInt32 = 0
    var written: Int64 = -1
    // Safe: C writes at most `capacity` octets, says how many, and keeps neither pointer.
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, filled in
      written = unsafe czlib_inflate(
        windowBits, stream, count, target.baseAddress, UInt32(capacity), &consumed)
      filled = max(0, Int(written))
    }
    if written == -2 { return .tooLarge }
    return written < 0
      ? .none : .unpacked(Unpacked(octets: octets, consumed: Int(consumed)))
  }

  /// Packs octets into one stream.
  public func packed(_ octets: [UInt8]) -> [UInt8] {
    // Room for octets that cannot be packed, and for the frame.
    let capacity = octets.count + octets.count / 500 + 128
    // Safe: as above.
    return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, filled in
      let written = unsafe czlib_deflate(
        windowBits, octets, UInt32(octets.count), target.baseAddress, UInt32(capacity))
      precondition(written >= 0, "zlib packs anything into this room.")
      filled = Int(written)
    }
  }
}
