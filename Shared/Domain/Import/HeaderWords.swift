/// Contents of a column by its header, in the words of Swedish and English lists and of Google's and
/// Outlook's exports.
///
/// A header counts only if all of it is understood: `E-post` and `Arbetsmejl 2` are addresses, `E-post
/// bekräftad` and `E-mail 1 - Label` are not.
struct HeaderWords {
  /// Contents of a column.
  enum Subject {
    case address, givenName, familyName, phone
  }

  /// The column's contents; nil if the header is not understood.
  private(set) var subject: Subject?
  /// The use of the address or number; `nil` if the header does not say.
  private(set) var use: Use?
  /// Tells whether it says that it is another one beside the first: `annan`, `2`.
  private(set) var isFurther = false
  /// Tells whether it is a mobile telephone's number.
  private(set) var isMobile = false
  /// Tells whether it is Google's: `E-mail 1 - Value`.
  let isGoogles: Bool

  /// Reads a header.
  init(_ header: String) {
    let folded = Self.folded(header)
    isGoogles =
      folded.hasPrefix("email") && folded.hasSuffix("value")
      && Self.trimmed(header).hasSuffix("- Value")
    var subjects: [Subject] = []
    for meaning in Self.meanings(Array(folded)) ?? [] { take(meaning, &subjects) }
    // `Mobiltelefon` says one thing twice.
    guard let first = subjects.first, subjects.allSatisfy({ $0 == first }) else { return }
    subject = first
  }

  private mutating func take(_ meaning: Meaning, _ subjects: inout [Subject]) {
    switch meaning {
    case .subject(let subject): subjects.append(subject)
    case .mobile:
      subjects.append(.phone)
      isMobile = true
    case .use(let use): self.use = use
    case .further: isFurther = true
    case .nothing: break
    }
  }

  /// A header without white space and a byte order mark around it.
  static func trimmed(_ header: String) -> String {
    let text = header.trimmed
    return String(text.unicodeScalars.first == "\u{feff}" ? text.dropFirst().trimmed : text)
  }

  /// The letters and digits of a header, in lower case and without the accents of Swedish and the
  /// languages around it.
  static func folded(_ header: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in trimmed(header).lowercased().unicodeScalars.prefix(100) {
      switch scalar {
      case "å", "ä", "à", "á", "â", "ã", "æ": folded.append("a")
      case "ö", "ø", "ò", "ó", "ô", "õ": folded.append("o")
      case "è", "é", "ê", "ë": folded.append("e")
      case "ü", "ù", "ú", "û": folded.append("u")
      case "ì", "í", "î", "ï": folded.append("i")
      case "ç": folded.append("c")
      case "ñ": folded.append("n")
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      case _ where scalar.properties.isAlphabetic || scalar.properties.numericType != nil:
        folded.append(scalar)
      default: continue
      }
    }
    return String(folded)
  }

  private enum Meaning {
    case subject(Subject)
    case mobile
    case use(Use)
    case further
    case nothing
  }

  /// The meanings of the words that a text is made of, the longer ones first; nil if it is of others.
  ///
  /// From the end to the beginning, so that no part is looked at twice.
  private static func meanings(_ text: [Character]) -> [Meaning]? {
    var found: [[Meaning]?] = Array(repeating: nil, count: text.count + 1)
    found[text.count] = []
    for start in text.indices.reversed() {
      for end in stride(from: min(start + longest, text.count), to: start, by: -1) {
        guard let rest = found[end], let meaning = meaning(String(text[start..<end])) else {
          continue
        }
        found[start] = [meaning] + rest
        break
      }
    }
    return found[0]
  }

  private static func meaning(_ word: String) -> Meaning? {
    if word.utf8.allSatisfy(\.isDigit) { return word == "1" ? .nothing : .further }
    return words[word]
  }

  private static let longest = words.keys.map(\.count).max() ?? 0

  private static let words: [String: Meaning] = {
    var words: [String: Meaning] = [:]
    func add(_ list: String, _ meaning: Meaning) {
      for word in list.split(separator: " ") { words[String(word)] = meaning }
    }
    add("epost mejl mail email", .subject(.address))
    add("fornamn tilltalsnamn givenname firstname forename", .subject(.givenName))
    add("efternamn familyname lastname surname slaktnamn", .subject(.familyName))
    add("telefon telefonnummer tel tfn phone telephone", .subject(.phone))
    add("mobil mobile cell cellphone mobiltelefon", .mobile)
    add("arbete arbets arbetet jobb jobbet tjanste tjanst work business office", .use(.work))
    add("privat privata hem hemma private home personal personlig", .use(.private))
    add("student studie studerande studentens", .use(.student))
    add("primar primara primary huvud forsta main", .use(.primary))
    add(
      "annan andra ovrig ovriga extra ytterligare alternativ other additional secondary", .further)
    add("alternate sekundar sekundara", .further)
    add("adress adresser address adressen value varde nr nummer number no till", .nothing)
    return words
  }()
}
