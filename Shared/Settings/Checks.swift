import Messaging

/// Checks of variables' texts; each says what is wrong, in words that follow the name.
enum Checks {
  /// Words for what is right by ``number(_:)``.
  static func right(_ range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  static func number(_ range: ClosedRange<Int>) -> @Sendable (String) throws(Flaw) -> Int {
    { (text: String) throws(Flaw) -> Int in
      let digits = text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
      guard digits, let number = Int(text), range.contains(number) else {
        throw Flaw("is", quoting: text)
      }
      return number
    }
  }

  static func oneOf<Choice>(_ type: Choice.Type) -> @Sendable (String) throws(Flaw) -> Choice
  where Choice: RawRepresentable<String> & SendableMetatype {
    { (text: String) throws(Flaw) -> Choice in
      guard let choice = Choice(rawValue: text) else { throw Flaw("is", quoting: text) }
      return choice
    }
  }

  /// A URI of one of the schemes with something behind it; the wall that opens it reads the rest.
  static func uri(_ text: some StringProtocol, schemes: [String]) throws(Flaw) -> Secret {
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f }) else {
      throw Flaw("holds a space or a control character")
    }
    let start = schemes.first { text.hasPrefix("\($0)://") }
    guard let start else { throw Flaw("has another scheme or none") }
    guard text.dropFirst(start.count + 3).first != nil else { throw Flaw("ends after its scheme") }
    return Secret(String(text))
  }

  /// Brokers, at least one; a comma separates two only before the scheme of the second, since a
  /// password may hold one.
  static func brokers(_ text: String) throws(Flaw) -> [Endpoint] {
    var uris: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let part = String(part.drop(while: \.isWhitespace))
      guard !part.isEmpty else { throw Flaw("has an empty entry") }
      let start = part.lowercased()
      if uris.isEmpty || start.hasPrefix("amqp://") || start.hasPrefix("amqps://") {
        uris.append(part)
      } else {
        uris[uris.count - 1] += "," + part
      }
    }
    var endpoints: [Endpoint] = []
    for (place, uri) in uris.enumerated() {
      do throws(AMQPError) {
        endpoints.append(try Endpoint(uri))
      } catch {
        throw Flaw("cannot be used in entry \(place + 1) (\(reason(error)))")
      }
    }
    return endpoints
  }

  /// A broker's management; of its URL all but the scheme is as in a broker's.
  static func management(_ text: String) throws(Flaw) -> Endpoint {
    guard text.hasPrefix("http://") else { throw Flaw("has another scheme or none") }
    let endpoint: Endpoint
    do throws(AMQPError) {
      endpoint = try Endpoint("amqp" + text.dropFirst("http".count))
    } catch {
      throw Flaw("cannot be used (\(reason(error)))")
    }
    // A broker's own port, which stands for none.
    guard endpoint.port != 5672 else { throw Flaw("names no port of the management") }
    return endpoint
  }

  /// The words of a sentence without its full stop.
  private static func reason(_ error: AMQPError) -> String {
    guard case .invalidEndpoint(let sentence) = error else { return "\(error)" }
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
