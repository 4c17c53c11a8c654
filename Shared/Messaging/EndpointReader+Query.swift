extension EndpointReader {
  /// Reads `key=value&key=value`; a key that is not known is refused, since a misspelt `cacertfile`
  /// must not be overlooked.
  static func query(_ text: ArraySlice<UInt8>, into endpoint: inout Endpoint) throws(AMQPError) {
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let key = String(decoding: pair[..<equals], as: UTF8.self)
      try take(key, pair[equals...].dropFirst(), into: &endpoint)
    }
    guard (endpoint.certificateFile == nil) == (endpoint.keyFile == nil) else {
      throw .invalidEndpoint("certfile and keyfile need each other.")
    }
    let wantsTLS = endpoint.authorityFile != nil || endpoint.certificateFile != nil
    guard endpoint.isSecure || !wantsTLS else {
      throw .invalidEndpoint("cacertfile, certfile and keyfile need amqps://.")
    }
    guard !endpoint.isExternal || endpoint.certificateFile != nil else {
      throw .invalidEndpoint("auth_mechanism=external needs certfile and keyfile.")
    }
  }

  private static func take(
    _ key: String, _ value: ArraySlice<UInt8>, into endpoint: inout Endpoint
  ) throws(AMQPError) {
    switch key {
    case "heartbeat":
      endpoint.heartbeat = try number(value, key, in: 1...3600)
    case "connection_timeout":
      endpoint.connectTimeout = .milliseconds(try number(value, key, in: 1...600_000))
    case "cacertfile":
      endpoint.authorityFile = try path(value, key)
    case "certfile":
      endpoint.certificateFile = try path(value, key)
    case "keyfile":
      endpoint.keyFile = try path(value, key)
    case "auth_mechanism":
      endpoint.isExternal = try word(value, key, of: ["plain", "external"]) == "external"
    case "verify":
      _ = try word(value, key, of: ["verify_peer"])
    case "channel_max":
      // Understood and without effect: a connection has one channel.
      _ = try number(value, key, in: 0...65_535)
    default:
      throw .invalidEndpoint(
        "a query key is unknown; known are heartbeat, connection_timeout, cacertfile, certfile, "
          + "keyfile, auth_mechanism, verify and channel_max.")
    }
  }

  private static func number(
    _ value: ArraySlice<UInt8>, _ key: String, in range: ClosedRange<Int>
  ) throws(AMQPError) -> Int {
    guard let number = number(value), range.contains(number) else {
      throw .invalidEndpoint(
        "\(key) must be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func word(
    _ value: ArraySlice<UInt8>, _ key: String, of words: [String]
  ) throws(AMQPError) -> String {
    let word = String(decoding: value, as: UTF8.self).lowercased()
    guard words.contains(word) else {
      throw .invalidEndpoint("\(key) must be \(words.joined(separator: " or ")).")
    }
    return word
  }

  /// Decodes the path of a file, whose slashes need no encoding behind the question mark.
  private static func path(
    _ value: ArraySlice<UInt8>, _ key: String
  ) throws(AMQPError) -> String {
    var path: [String] = []
    for part in value.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      path.append(try decoded(part, key))
    }
    let joined = path.joined(separator: "/")
    guard !joined.isEmpty else { throw .invalidEndpoint("\(key) names no file.") }
    return joined
  }
}
