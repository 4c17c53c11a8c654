import Messaging

/// How the texts of variables are checked; each names what was wrong, in words that follow the name.
enum Checks {
  static func number(_ range: ClosedRange<Int>) -> @Sendable (String) throws(Flaw) -> Int {
    { (text: String) throws(Flaw) -> Int in
      let digits = text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
      guard digits, let number = Int(text), range.contains(number) else {
        throw Flaw("is \(quoted(text))")
      }
      return number
    }
  }

  static func oneOf<Choice>(_ type: Choice.Type) -> @Sendable (String) throws(Flaw) -> Choice
  where Choice: RawRepresentable<String> & SendableMetatype {
    { (text: String) throws(Flaw) -> Choice in
      guard let choice = Choice(rawValue: text) else { throw Flaw("is \(quoted(text))") }
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

  /// URIs of brokers, read by the wall that will connect to them; a comma separates two only before
  /// the scheme of the second, since a password may hold one.
  static func brokers(_ text: String) throws(Flaw) -> [Secret] {
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
    for (place, uri) in uris.enumerated() {
      do throws(AMQPError) {
        _ = try Endpoint(uri)
      } catch {
        throw Flaw("cannot be used in entry \(place + 1) (\(reason(error)))")
      }
    }
    return uris.map(Secret.init)
  }

  /// The words of a sentence without its full stop.
  private static func reason(_ error: AMQPError) -> String {
    guard case .invalidEndpoint(let sentence) = error else { return "\(error)" }
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  static func localParts(_ text: String) throws(Flaw) -> Set<String> {
    var found: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.lowercased()
      let isPlain = name.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0 != "@" && $0 != "\u{7f}"
      }
      guard !name.isEmpty, isPlain else { throw Flaw("holds \(quoted(String(part)))") }
      found.insert(name)
    }
    return found
  }
}
