import Domain
public import Store

/// Work that waits for a moment and not for a message, as a service may begin it.
///
/// What is begun and the message for its first chunk are written together, in a transaction of their own; whoever
/// loses the lane afterwards leaves the message in the outbox.
public protocol DueWork: ~Copyable {
  /// Begins the hand-over of a mailing whose moment has come; nothing if there is none.
  ///
  /// - Throws: what the database says against it; the lane looks again later.
  mutating func beginDueMailing() throws(ReadFailure)
}

extension Lane: DueWork where B: ~Copyable, S: ~Copyable {
  mutating func beginDueMailing() throws(ReadFailure) {
    let (assembler, now) = (configuration.assembler, configuration.now())
    var ids = ids
    let row = try store?.beginDueMailing(
      as: ids.next(at: now), { assembler.handOver(of: $0, at: now, ids: &ids) }, waiting: &broker)
    self.ids = ids
    if let row = row ?? nil, broker.hasRoom { broker.publish(row) }
  }
}
