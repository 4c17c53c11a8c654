/// Character references of HTML and XML.
enum CharacterReference {
  /// Content of the reference at a place, and its length; `nil` if there is none.
  static func unescaped(at place: Int, of text: [UInt8]) -> ([UInt8], Int)? {
    guard text[place] == UInt8(ascii: "&"), place + 2 < text.count else { return nil }
    if text[place + 1] == UInt8(ascii: "#") { return number(at: place + 2, of: text, from: place) }
    var end = place + 1
    while end < text.count, end - place < 24, text[end].isLetter || text[end].isDigit { end += 1 }
    guard end < text.count, text[end] == UInt8(ascii: ";"),
      let scalar = names[String(decoding: text[place + 1..<end], as: UTF8.self)]
    else { return nil }
    return (Array(String(scalar).utf8), end + 1 - place)
  }

  /// A reference by number; browsers let its semicolon be missing.
  private static func number(at digits: Int, of text: [UInt8], from place: Int) -> ([UInt8], Int)? {
    let isHexadecimal = text[digits] == UInt8(ascii: "x") || text[digits] == UInt8(ascii: "X")
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let first = isHexadecimal ? digits + 1 : digits
    var end = first
    var value: UInt32 = 0
    while end < text.count, end - first < 24, value < 0x110000,
      let digit = HexDigit.value(of: text[end]), digit < UInt8(radix)
    {
      value = value * radix + UInt32(digit)
      end += 1
    }
    guard end > first, let scalar = Unicode.Scalar(value) else { return nil }
    let isEnded = end < text.count && text[end] == UInt8(ascii: ";")
    return (Array(String(scalar).utf8), (isEnded ? end + 1 : end) - place)
  }

  /// Names of what occurs in addresses and beside them: signs, and the letters of Latin-1.
  private static let names: [String: Unicode.Scalar] = {
    var names: [String: Unicode.Scalar] = [
      "commat": "@", "period": ".", "plus": "+", "lowbar": "_", "hyphen": "\u{2010}",
      "dash": "\u{2010}",
      "amp": "&", "AMP": "&", "lt": "<", "LT": "<", "gt": ">", "GT": ">", "quot": "\"",
      "QUOT": "\"",
      "apos": "'", "excl": "!", "num": "#", "dollar": "$", "percnt": "%", "ast": "*", "sol": "/",
      "equals": "=", "quest": "?", "Hat": "^", "grave": "`", "lbrace": "{", "lcub": "{",
      "rbrace": "}",
      "rcub": "}", "vert": "|", "verbar": "|", "colon": ":", "semi": ";", "comma": ",", "lpar": "(",
      "rpar": ")", "bsol": "\\", "nbsp": "\u{a0}", "shy": "\u{ad}", "Tab": "\t", "NewLine": "\n",
      "zwj": "\u{200d}", "zwnj": "\u{200c}", "ensp": "\u{2002}", "emsp": "\u{2003}",
      "thinsp": "\u{2009}",
      "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "ndash": "–", "mdash": "—",
      "hellip": "…",
    ]
    let letters = """
      Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
      Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
      szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
      icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
      thorn yuml
      """
    // They stand in the order of Latin-1, from U+00C0 on.
    for (place, name) in letters.split(separator: " ").enumerated() {
      names[String(name)] = Unicode.Scalar(0xc0 + UInt8(place))
    }
    return names
  }()
}
