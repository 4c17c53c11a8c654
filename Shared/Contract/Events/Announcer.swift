public import Domain
import Formats

/// Writes what a message did, or what became of it, as events.
///
/// An address or a name stands in `profile.created`, `profile.updated`, `profile.unmerged` and `address.*`
/// alone, and never one of a protected profile (L8) or of a purged one (L2).
public struct Announcer: Sendable {
  private let source: String

  /// Speaks for a service, `registration-matcher` for instance.
  public init(service: String) {
    source = "urn:brevduva:\(service)"
  }

  /// The events that tell what a message changed, in the order of the changes; a change that nobody is
  /// told of has none.
  public func events(
    for changes: some Sequence<LoggedChange>, of heading: Heading, at moment: Timestamp,
    ids: inout IDSource
  ) -> [Announcement] {
    var announcements: [Announcement] = []
    let time = RFC3339.text(moment.microseconds)
    for logged in changes {
      guard let type = logged.change.eventType else { continue }
      let id: ID<Announcement> = ids.next(at: moment)
      var letter = Letter(id: id, type: type, source: source, time: time, heading: heading)
      if !logged.isProtected {
        letter.tell(subject: logged.change.subject, sequence: logged.sequence)
      }
      letter.tell { logged.change.write(to: &$0, isProtected: logged.isProtected) }
      announcements.append(letter.finished())
    }
    return announcements
  }

  /// The events of a message that could be read; see ``events(for:of:at:ids:)-(_,Heading,_,_)``.
  public func events(
    for changes: some Sequence<LoggedChange>, of envelope: Envelope, at moment: Timestamp,
    ids: inout IDSource
  ) -> [Announcement] {
    events(for: changes, of: envelope.heading, at: moment, ids: &ids)
  }

  /// The event of a message that the rules forbade; the detail must hold no address and no name.
  public func refused(
    code: String, detail: String, queue: Queue, of heading: Heading, at moment: Timestamp,
    ids: inout IDSource
  ) -> Announcement {
    single(.messageRefused, heading, moment, &ids) { writer in
      writer.member("code", code)
      writer.member("detail", detail)
      writer.member("queue", queue.name)
    }
  }

  /// The event of a message that is parked; of the path only what the contract knows is told.
  public func parked<Entity>(
    _ parkedID: ID<Entity>, code: String, path: String? = nil, offset: Int? = nil, queue: Queue,
    of heading: Heading, at moment: Timestamp, ids: inout IDSource
  ) -> Announcement {
    single(.messageParked, heading, moment, &ids) { writer in
      writer.member("parkedId", parkedID.description)
      writer.member("code", code)
      writer.member("queue", queue.name)
      writer.member("path", ifPresent: path.map(PathWords.told))
      if let offset {
        writer.key("offset")
        writer.value(Int64(offset))
      }
    }
  }

  private func single(
    _ type: EventType, _ heading: Heading, _ moment: Timestamp, _ ids: inout IDSource,
    data: (inout JSONWriter) -> Void
  ) -> Announcement {
    let time = RFC3339.text(moment.microseconds)
    var letter = Letter(
      id: ids.next(at: moment), type: type, source: source, time: time, heading: heading)
    letter.tell(data)
    return letter.finished()
  }
}

/// One event while it is written.
private struct Letter {
  private let id: ID<Announcement>
  private let type: EventType
  private var writer = JSONWriter(reserving: 640)

  init(
    id: ID<Announcement>, type: EventType, source: String, time: String, heading: Heading
  ) {
    self.id = id
    self.type = type
    writer.beginObject()
    writer.member("specversion", "1.0")
    writer.member("id", id.description)
    writer.member("source", source)
    writer.member("type", type.rawValue)
    writer.member("time", time)
    writer.member("datacontenttype", "application/json")
    writer.member("causationid", heading.reference.id)
    writer.member("traceparent", ifPresent: heading.traceparent)
  }

  mutating func tell(subject: ProfileID?, sequence: Int64?) {
    writer.member("subject", ifPresent: subject?.description)
    if let sequence {
      writer.key("sequence")
      writer.value(sequence)
    }
  }

  mutating func tell(_ data: (inout JSONWriter) -> Void) {
    writer.key("data")
    writer.beginObject()
    data(&writer)
    writer.endObject()
  }

  consuming func finished() -> Announcement {
    writer.endObject()
    return Announcement(id: id, type: type, body: writer.bytes)
  }
}
