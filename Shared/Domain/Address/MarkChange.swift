/// Change of the mark 'undeliverable' on an address.
public enum MarkChange: Hashable, Sendable {
  /// The address is undeliverable (B4, B6).
  case set(Mark)
  /// A steward cleared the mark (B5).
  case cleared(at: Timestamp)
}

extension AddressBook {
  /// Brings the marks to where a change leaves them.
  mutating func index(_ change: MarkChange, of key: AddressKey) {
    switch change {
    case .set(let mark): marks[key] = mark
    case .cleared(let moment):
      marks[key] = nil
      mail[key, default: MailHistory()].clearedAt = moment
    }
  }
}
