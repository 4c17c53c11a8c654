import Domain

extension OutgoingMessage {
  /// The longest id that AMQP's property takes, in octets.
  private static let longestID = 255

  /// A parked message on its way back to its queue, with its own properties.
  ///
  /// It goes under its own id, in which a longer one than the property takes is replaced: that stands in
  /// the body or in a header too, which count first.
  ///
  /// - Parameters:
  ///   - record: the message as it is kept.
  ///   - body: the mended body; `nil` for its own.
  ///   - exchange: where it is sent to, with its own routing key.
  ///   - contentType: what its properties say of the body; `nil` for nothing.
  public init(
    _ record: ParkedRecord, mended body: [UInt8]?, to exchange: String, contentType: String?
  ) {
    let id = record.summary.message.id
    self.init(
      exchange: exchange, routingKey: record.routingKey,
      messageID: id.utf8.count <= Self.longestID ? id : record.summary.id.description,
      contentType: contentType ?? "application/octet-stream", properties: record.properties,
      body: body ?? record.body)
  }
}
