/// Change of what is known of mail to an address.
public enum BounceChange: Hashable, Sendable {
  /// A failure was told, or more of one that was known; with the evidence as JSON, to be judged again.
  case recorded(Bounce, evidence: [UInt8])
  /// A temporary failure happened earlier than was known (B2).
  case redated(Bounce)
  /// The mark of a permanent failure waits for no storm any more (B8).
  case released(SendReference)
  /// Mail arrived, or the person answered to it (B2).
  case delivered(at: Timestamp)
}

extension AddressBook {
  /// Brings the histories to where a change leaves them.
  mutating func index(_ change: BounceChange, of key: AddressKey) {
    switch change {
    case .recorded(let bounce, _), .redated(let bounce):
      mail[key, default: MailHistory()].bounces[bounce.send] = bounce
    case .released(let send): mail[key]?.bounces[send]?.heldBy = nil
    case .delivered(let moment):
      let before = mail[key]?.deliveredAt ?? moment
      mail[key, default: MailHistory()].deliveredAt = max(before, moment)
    }
  }
}
