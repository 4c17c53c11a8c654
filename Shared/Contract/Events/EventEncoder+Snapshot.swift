public import Domain
import Formats

extension EventEncoder {
  /// The event that tells a profile as it stands, for a receiver that comes later; of a purged one its state
  /// alone (L2).
  ///
  /// - Parameters:
  ///   - profile: in whatever state; protected also where it was merged into one that is.
  ///   - marks: those of its addresses.
  ///   - run: the snapshot as a whole, which all of its events name as their cause.
  ///   - moment: when it was read.
  ///   - ids: gives the event its id.
  /// - Returns: `nil` for a protected profile, of which nothing may be told by which it is known (L8).
  public func snapshot(
    of profile: Profile, marks: [AddressKey: Mark], in run: MessageReference, at moment: Timestamp,
    ids: inout IDSource
  ) -> OutgoingEvent? {
    guard !profile.isProtected else { return nil }
    let type: EventType = "profile.snapshot"
    var event = CloudEventWriter(
      id: ids.next(at: moment), type: type, source: source, time: RFC3339.text(moment.microseconds),
      attributes: MessageAttributes(
        reference: run, type: type.rawValue, routingKey: type.rawValue, bodyHash: []))
    event.write(subject: profile.id, version: profile.version)
    event.write { profile.write(to: &$0, marks: marks) }
    return event.finished()
  }
}

extension Profile {
  fileprivate func write(to writer: inout JSONWriter, marks: [AddressKey: Mark]) {
    writer.member("profileId", id)
    writer.member("state", state.word)
    guard state != .purged else { return }
    writer.member("mergedInto", ifPresent: mergedInto?.description)
    details.write(to: &writer)
    writer.member("addresses", each: addresses) { writer, address in
      writer.object { writer in
        address.write(to: &writer)
        if let mark = marks[address.key] { mark.write(to: &writer) }
      }
    }
    writer.member("optedOut", each: optedOut.sorted()) { $0.value($1) }
  }
}

extension Mark {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.key("undeliverable")
    writer.object { writer in
      writer.member("since", RFC3339.text(since.microseconds))
      writer.member("status", ifPresent: status)
    }
  }
}
