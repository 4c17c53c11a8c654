import Glibc

/// The system's own words for an `errno`.
public func systemReason(_ number: Int32) -> String {
  var words = [CChar](repeating: 0, count: 128)
  guard strerror_r(number, &words, words.count) == 0 else { return "error \(number)" }
  return words.withUnsafeBufferPointer { buffer in
    String(decoding: buffer.prefix { $0 != 0 }.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
