public import Domain
public import Formats

extension MailingChange {
  /// The type of the event that tells it; `nil` for what nobody is told of: a beginning, what lies between it and
  /// the end of a part, and whose a message is.
  var eventType: EventType? {
    switch self {
    case .begun, .moved: nil
    case .prepared(_, let progress): progress.state == .preparing ? nil : "mailing.prepared"
    case .handedOver(_, let progress): progress.state == .handingOver ? nil : "mailing.completed"
    case .cancelled: "mailing.cancelled"
    }
  }

  /// Writes the counts of a mailing; it names nobody.
  func writeData(of id: MailingID, to writer: inout JSONWriter) {
    writer.member("mailingId", id)
    switch self {
    case .begun, .cancelled, .moved: break
    case .prepared(_, let progress), .handedOver(_, let progress):
      writer.key("counts")
      progress.counts.write(to: &writer)
      writer.key("excluded")
      progress.counts.writeExcluded(to: &writer)
    }
  }
}

extension MailingCounts {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("recipients", orNull: recipients)
    writer.member("byFallback", orNull: byFallback)
    writer.member("handedOver", orNull: handedOver)
    writer.endObject()
  }

  /// Writes how many get nothing for each reason, in the order of R2; reasons that met nobody are left out.
  public func writeExcluded(to writer: inout JSONWriter) {
    writer.beginObject()
    for reason in Exclusion.allCases {
      guard let count = excluded[reason] else { continue }
      writer.key(reason.rawValue)
      writer.value(Int64(count))
    }
    writer.endObject()
  }
}
