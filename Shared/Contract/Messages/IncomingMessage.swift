/// A message as its service has it: read from an envelope, with nothing decided.
public protocol IncomingMessage: Sendable {
  /// Reads the data of an envelope.
  ///
  /// - Throws: the first fault; the message is parked with it.
  static func read(_ envelope: Envelope) throws(Fault) -> Self
}
