import Domain
import Formats
public import Messaging

/// A message that can be read: its heading, and its data in the form in which its type has it.
public struct Envelope: Sendable {
  /// Which message, of what type, from when.
  public let heading: Heading
  /// Its type.
  public let kind: MessageType
  /// What the data is; `nil` if nobody said.
  public let contentType: String?
  /// The data: JSON text that was found sound, or a raw mail.
  public let data: [UInt8]
  /// The data as it was read, its paths counted from the top of the body; `nil` for a mail.
  let content: JSONValue?

  /// Reads a delivery in any of the contract's three forms: structured or binary CloudEvents, or plain.
  ///
  /// Never fails: what can't be read is described as well as it can be, to be parked.
  public static func read(_ delivery: Delivery, from queue: Queue) -> Reading {
    var reader = EnvelopeReader(delivery)
    return reader.read(from: queue)
  }
}

/// A message that can't be read: parked with its fault.
public struct Unreadable: Sendable {
  /// What could be learnt of it.
  public let heading: Heading
  /// Why it can't be read; the first fault, if it has several.
  public let fault: Fault
}

/// What reading a delivery gives.
public enum Reading: Sendable {
  /// It can be read, as far as its envelope goes.
  case message(Envelope)
  /// It can't be read.
  case unreadable(Unreadable)

  /// Which message, in either case.
  public var heading: Heading {
    switch self {
    case .message(let envelope): envelope.heading
    case .unreadable(let unreadable): unreadable.heading
    }
  }
}
