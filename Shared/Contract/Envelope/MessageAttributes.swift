public import Domain

/// Attributes of a message beside its data: its identity and all that it says of itself.
public struct MessageAttributes: Hashable, Sendable {
  /// Identity of the message: source and id.
  ///
  /// Without an id of its own, or with one that can't be kept, the hexadecimal SHA-256 of routing key,
  /// NUL and body; without a source, `urn:brevduva:unnamed`.
  public let reference: MessageReference
  /// Its type, else the routing key.
  public let type: String
  /// Time at which it was written, by its own account; `nil` if it does not say, or says one before 2000.
  public let time: Timestamp?
  /// Actor; `nil` if it does not say.
  public let actor: String?
  /// The W3C trace that it belongs to; `nil` for none, or for one that is malformed.
  public let traceparent: String?
  /// The list of tracing systems that goes with the trace; `nil` without a trace, and for one that cannot be
  /// carried along.
  public let tracestate: String?
  /// The routing key that it came with; NULs are replaced.
  public let routingKey: String
  /// SHA-256 of the body: 32 octets.
  public let bodyHash: [UInt8]

  /// Describes a message.
  public init(
    reference: MessageReference, type: String, time: Timestamp? = nil, actor: String? = nil,
    traceparent: String? = nil, tracestate: String? = nil, routingKey: String, bodyHash: [UInt8]
  ) {
    self.reference = reference
    self.type = type
    self.time = time
    self.actor = actor
    self.traceparent = traceparent
    self.tracestate = tracestate
    self.routingKey = routingKey
    self.bodyHash = bodyHash
  }

  /// The cause of what the message changes, if it is applied at this moment; a time in the future counts
  /// as now (L6).
  public func cause(at moment: Timestamp) -> Cause {
    let sentAt = time.flatMap { $0 > moment ? nil : $0 }
    return Cause(message: reference, at: moment, sentAt: sentAt, actor: actor)
  }
}
