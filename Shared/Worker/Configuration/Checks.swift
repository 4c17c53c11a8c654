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

  static func uris(_ text: String, schemes: [String]) throws(Flaw) -> [Secret] {
    var found: [Secret] = []
    for (place, part) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      do throws(Flaw) {
        found.append(try uri(part, schemes: schemes))
      } catch {
        throw Flaw("\(error.what) (entry \(place + 1))")
      }
    }
    return found
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
