/// Body of a gateway's message: JSON, a form, or JSON in one of them.
struct GatewayBody {
  let bytes: [UInt8]
  let gateway: Gateway

  init(_ bytes: [UInt8], of gateway: Gateway) {
    (self.bytes, self.gateway) = (bytes, gateway)
  }

  /// The body as JSON.
  func json() throws(GatewayFault) -> GatewayValue {
    do {
      return GatewayValue(try JSONValue(bytes), of: gateway)
    } catch {
      throw GatewayFault(gateway: gateway, problem: .json(error.code), path: error.path)
    }
  }

  /// The body as JSON; a form is made into an object of texts.
  func jsonOrForm() throws(GatewayFault) -> GatewayValue {
    guard isForm else { return try json() }
    var writer = JSONWriter()
    writer.beginObject()
    var names: Set<String> = []
    for (name, value) in FormFields(bytes) where names.insert(name).inserted {
      writer.key(name)
      writer.value(value)
    }
    writer.endObject()
    return try GatewayBody(writer.bytes, of: gateway).json()
  }

  /// The body as JSON, or the JSON that a form holds in a field.
  func json(inField name: String) throws(GatewayFault) -> GatewayValue {
    guard isForm else { return try json() }
    for (field, value) in FormFields(bytes) where field == name {
      return try GatewayBody(Array(value.utf8), of: gateway).json()
    }
    throw GatewayFault(gateway: gateway, problem: .missing, path: "$." + name)
  }

  /// The message that an envelope of SNS holds as a text, else the body itself.
  func notification() throws(GatewayFault) -> GatewayValue {
    let value = try json()
    guard value.text("Type") != nil, value.has("Message"), let inner = value.text("Message") else {
      return value
    }
    return try GatewayBody(Array(inner.utf8), of: gateway).json()
  }

  /// Tells whether the body begins as no JSON does.
  private var isForm: Bool {
    guard let first = bytes.first(where: { !$0.isSpace }) else { return false }
    return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
      && bytes.contains(UInt8(ascii: "="))
  }
}
