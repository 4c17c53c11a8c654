import Formats
import Messaging

extension EnvelopeReader {
  /// The data of a message, in its own octets and, if it is JSON, as it was read.
  struct Content {
    let octets: [UInt8]
    let content: JSONValue?
  }

  /// Finds the data of a message of this type; `nil` if there is none, which is noted.
  mutating func data(of kind: MessageType) -> Content? {
    guard isStructured else {
      return kind.isMail || kind == .bounceEvent && MediaType.isForm(contentType)
        ? Content(octets: delivery.body, content: nil) : json(delivery.body)
    }
    guard let event else { return nil }
    switch (event["data"], event["data_base64"]) {
    case (let data?, nil): return inline(data, kind)
    case (nil, let packed?): return unpacked(packed, kind)
    case (let data?, _?):
      addFault(.illTyped(data, "absent beside data_base64"))
      return nil
    case (nil, nil):
      addFault(Fault(.missingField, path: "$.data", detail: "The event has no data."))
      return nil
    }
  }

  private mutating func inline(_ data: JSONValue, _ kind: MessageType) -> Content? {
    guard kind.isMail else { return Content(octets: Array(data.octets), content: data) }
    guard let mail = data.string else {
      addFault(.illTyped(data, "the mail as a string, or data_base64"))
      return nil
    }
    return Content(octets: Array(mail.utf8), content: nil)
  }

  private mutating func unpacked(_ packed: JSONValue, _ kind: MessageType) -> Content? {
    guard let octets = packed.string.flatMap(Base64.decoded) else {
      addFault(.illTyped(packed, "base64"))
      return nil
    }
    guard !kind.isMail else { return Content(octets: octets, content: nil) }
    let text = JSONText(octets)
    if let fault = text.fault {
      // The place is one of the unpacked text, which is not what was parked.
      addFault(
        Fault(
          .json(fault.code), path: packed.path,
          detail: "\(fault.code.sentence) Octet \(fault.offset) of the unpacked data."))
      return nil
    }
    return Content(octets: octets, content: text.root)
  }

  private mutating func json(_ octets: [UInt8]) -> Content? {
    let text = JSONText(octets)
    if let fault = text.fault {
      addFault(Fault(fault))
      return nil
    }
    return Content(octets: octets, content: text.root)
  }
}
