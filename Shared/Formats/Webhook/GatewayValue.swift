/// Value in a gateway's JSON, which knows whose it is and so can say what is wrong with it.
struct GatewayValue {
  let json: JSONValue
  let gateway: Gateway

  init(_ json: JSONValue, of gateway: Gateway) {
    (self.json, self.gateway) = (json, gateway)
  }

  /// The member of a key; `nil` where there is none.
  subscript(key: JSONKey) -> GatewayValue? {
    json[key].map { GatewayValue($0, of: gateway) }
  }

  /// Tells whether there is a member of a key.
  func has(_ key: JSONKey) -> Bool { json[key] != nil }

  /// A text, or a number as it was written; `nil` for anything else and for nothing.
  var text: String? {
    let text = json.string ?? json.number
    return text?.isEmpty ?? true ? nil : text
  }

  /// The text of a member.
  func text(_ key: JSONKey) -> String? { self[key]?.text }

  /// The text of the first of these members that has one.
  func text(anyOf keys: [JSONKey]) -> String? {
    for key in keys { if let text = text(key) { return text } }
    return nil
  }

  /// The text of a member that must be there.
  func needText(_ key: JSONKey) throws(GatewayFault) -> String {
    guard let text = text(key) else { throw fault(.missing, at: key) }
    return text
  }

  /// A member that must be there.
  func need(_ key: JSONKey) throws(GatewayFault) -> GatewayValue {
    guard let value = self[key] else { throw fault(.missing, at: key) }
    return value
  }

  /// The elements of an array; a value that is none is the only one.
  var each: [GatewayValue] {
    guard json.kind == .array else { return [self] }
    return json.elements.map { GatewayValue($0, of: gateway) }
  }

  /// The elements of a member that is an array; the member itself where it is none.
  func each(_ key: JSONKey) -> [GatewayValue] { self[key]?.each ?? [] }

  /// The texts of a member: one, or those of an array.
  func texts(_ key: JSONKey) -> [String] { each(key).compactMap(\.text) }

  /// Our token, if this is what a message was sent with: header fields or data of ours, as an object or as an array of
  /// names and values.
  var token: String? {
    let name = "x-brevduva-token"
    if json.kind == .object {
      let member = json.members.first { $0.key.lowercased() == name }
      return member.flatMap { GatewayValue($0, of: gateway).text }
    }
    return each.first { $0.text("name")?.lowercased() == name }?.text("value")
  }

  /// A fault of this value.
  func fault(_ problem: GatewayFault.Problem, at key: JSONKey? = nil) -> GatewayFault {
    GatewayFault(
      gateway: gateway, problem: problem, path: json.path + (key.map { ".\($0)" } ?? ""))
  }

  // MARK: - Events

  /// Makes an event about a recipient, of words and of codes that the gateway gives apart from them.
  func event(
    _ recipient: String, _ outcome: GatewayEvent.Outcome, codes: [String?] = [],
    answer: String? = nil, at time: String? = nil, messageID: String? = nil,
    eventID: String? = nil, token: String? = nil, sentAt: String? = nil, heldUntil: String? = nil
  ) -> GatewayEvent {
    let said = answer.map { Self.withoutType($0) } ?? ""
    let missing = codes.compactMap(\.self).filter { !$0.isEmpty && !said.contains($0) && $0 != "0" }
    let words = (missing + [said]).joined(separator: " ")
    let passage =
      words.allSatisfy(\.isWhitespace) ? nil : Passage(.diagnosticCode, Array(words.utf8)[...])
    let status = codes.lazy.compactMap { $0.flatMap { StatusCode(Array($0.utf8)[...]) } }.first
    return GatewayEvent(
      recipient: recipient, outcome: outcome,
      status: status ?? passage?.codes.lazy.compactMap(\.status).first, answer: passage,
      occurredAt: time.flatMap(Self.moment), messageID: messageID, eventID: eventID,
      token: token, sentAt: sentAt.flatMap(Self.moment), heldUntil: heldUntil.flatMap(Self.moment))
  }

  /// `smtp; 550 …` without its type.
  private static func withoutType(_ answer: String) -> String {
    String(decoding: RecipientField.withoutType(Array(answer.utf8)[...]), as: UTF8.self)
  }

  /// A moment as gateways write it: RFC 3339, the same without a zone, or seconds or milliseconds.
  static func moment(_ text: String) -> Int64? {
    if let microseconds = RFC3339.microseconds(text) ?? RFC3339.microseconds(text + "Z") {
      return microseconds
    }
    guard let number = Double(text), number > 0, number < 1e14 else { return nil }
    return Int64((number > 1e11 ? number * 1e3 : number * 1e6).rounded())
  }
}
