import Compression
import Foundation
import TestSupport

/// A packing as senders apply it, written apart from what unpacks it; every character is always packed alike,
/// so that a text without an address packs to the packed text without it.
struct Packer {
  let name: String
  /// It packs octets that are no text too.
  let takesBinary: Bool
  /// What it gives is no text.
  let givesBinary: Bool
  let pack: ([UInt8]) -> [UInt8]

  /// One of all, for a text or for octets.
  static func any(binary: Bool, by random: inout SeededGenerator) -> Packer {
    let fitting = all.filter { !binary || $0.takesBinary }
    return random.pick(fitting)
  }

  static let all: [Packer] =
    json + percent + quotedPrintable + references + base64 + compressed + wide

  private static let json: [Packer] = [
    escapes("json", before: #"{"to":""#, after: #"","n":1}"#) { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      default: String(scalar)
      }
    },
    escapes("json units", before: #"["#, after: #"]"#, inner: "\"") { scalar in
      isAlphanumeric(scalar) ? String(scalar) : units(scalar)
    },
    escapes("json all", before: #"{"a":[""#, after: #""]}"#) { units($0) },
    escapes("json slash", before: #"{"a":{"b":""#, after: #""}}"#) { scalar in
      scalar == "/"
        ? "\\/"
        : scalar == "\"" || scalar == "\\"
          ? "\\\(scalar)"
          : scalar == "\n" ? "\\n" : scalar == "\r" ? "\\r" : String(scalar)
    },
  ]

  private static let percent: [Packer] = [
    octets("percent", before: "https://x.se/?to=", after: "&n=1") { octet in
      isUnreserved(octet) ? [octet] : hexadecimal("%", octet, "0123456789ABCDEF")
    },
    octets("percent lower", before: "to=", after: "") { octet in
      isUnreserved(octet) ? [octet] : hexadecimal("%", octet, "0123456789abcdef")
    },
    octets("percent all", before: "", after: "") { hexadecimal("%", $0, "0123456789ABCDEF") },
    octets("form", before: "a=1+2&to=", after: "&b=x+y") { octet in
      octet == 0x20
        ? [0x2b] : isUnreserved(octet) ? [octet] : hexadecimal("%", octet, "0123456789ABCDEF")
    },
  ]

  private static let quotedPrintable: [Packer] = [
    octets("quoted-printable", before: "", after: "") { octet in
      octet == 0x3d || octet >= 0x7f || octet < 0x20 && octet != 0x0a && octet != 0x0d
        ? hexadecimal("=", octet, "0123456789ABCDEF") : [octet]
    },
    octets("quoted-printable with soft breaks", before: "", after: "=\r\n") { octet in
      octet == 0x2e
        ? Array(".=\r\n".utf8)
        : octet == 0x3d || octet >= 0x7f || octet == 0x40 || octet < 0x20
          ? hexadecimal("=", octet, "0123456789ABCDEF") : [octet]
    },
  ]

  private static let references: [Packer] = [
    escapes("references", before: "<p>", after: "</p>") { scalar in
      isAlphanumeric(scalar) || scalar == " " ? String(scalar) : "&#\(scalar.value);"
    },
    escapes("references all", before: "", after: "") { "&#x\(String($0.value, radix: 16));" },
    escapes("references by name", before: "<a>", after: "</a>") { scalar in
      switch scalar {
      case "@": "&commat;"
      case ".": "&period;"
      case "å": "&aring;"
      case "Å": "&Aring;"
      case "&": "&amp;"
      case "<": "&lt;"
      case "\"": "&quot;"
      default: String(scalar)
      }
    },
  ]

  private static let base64: [Packer] = [
    Packer(name: "base64", takesBinary: true, givesBinary: false) {
      Array("data:;base64,\(Data($0).base64EncodedString()) ok".utf8)
    },
    Packer(name: "base64 in lines", takesBinary: true, givesBinary: false) {
      Array(
        Data($0).base64EncodedString(options: [
          .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]).utf8)
    },
    Packer(name: "base64 in short lines", takesBinary: true, givesBinary: false) {
      let letters = Array(Data($0).base64EncodedString().utf8)
      let lines = stride(from: 0, to: letters.count, by: 20).map {
        letters[$0..<min($0 + 20, letters.count)]
      }
      return Array(lines.joined(separator: [0x0a]))
    },
    Packer(name: "base64url", takesBinary: true, givesBinary: false) {
      let text = Data($0).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      return Array("t=\(text.replacing("=", with: ""));".utf8)
    },
  ]

  private static let compressed: [Packer] = [
    Packer(name: "gzip", takesBinary: true, givesBinary: true) { Deflate.gzip.packed($0) },
    Packer(name: "zlib", takesBinary: true, givesBinary: true) { Deflate.zlib.packed($0) },
    Packer(name: "deflate", takesBinary: true, givesBinary: true) { Deflate.raw.packed($0) },
  ]

  private static let wide: [Packer] = [
    Packer(name: "UTF-16LE", takesBinary: false, givesBinary: true) { text in
      String(decoding: text, as: UTF8.self).utf16.flatMap {
        [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
      }
    },
    Packer(name: "UTF-16BE with its mark", takesBinary: false, givesBinary: true) { text in
      [0xfe, 0xff]
        + String(decoding: text, as: UTF8.self).utf16.flatMap {
          [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)]
        }
    },
  ]
}

extension Packer {
  private static func escapes(
    _ name: String, before: String, after: String, inner: String = "",
    _ escape: @escaping (Unicode.Scalar) -> String
  ) -> Packer {
    Packer(name: name, takesBinary: false, givesBinary: false) { text in
      let escaped = String(decoding: text, as: UTF8.self).unicodeScalars.map(escape).joined()
      return Array((before + inner + escaped + inner + after).utf8)
    }
  }

  private static func octets(
    _ name: String, before: String, after: String, _ escape: @escaping (UInt8) -> [UInt8]
  ) -> Packer {
    Packer(name: name, takesBinary: true, givesBinary: false) { text in
      Array(before.utf8) + text.flatMap(escape) + Array(after.utf8)
    }
  }

  private static func units(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  private static func hexadecimal(_ sign: Character, _ octet: UInt8, _ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    return [sign.asciiValue ?? 0, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
  }

  private static func isUnreserved(_ octet: UInt8) -> Bool {
    Unicode.Scalar(octet).isASCII && isAlphanumeric(Unicode.Scalar(octet))
      || "-._~".utf8.contains(octet)
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
  }
}
