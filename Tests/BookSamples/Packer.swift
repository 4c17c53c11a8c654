import Compression
import Foundation
public import TestSupport

/// A packing as senders apply it, and its undoing, both written apart from what the product does.
public struct Packer: Sendable {
  /// Name for a failure.
  public let name: String
  /// It packs octets that are no text too.
  private(set) var takesBinary = false
  /// Its result is no text.
  public private(set) var givesBinary = false
  /// Packs octets.
  public let pack: @Sendable ([UInt8]) -> [UInt8]
  /// Octets that were packed; empty for what it did not make.
  public let unpack: @Sendable ([UInt8]) -> [UInt8]

  /// One of all, for a text or for octets.
  public static func any(binary: Bool, by random: inout SeededGenerator) -> Packer {
    random.pick(all.filter { !binary || $0.takesBinary })
  }

  /// A chain of so many at the most.
  public static func chain(upTo count: Int, by random: inout SeededGenerator) -> [Packer] {
    var chain: [Packer] = []
    for _ in 0..<random.pick(count + 1) {
      chain.append(next(after: chain, by: &random))
    }
    return chain
  }

  private static func next(after chain: [Packer], by random: inout SeededGenerator) -> Packer {
    // A bare stream has no sign of its own: it stands alone, or in base64.
    if chain.last?.name == "raw" { return random.pick(base64) }
    // Nor have octets that are no text, in quoted-printable: no text stands around them.
    let isBare = quotedPrintable.contains { $0.name == chain.last?.name }
    if isBare, chain.dropLast().last?.givesBinary == true {
      return random.pick(base64 + compressed)
    }
    return any(binary: chain.last?.givesBinary ?? false, by: &random)
  }

  private static let all: [Packer] =
    json + percent + quotedPrintable + references + base64 + compressed + wide
}

// MARK: Escapes

