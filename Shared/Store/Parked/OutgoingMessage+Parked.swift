import Domain

extension OutgoingMessage {
  /// The longest id that AMQP's property takes, in octets.
  private static let longestID = 255

  /// Looks whether AMQP's property and PostgreSQL's text take an id.
  private static func fits(_ id: String) -> Bool {
    id.utf8.count <= longestID && !id.utf8.contains(0)
  }

  /// A parked message on its way back to its queue, with its own properties or mended ones.
  ///
  /// It goes under the id that its sender gave it, or where that stood elsewhere (in the body or in a header,
  /// which count first) or nowhere, under the one by which it is known here, as far as the property takes
  /// that.
  ///
  /// - Parameters:
  ///   - record: the message as it is kept.
  ///   - body: the mended body; `nil` for its own.
  ///   - properties: the mended properties; `nil` for its own.
  ///   - exchange: where it is sent to, with its own routing key.
  ///   - messageID: the property of these properties; `nil` if they have none.
  ///   - contentType: what these properties say of the body; `nil` for nothing.
  public init(
    _ record: ParkedRecord, mended body: [UInt8]?, _ properties: String? = nil,
    to exchange: String, messageID: String?, contentType: String?
  ) {
    let id = messageID ?? record.summary.message.id
    self.init(
      exchange: exchange, routingKey: record.routingKey,
      messageID: Self.fits(id) ? id : record.summary.id.description,
      contentType: contentType ?? "application/octet-stream",
      properties: properties ?? record.properties,
      body: body ?? record.body)
  }
}
