import Domain
import Formats
import Messaging

extension EnvelopeReader {
  /// Reads the time at which the message was written; one before 2000 counts as none.
  mutating func time() -> Timestamp? {
    writtenTime().flatMap { $0 < .earliestWritten ? nil : $0 }
  }

  private mutating func writtenTime() -> Timestamp? {
    if event?["time"] == nil, let header = header(.time) {
      let place = Place.header(header.name)
      switch header.value {
      case .timestamp(let seconds): return timestamp(seconds, at: place)
      case .int(let milliseconds): return timestamp(milliseconds: milliseconds, at: place)
      default: break
      }
    }
    guard let text = text(.time) else {
      return delivery.properties.timestamp.flatMap { timestamp($0, at: .property(.timestamp)) }
    }
    guard let moment = RFC3339.microseconds(text.text) else {
      addFault(.illTyped, at: text.place, "The time must be a moment as RFC 3339 writes it.")
      return nil
    }
    return Timestamp(microseconds: moment)
  }

  /// Reads AMQP's timestamp, which counts seconds; a sender that counts milliseconds is told so.
  private mutating func timestamp(_ seconds: UInt64, at place: Place) -> Timestamp? {
    guard seconds <= Self.lastSecond else {
      addFault(.illTyped, at: place, "The timestamp must be in seconds since 1970.")
      return nil
    }
    return Timestamp(microseconds: Int64(seconds) * 1_000_000)
  }

  /// Reads a time that came as a number, as CloudEvents for AMQP 1.0 writes it: milliseconds.
  private mutating func timestamp(milliseconds: Int64, at place: Place) -> Timestamp? {
    guard milliseconds.magnitude <= Self.lastSecond * 1000 else {
      addFault(.illTyped, at: place, "A time that is a number must be in milliseconds since 1970.")
      return nil
    }
    return Timestamp(microseconds: milliseconds * 1000)
  }

  /// Last second of the year 9999, since 1970: what RFC 3339 can still write.
  static let lastSecond: UInt64 = 253_402_300_799
}