extension Packer {
  private static let json: [Packer] = [
    json("json", #"{"to":""#, #"","n":1}"#) { JSONForm.needed($0) },
    json("json units", #"[""#, #""]"#) { isWord($0) ? String($0) : JSONForm.units($0) },
    json("json all", #"{"a":[""#, #""]}"#) { JSONForm.units($0) },
    json("json slash", #"{"a":{"b":""#, #""}}"#) { $0 == "/" ? "\\/" : JSONForm.needed($0) },
  ]

  private static func json(
    _ name: String, _ before: String, _ after: String,
    _ escape: @escaping @Sendable (Unicode.Scalar) -> String
  ) -> Packer {
    Packer(
      name: name,
      pack: { text in
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        return Array((before + scalars.map(escape).joined() + after).utf8)
      },
      unpack: { text in
        let inner = "[\"" + String(decoding: inside(text, before, after), as: UTF8.self) + "\"]"
        let parsed = try? JSONSerialization.jsonObject(with: Data(inner.utf8))  // none, then
        return (parsed as? [String])?.first.map { Array($0.utf8) } ?? []
      })
  }

  private static let percent: [Packer] = [
    octets("percent", "https://x.se/?to=", "&n=1", sign: "%") { octet in
      isUnreserved(octet) ? nil : hexadecimal("%", octet, "0123456789ABCDEF")
    },
    octets("percent lower", "to=", "", sign: "%") { octet in
      isUnreserved(octet) ? nil : hexadecimal("%", octet, "0123456789abcdef")
    },
    octets("percent all", "", "", sign: "%") { hexadecimal("%", $0, "0123456789ABCDEF") },
    octets("form", "a=1+2&to=", "&b=x+y", sign: "%", spaces: true) { octet in
      octet == 0x20
        ? [0x2b] : isUnreserved(octet) ? nil : hexadecimal("%", octet, "0123456789ABCDEF")
    },
  ]

  private static let quotedPrintable: [Packer] = [
    octets("quoted-printable", "", "", sign: "=") { octet in
      octet == 0x3d || octet >= 0x7f || octet < 0x20 && octet != 0x0a && octet != 0x0d
        ? hexadecimal("=", octet, "0123456789ABCDEF") : nil
    },
    octets("quoted-printable with soft breaks", "", "=\r\n", sign: "=") { octet in
      if octet == 0x2e { return Array(".=\r\n".utf8) }
      return octet == 0x3d || octet >= 0x7f || octet == 0x40 || octet < 0x20
        ? hexadecimal("=", octet, "0123456789ABCDEF") : nil
    },
  ]

  private static func octets(
    _ name: String, _ before: String, _ after: String, sign: Character, spaces: Bool = false,
    _ escape: @escaping @Sendable (UInt8) -> [UInt8]?
  ) -> Packer {
    Packer(
      name: name, takesBinary: true,
      pack: { text in Array(before.utf8) + text.flatMap { escape($0) ?? [$0] } + Array(after.utf8)
      },
      unpack: { text in
        unescaped(inside(text, before, after), sign: sign.asciiValue ?? 0, spaces: spaces)
      })
  }

  private static let references: [Packer] = [
    references("references", "<p>", "</p>") { isWord($0) || $0 == " " ? nil : "&#\($0.value);" },
    references("references all", "", "") { "&#x\(String($0.value, radix: 16));" },
    references("references by name", "<a>", "</a>") { names[$0].map { "&\($0);" } },
  ]

  private static let names: [Unicode.Scalar: String] = [
    "@": "commat", ".": "period", "å": "aring", "Å": "Aring", "&": "amp", "<": "lt", "\"": "quot",
  ]

  private static func references(
    _ name: String, _ before: String, _ after: String,
    _ escape: @escaping @Sendable (Unicode.Scalar) -> String?
  ) -> Packer {
    Packer(
      name: name,
      pack: { text in
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        return Array((before + scalars.map { escape($0) ?? String($0) }.joined() + after).utf8)
      },
      unpack: { text in
        let inner = String(decoding: inside(text, before, after), as: UTF8.self)
        let resolved = inner.replacing(/&(#x?)?(\w+);/) { match in
          let radix = match.1 == "#x" ? 16 : 10
          let scalar =
            match.1 == nil
            ? names.first { $0.value == match.2 }?.key
            : UInt32(match.2, radix: radix).flatMap(Unicode.Scalar.init)
          return scalar.map { String($0) } ?? "?"
        }
        return Array(resolved.utf8)
      })
  }

  /// The text between what a packer sets around it.
  private static func inside(_ text: [UInt8], _ before: String, _ after: String) -> [UInt8] {
    Array(text.dropFirst(before.utf8.count).dropLast(after.utf8.count))
  }

  private static func unescaped(_ text: [UInt8], sign: UInt8, spaces: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text[...]
    while let octet = rest.popFirst() {
      if octet == sign {
        let next = rest.prefix(2)
        rest = rest.dropFirst(2)
        if let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16) {
          result.append(value)
        }
      } else {
        result.append(spaces && octet == 0x2b ? 0x20 : octet)
      }
    }
    return result
  }

  private static func hexadecimal(_ sign: Character, _ octet: UInt8, _ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    return [sign.asciiValue ?? 0, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
  }

  private static func isUnreserved(_ octet: UInt8) -> Bool {
    octet < 0x80 && isWord(Unicode.Scalar(octet)) || "-._~".utf8.contains(octet)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
  }

  private enum JSONForm {
    static func units(_ scalar: Unicode.Scalar) -> String {
      String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }

    static func needed(_ scalar: Unicode.Scalar) -> String {
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: String(scalar)
      }
    }
  }
}

// MARK: Whole texts

extension Packer {
  private static let base64: [Packer] = [
    base64("base64", "data:;base64,", " ok") { $0 },
    base64("base64 in lines", "", "") { lines($0, of: 76, "\r\n") },
    base64("base64 in short lines", "", "") { lines($0, of: 20, "\n") },
    base64("base64url", "t=", ";") {
      $0.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    },
  ]

  private static func base64(
    _ name: String, _ before: String, _ after: String,
    _ form: @escaping @Sendable (String) -> String
  ) -> Packer {
    Packer(
      name: name, takesBinary: true,
      pack: { Array((before + form(Data($0).base64EncodedString()) + after).utf8) },
      unpack: { text in
        var letters = String(decoding: inside(text, before, after), as: UTF8.self)
          .replacing("-", with: "+").replacing("_", with: "/").filter { !$0.isWhitespace }
        while !letters.utf8.count.isMultiple(of: 4) { letters += "=" }
        return Data(base64Encoded: letters).map(Array.init) ?? []
      })
  }

  private static func lines(_ letters: String, of length: Int, _ end: String) -> String {
    let letters = Array(letters)
    return stride(from: 0, to: letters.count, by: length).map {
      String(letters[$0..<min($0 + length, letters.count)])
    }.joined(separator: end)
  }

  private static let compressed: [Packer] = Deflate.allCases.map { form in
    Packer(
      name: "\(form)", takesBinary: true, givesBinary: true, pack: { form.packed($0) },
      unpack: { stream in
        guard case .unpacked(let unpacked) = form.unpacked(stream, limit: 1 << 20) else {
          return []
        }
        return unpacked.octets
      })
  }

  private static let wide: [Packer] = [
    Packer(
      name: "UTF-16LE", givesBinary: true,
      pack: { text in
        String(decoding: text, as: UTF8.self).utf16
          .flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      },
      unpack: { Array((String(bytes: $0, encoding: .utf16LittleEndian) ?? "").utf8) }),
    Packer(
      name: "UTF-16BE with its mark", givesBinary: true,
      pack: { text in
        [0xfe, 0xff]
          + String(decoding: text, as: UTF8.self).utf16
          .flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
      },
      unpack: { Array((String(bytes: $0.dropFirst(2), encoding: .utf16BigEndian) ?? "").utf8) }),
  ]
}
