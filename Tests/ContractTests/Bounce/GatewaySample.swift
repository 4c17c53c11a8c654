import Contract
import Domain
import Formats
import Testing

/// Body that a gateway sends, with what is to be read in it; every address is invented.
struct GatewaySample: CustomTestStringConvertible, Sendable {
  let gateway: Gateway
  let body: String
  /// For each event: address, kind (`none` for what is no fate of a message) and status.
  let events: [String]

  var testDescription: String { "\(gateway.rawValue): \(body.prefix(60))" }

  init(_ gateway: Gateway, _ events: [String], _ body: String) {
    (self.gateway, self.body, self.events) = (gateway, body, events)
  }

  /// Reads a body, and tells it in the words of a sample.
  static func read(_ body: [UInt8], of gateway: Gateway) throws(GatewayFault) -> [String] {
    try gateway.events(in: body).map { event in
      let status = event.status.map { " \($0.category).\($0.subject).\($0.detail)" } ?? ""
      return "\(event.recipient) \(event.verdict?.kind.rawValue ?? "none")\(status)"
    }
  }
}
