/// Name of a figure over many messages: something that is counted of one subject, within a sliding hour
/// (B8, B10).
public struct CounterKey: Hashable, Sendable {
  /// Subject of a count.
  public enum Subject: Hashable, Sendable {
    /// A mailing, by its id.
    case mailing(String)
    /// A receiving domain, in lower-case A-labels.
    case domain(String)
  }

  /// Time that a count looks back over.
  public static let window = Duration.seconds(3600)

  /// The subject.
  public let subject: Subject
  /// Thing that is counted: the code of an answer, or a word of the rule that counts.
  public let code: String

  /// Names a figure.
  public init(_ subject: Subject, code: String) {
    self.subject = subject
    self.code = code
  }
}

/// Change of a figure over many messages.
public enum CounterChange: Hashable, Sendable {
  /// So much was counted.
  case increased(by: Int)
  /// Everybody was told that the figure is so high, with the sentence that names the cure if there is one
  /// (B10); it is not told again within the hour.
  case announced(count: Int, cure: String?)
}

extension AddressBook {
  /// The figure as it was loaded, with what the messages before this one added; `nil` if it must be loaded
  /// first, since the touch did not name it.
  ///
  /// What other lanes decide at the same moment is not in it yet.
  func count(of key: CounterKey) -> Int? {
    scope.covers(key) ? counts[key, default: 0] : nil
  }

  /// Brings the figures to where a change leaves them.
  mutating func index(_ change: CounterChange, of key: CounterKey) {
    switch change {
    case .increased(let amount): counts[key, default: 0] += amount
    case .announced: counts[key.announcement, default: 0] += 1
    }
  }
}
