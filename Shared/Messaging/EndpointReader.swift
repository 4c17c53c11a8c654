/// Reads one URI from left to right.
struct EndpointReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) {
    rest = Array(bytes)[...]
  }

  mutating func endpoint() throws(AMQPError) -> Endpoint {
    let isSecure = try scheme()
    let authority = take(until: "/?#")
    let (credentials, location) = split(authority, atLast: "@")
    var endpoint = try EndpointReader.location(location, defaultPort: isSecure ? 5671 : 5672)
    endpoint.isSecure = isSecure
    if let credentials { try EndpointReader.credentials(credentials, into: &endpoint) }
    if rest.first == UInt8(ascii: "/") {
      rest.removeFirst()
      endpoint.vhost = try EndpointReader.vhost(take(until: "?#"))
    }
    if rest.first == UInt8(ascii: "?") {
      rest.removeFirst()
      try EndpointReader.query(take(until: "#"), into: &endpoint)
    }
    guard rest.isEmpty else { throw .invalidEndpoint("it must not have a fragment (#).") }
    return endpoint
  }

  private mutating func scheme() throws(AMQPError) -> Bool {
    let name = take(until: ":").map { $0 | 0x20 }
    let isSecure = name.elementsEqual("amqps".utf8)
    guard isSecure || name.elementsEqual("amqp".utf8), rest.starts(with: "://".utf8) else {
      throw .invalidEndpoint("it must begin with amqp:// or amqps://.")
    }
    rest = rest.dropFirst(3)
    return isSecure
  }

  private static func credentials(
    _ text: ArraySlice<UInt8>, into endpoint: inout Endpoint
  ) throws(AMQPError) {
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    endpoint.user = try decoded(text[..<(colon ?? text.endIndex)], "the user")
    endpoint.password = ""
    if let colon { endpoint.password = try decoded(text[(colon + 1)...], "the password") }
  }

  private static func location(
    _ text: ArraySlice<UInt8>, defaultPort: Int
  ) throws(AMQPError) -> Endpoint {
    var host = text
    var port: ArraySlice<UInt8>?
    if text.first == UInt8(ascii: "[") {
      guard let end = text.firstIndex(of: UInt8(ascii: "]")) else {
        throw .invalidEndpoint("the address in brackets has no end.")
      }
      host = text[(text.startIndex + 1)..<end]
      let after = text[(end + 1)...]
      guard after.isEmpty || after.first == UInt8(ascii: ":") else {
        throw .invalidEndpoint("something stands behind the address in brackets.")
      }
      port = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      host = text[..<colon]
      port = text[(colon + 1)...]
    }
    let name = try decoded(host, "the host")
    guard !name.isEmpty else { throw .invalidEndpoint("the host is missing.") }
    guard name.utf8.allSatisfy(isPartOfHost) else {
      throw .invalidEndpoint("the host must be a name in ASCII or an address.")
    }
    return Endpoint(host: name, port: try port.map(portNumber) ?? defaultPort)
  }

  private static func isPartOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func portNumber(_ digits: ArraySlice<UInt8>) throws(AMQPError) -> Int {
    guard let port = number(digits), (1...65_535).contains(port) else {
      throw .invalidEndpoint("the port must be a number from 1 to 65535.")
    }
    return port
  }

  private static func vhost(_ text: ArraySlice<UInt8>) throws(AMQPError) -> String {
    // Most likely a password with a bare slash in it, half of which would be taken for a host.
    guard !text.contains(UInt8(ascii: "@")) else {
      throw .invalidEndpoint("a / before the host is written %2F, an @ behind it %40.")
    }
    let vhost = try decoded(text, "the virtual host")
    guard vhost.utf8.count <= 255 else {
      throw .invalidEndpoint("the virtual host must not have more than 255 bytes.")
    }
    return vhost
  }

  /// Reads digits and nothing else: `Int.init` would take a sign.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = 10 * value + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// Undoes percent-encoding; what was encoded must be UTF-8 without NUL.
  static func decoded(_ text: ArraySlice<UInt8>, _ part: String) throws(AMQPError) -> String {
    var bytes: [UInt8] = []
    var place = text.startIndex
    while place < text.endIndex {
      switch text[place] {
      case UInt8(ascii: "%"):
        guard place + 2 < text.endIndex, let high = hexadecimal(text[place + 1]),
          let low = hexadecimal(text[place + 2])
        else { throw .invalidEndpoint("\(part) has a % without two digits: write it %25.") }
        bytes.append(high << 4 | low)
        place += 3
      case UInt8(ascii: "/"):
        throw .invalidEndpoint("\(part) has a bare /: write it %2F.")
      case let byte:
        bytes.append(byte)
        place += 1
      }
    }
    guard !bytes.contains(0), let decoded = String(validating: bytes, as: UTF8.self) else {
      throw .invalidEndpoint("\(part) must be UTF-8 without NUL.")
    }
    return decoded
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init)
  }

  private mutating func take(until stops: String) -> ArraySlice<UInt8> {
    let end = rest.firstIndex { stops.utf8.contains($0) }
    defer { rest = rest[(end ?? rest.endIndex)...] }
    return rest[..<(end ?? rest.endIndex)]
  }

  private func split(
    _ text: ArraySlice<UInt8>, atLast mark: Unicode.Scalar
  ) -> (before: ArraySlice<UInt8>?, after: ArraySlice<UInt8>) {
    guard let place = text.lastIndex(of: UInt8(ascii: mark)) else { return (nil, text) }
    return (text[..<place], text[(place + 1)...])
  }
}
