/// Charsets of mail, by the names under which they are announced (RFC 2045, the IANA registry).
///
/// Nothing fails: what is announced wrongly, or under a name that nobody knows, is read as UTF-8 where
/// it is UTF-8, else as Windows-1252, in which every octet means something.
public enum Charset {
  /// Text in UTF-8, made from octets of an announced charset.
  ///
  /// - Parameters:
  ///   - octets: given back as they are where they are UTF-8 already, which ASCII is.
  ///   - name: as the message writes it; `nil` for none.
  /// - Returns: well-formed UTF-8, whatever the octets are.
  public static func utf8(
    _ octets: ArraySlice<UInt8>, announced name: ArraySlice<UInt8>?
  ) -> ArraySlice<UInt8> {
    let reading = name.map { Reading($0) } ?? .unknown
    let isASCII = isPlain(octets)
    switch reading {
    case .shifting(let charset):
      guard !isASCII || octets.contains(where: { $0 == 0x1b || $0 == 0x2b || $0 == 0x7e }) else {
        return octets
      }
      return converted(octets, charset)
    case .wide(let charset): return converted(octets, charset)
    case .multibyte(let charset): return isASCII ? octets : converted(octets, charset)
    case .table(let charset):
      return isASCII || isUTF8(octets) ? octets : converted(octets, charset)
    case .unknown: return isASCII || isUTF8(octets) ? octets : mixed(octets)
    }
  }

  /// Way in which the octets of a charset are read.
  private enum Reading {
    /// One octet a character; valid UTF-8 under this name is UTF-8 that was announced wrongly.
    case table(String)
    /// Several octets a character, ASCII among them.
    case multibyte(String)
    /// Octets of ASCII that mean something else after a sign: ISO-2022, HZ, UTF-7.
    case shifting(String)
    /// Two or four octets a character, ASCII too.
    case wide(String)
    /// UTF-8, ASCII, Latin-1 (as the web reads it: Windows-1252), and what nobody knows.
    case unknown

    init(_ name: ArraySlice<UInt8>) {
      self = Charset.named(folded(name))
    }
  }

  /// A name without case, and without what is written between its parts.
  private static func folded(_ name: ArraySlice<UInt8>) -> String {
    var letters: [UInt8] = []
    for octet in name.prefix(40) {
      switch octet {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(octet | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        letters.append(octet)
      default: continue
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The table of names; on the right stands the C library's own.
  private static func named(_ name: String) -> Reading {
    switch name {
    case "iso88592", "latin2": .table("ISO-8859-2")
    case "iso88593", "latin3": .table("ISO-8859-3")
    case "iso88594", "latin4": .table("ISO-8859-4")
    case "iso88595": .table("ISO-8859-5")
    case "iso88596", "iso88596i", "iso88596e": .table("ISO-8859-6")
    case "iso88597": .table("ISO-8859-7")
    case "iso88598", "iso88598i", "iso88598e": .table("ISO-8859-8")
    case "iso88599", "latin5": .table("ISO-8859-9")
    case "iso885910", "latin6": .table("ISO-8859-10")
    case "iso885911": .table("ISO-8859-11")
    case "iso885913", "latin7": .table("ISO-8859-13")
    case "iso885914", "latin8": .table("ISO-8859-14")
    case "iso885915", "latin9": .table("ISO-8859-15")
    case "iso885916": .table("ISO-8859-16")
    case "windows1250", "cp1250": .table("CP1250")
    case "windows1251", "cp1251": .table("CP1251")
    case "windows1253", "cp1253": .table("CP1253")
    case "windows1254", "cp1254": .table("CP1254")
    case "windows1255", "cp1255": .table("CP1255")
    case "windows1256", "cp1256": .table("CP1256")
    case "windows1257", "cp1257": .table("CP1257")
    case "windows1258", "cp1258": .table("CP1258")
    case "windows874", "cp874", "tis620": .table("CP874")
    case "ibm437", "cp437": .table("CP437")
    case "ibm850", "cp850": .table("CP850")
    case "ibm852", "cp852": .table("CP852")
    case "ibm866", "cp866": .table("CP866")
    case "koi8r": .table("KOI8-R")
    case "koi8u": .table("KOI8-U")
    case "macintosh", "mac", "xmacroman": .table("MACINTOSH")
    case "shiftjis", "xsjis", "sjis", "mskanji", "windows31j", "cp932": .multibyte("CP932")
    case "eucjp", "xeucjp": .multibyte("EUC-JP")
    case "euckr", "ksc56011987", "ksc5601": .multibyte("EUC-KR")
    case "uhc", "cp949", "windows949": .multibyte("CP949")
    case "big5", "cnbig5", "xxbig5": .multibyte("BIG5")
    case "big5hkscs": .multibyte("BIG5-HKSCS")
    case "gb2312", "gbk", "cp936", "euccn", "gb18030", "xgbk": .multibyte("GB18030")
    case "iso2022jp", "iso2022jp1", "iso2022jp2", "csiso2022jp": .shifting("ISO-2022-JP-2")
    case "iso2022kr", "csiso2022kr": .shifting("ISO-2022-KR")
    case "utf7", "unicode11utf7", "csunicode11utf7": .shifting("UTF-7")
    case "utf16": .wide("UTF-16")
    case "utf16le": .wide("UTF-16LE")
    case "utf16be": .wide("UTF-16BE")
    case "utf32": .wide("UTF-32")
    default: .unknown
    }
  }

  private static func converted(_ octets: ArraySlice<UInt8>, _ charset: String) -> ArraySlice<UInt8>
  {
    Iconv.utf8(octets, from: charset).map { $0[...] } ?? mixed(octets)
  }

  /// Tells whether all octets are ASCII.
  private static func isPlain(_ octets: ArraySlice<UInt8>) -> Bool {
    let span = octets.span
    var all: UInt8 = 0
    for place in 0..<span.count { all |= span[place] }
    return all < 0x80
  }
}
