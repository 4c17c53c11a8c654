public import Domain
import ICU
public import TestSupport

/// A mailbox, and the ways in which somebody may spell it or one that only looks like it.
public struct RandomMailbox {
  /// The address as it was first written.
  public let address: EmailAddress
  private let local: String
  private let domain: String
  private let isQuoted: Bool

  /// Draws one.
  public init(by random: inout SeededGenerator) throws {
    let words = ["kim", "åsa", "anna.öberg", "bo", "jörgen-k", "o_x", "k9", "élodie", "kim+alumni"]
    isQuoted = random.isOne(of: 8)
    local =
      isQuoted
      ? "\"" + random.pick(["kim k", "a\\\"b", "åsa (x)", "bo,k"]) + "\"" : random.pick(words)
    domain = random.pick([
      "exämple.se", "example.se", "mail.xn--exmple-cua.se", "fakultet.exempel.se", "sub.åäö.nu",
      "x.se",
    ])
    address = try EmailAddress(local + "@" + domain)
  }

  /// Another spelling with the same key.
  public func spelling(by random: inout SeededGenerator) -> String {
    var local = local
    var domain = domain
    if !isQuoted, random.isOne(of: 4) {
      local = random.isOne(of: 2) ? "\"\(local)\"" : Self.escaped(local)
    }
    if random.isOne(of: 3) { domain = IDNA.unicodeName(domain) ?? domain }
    if random.isOne(of: 3) { domain = IDNA.asciiName(domain).name }
    if random.isOne(of: 3) { local = Self.capitals(local, &random) }
    if random.isOne(of: 3) { domain = Self.capitals(domain, &random) }
    if random.isOne(of: 3) { local = local.normalized(to: .decomposed) }
    if random.isOne(of: 3) { domain = domain.normalized(to: .decomposed) }
    if random.isOne(of: 3) { domain = Self.wide(domain, &random) }
    if random.isOne(of: 4) { domain = Self.invisible(domain, &random) }
    let spelled = local + "@" + domain
    return (try? EmailAddress(spelled).key) == address.key ? spelled : address.text
  }

  /// Addresses of others that hold the whole of this one's text, or nearly.
  public func lookAlikes() -> [String] {
    guard !isQuoted else { return ["x\(domain)@\(domain)", "kimk@\(domain)"] }
    return [
      "x\(local)@\(domain)", "x.\(local)@\(domain)", "x-\(local)@\(domain)", "x+\(local)@\(domain)",
      "\(local)x@\(domain)", "\(local)@\(domain).org", "\(local)@x.\(domain)",
      "\(local)@\(domain)x",
      "å\(local)@\(domain)", "\"x \(local)\"@\(domain)", "_\(local)@\(domain)",
      "1\(local)@\(domain)",
    ]
  }

  private static func escaped(_ local: String) -> String {
    "\"" + local.unicodeScalars.map { $0.isASCII ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  private static func capitals(_ text: String, _ random: inout SeededGenerator) -> String {
    text.map { random.isOne(of: 2) ? $0.uppercased() : String($0) }.joined()
  }

  /// Full-width letters and the dots of other scripts.
  private static func wide(_ domain: String, _ random: inout SeededGenerator) -> String {
    domain.unicodeScalars.map { scalar in
      if scalar == "." { return random.pick([".", "。", "．", "｡"]) }
      guard scalar.isASCII, scalar.properties.isAlphabetic, random.isOne(of: 2),
        let wide = Unicode.Scalar(scalar.value + 0xfee0)
      else { return String(scalar) }
      return String(wide)
    }.joined()
  }

  /// Characters between the letters that nobody sees and no name has.
  private static func invisible(_ domain: String, _ random: inout SeededGenerator) -> String {
    var text = ""
    for (place, character) in domain.enumerated() {
      if place > 0, random.isOne(of: 4) {
        text += random.pick(["\u{ad}", "\u{200b}", "\u{2060}", "\u{feff}"])
      }
      text.append(character)
    }
    return text
  }
}
