internal import CRabbitMQ

/// Product and version that a broker names at login.
public struct BrokerIdentity: Sendable, Hashable {
  /// Its kind, `RabbitMQ`; empty if it does not say.
  public let product: String
  /// Its version, `3.10.8`; empty if it does not say.
  public let version: String
}

extension Connection {
  /// Reads the product and version that the broker named when the connection was made.
  public mutating func identity() throws(AMQPError) -> BrokerIdentity {
    try ask { handle throws(AMQPError) in handle.identity }
  }
}

extension Handle {
  fileprivate var identity: BrokerIdentity {
    var decoder = TableDecoder()
    // The table is the connection's own, and is copied here.
    let table = unsafe amqp_get_server_properties(state)
    let properties = unsafe table.map { unsafe decoder.headers($0.pointee) } ?? []
    func text(_ name: String) -> String {
      guard case .string(let text)? = properties.first(where: { $0.name == name })?.value else {
        return ""
      }
      return text
    }
    return BrokerIdentity(product: text("product"), version: text("version"))
  }
}
