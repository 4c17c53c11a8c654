import Domain
import Formats

/// Fault for which a message can't be read, and its place: parked with the message, so that it can
/// be mended.
public struct Fault: Error, Hashable, Sendable {
  /// Code of the fault.
  public let code: FaultCode
  /// The JSON path in the body as it came, or `properties.NAME` or `headers.NAME`, where there is one.
  ///
  /// It may hold names of the sender's own: for the parked list, not for events (``redactedPath``) or logs.
  public let path: String?
  /// The octet, counted from 0: of the body, but of an address in its own text (I3).
  public let offset: Int?
  /// A sentence for the one who mends it, without personal data.
  public let detail: String

  /// Describes a fault.
  public init(
    _ code: FaultCode, path: String? = nil, offset: Int? = nil, detail: String
  ) {
    self.code = code
    self.path = path
    self.offset = offset
    self.detail = detail
  }

  /// A text that is not sound JSON.
  init(_ fault: JSONFault) {
    self.init(
      .json(fault.code), path: fault.path, offset: fault.offset, detail: fault.code.sentence)
  }

  /// An address that I3 refuses.
  init(_ refusal: AddressRefusal, path: String) {
    self.init(
      .address(refusal.code.rawValue), path: path, offset: refusal.offset,
      detail: refusal.sentence)
  }

  /// A field of the wrong type or form.
  static func illTyped(_ value: JSONValue, _ right: String) -> Fault {
    Fault(
      .illTyped, path: value.path, offset: value.range.lowerBound,
      detail: "The field must be \(right).")
  }

  /// A text that is too long.
  static func tooLong(_ value: JSONValue, limit: Int) -> Fault {
    Fault(
      .tooLong, path: value.path, offset: value.range.lowerBound,
      detail: "The text is longer than \(limit) octets.")
  }

  /// The path as far as the contract knows its keys; what the sender made up is left out, since it may
  /// be a name or an address.
  public var redactedPath: String? {
    path.map { PropertyPath.redacted($0) ?? PathRedaction.redacted($0) }
  }
}

/// The keys that may be told: those of the contract.
enum PathRedaction {
  private static let words: Set<Substring> = [
    "email", "emails", "name", "given", "family", "phone", "externalIds", "event", "id", "title",
    "donation", "amount", "currency", "campaign", "answers", "actor", "data", "data_base64",
    "profileId", "address", "uses", "use", "with", "nextPrimary", "protected", "topic", "token",
    "decision", "keep", "remove", "removed", "leaveBehind", "registrationId", "noteId",
    "suggestionId",
    "to",
    "expectedVersion", "reason", "despitePurge", "recipient", "originalRecipient", "outcome",
    "status", "diagnostic", "mailingId", "messageId", "sentAt", "stormId",
    "send", "evidence",
    "importId", "fileName", "content", "path", "columns", "sheet", "onReplace", "overwrite",
    "repair", "updateOnly", "allow", "dryRun", "language", "chunk", "after",
    "source", "type", "time", "traceparent", "tracestate", "specversion", "datacontenttype",
    "subject",
  ]

  /// Cuts a path at the first key that is not the contract's own.
  static func redacted(_ path: String) -> String {
    var redacted = "$"
    var rest = path.dropFirst()
    while let mark = rest.first {
      if mark == "[" {
        let index = rest.dropFirst().prefix { ("0"..."9").contains($0) }
        guard !index.isEmpty else { return redacted + ".*" }
        redacted += "[\(index)]"
        rest = rest.dropFirst(index.count + 2)
      } else {
        let word = rest.dropFirst().prefix { $0 != "." && $0 != "[" }
        guard words.contains(word) else { return redacted + ".*" }
        redacted += ".\(word)"
        rest = rest.dropFirst(word.count + 1)
      }
    }
    return redacted
  }
}
