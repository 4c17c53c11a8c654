/// Change of the mark 'undeliverable' on an address.
public enum MarkChange: Hashable, Sendable {
  /// The address is undeliverable (B4, B6).
  case set(Mark)
  /// A steward cleared the mark (B5).
  case cleared(at: Timestamp)
  /// The import that set it is taken back: as if it had never been set (P10).
  case withdrawn
}

extension AddressBook {
  /// Brings the marks to where a change leaves them.
  mutating func index(_ change: MarkChange, of key: AddressKey) {
    switch change {
    case .set(let mark): marks[key] = mark
    case .cleared(let moment):
      marks[key] = nil
      mail[key, default: MailHistory()].clearedAt = moment
    case .withdrawn: marks[key] = nil
    }
  }
}
