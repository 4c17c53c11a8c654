import Formats
import Messaging

extension EnvelopeReader {
  /// The longest list of W3C Trace Context that is carried along, in octets: what each system is to carry.
  private static let longestTracestate = 512

  /// The list of the tracing systems that a trace has passed, from the event, else from a header; `nil` for
  /// none, and for one that is no text, too long, not made as W3C Trace Context says, or may hold an address.
  func tracestate() -> String? {
    let text = event?[EnvelopeAttribute.tracestate.key]?.string ?? header(.tracestate)?.value.text
    guard let text, text.utf8.count <= Self.longestTracestate, Self.isTracestate(text) else {
      return nil
    }
    return text
  }

  /// Returns whether a text is a list of 1 to 32 members `key=value`, of which no value holds an `@`.
  private static func isTracestate(_ text: String) -> Bool {
    let members = text.split(separator: ",").map { member in
      member.trimmingPrefix { $0 == " " || $0 == "\t" }
    }
    return (1...32).contains(members.count)
      && members.allSatisfy { member in
        let parts = member.split(separator: "=", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[0].utf8.allSatisfy(isOfKey)
          && !parts[1].isEmpty && parts[1].utf8.allSatisfy(isOfValue)
      }
  }

  private static func isOfKey(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "@"):
      true
    default: false
    }
  }

  private static func isOfValue(_ octet: UInt8) -> Bool {
    (0x20...0x7e).contains(octet) && octet != UInt8(ascii: "@")
  }
}
