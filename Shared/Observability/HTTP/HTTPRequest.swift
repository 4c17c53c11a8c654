/// Method and path of a request: all that the listener must know of it.
struct HTTPRequest: Equatable {
  /// Result of reading the start of a connection.
  enum Parsed: Equatable {
    case incomplete
    case request(HTTPRequest)
    case malformed
    case tooLong
  }

  /// The most that request line and header fields may take, in octets.
  static let limit = 8192

  let method: String
  /// Path without the query.
  let path: String

  /// Reads a request as soon as its header is whole; the fields are not looked at.
  static func parse(_ octets: [UInt8]) -> Parsed {
    guard let end = endOfHeader(in: octets) else {
      return octets.count >= limit ? .tooLong : .incomplete
    }
    guard end <= limit else { return .tooLong }
    let line = octets.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), words[2].count == 8,
      !words[0].isEmpty, words[0].allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains),
      words[1].first == UInt8(ascii: "/"), words[1].allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return .malformed }
    let path = words[1].prefix { $0 != UInt8(ascii: "?") }
    return .request(
      HTTPRequest(
        method: String(decoding: words[0], as: UTF8.self),
        path: String(decoding: path, as: UTF8.self)))
  }

  /// Finds the end of the header, behind the empty line: line breaks are LF, or CR and LF.
  private static func endOfHeader(in octets: [UInt8]) -> Int? {
    var lineLength = 0
    for (place, octet) in octets.enumerated() {
      switch octet {
      case UInt8(ascii: "\n") where lineLength == 0: return place + 1
      case UInt8(ascii: "\n"): lineLength = 0
      case UInt8(ascii: "\r"): continue
      default: lineLength += 1
      }
    }
    return nil
  }
}
