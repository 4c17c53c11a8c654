/// Rules of bounces that are configured.
public struct BounceRules: Hashable, Sendable {
  /// Number of days within which the third temporary failure marks an address (B2).
  public let windowDays: Int
  /// Number of days that must lie between the first and the last of these (B2).
  public let spreadDays: Int
  /// Share of a mailing's or a domain's recipients, in percent, above which their failures within an hour are
  /// not believed (B8), or are our own fault (B10).
  public let stormPercent: Int
  /// Number of failures within an hour below which no share counts (B8, B10).
  public let stormFloor: Int

  /// Sets the figures.
  public init(windowDays: Int, spreadDays: Int, stormPercent: Int, stormFloor: Int) {
    self.windowDays = windowDays
    self.spreadDays = spreadDays
    self.stormPercent = stormPercent
    self.stormFloor = stormFloor
  }

  /// The longest window, in days: for so long failures are kept.
  public static let longestWindow = 400

  /// The rules where nothing is configured.
  public static let standard = BounceRules(
    windowDays: 180, spreadDays: 14, stormPercent: 20, stormFloor: 50)
}

extension BounceRules: MessageDecider {
  /// Touches whoever holds the addresses of which it tells, what is known of mail to them, and the figures and
  /// storms of their domains.
  public func touch(_ message: BounceMessage) -> Touch {
    switch message {
    case .news(let news): news.reduce(into: Touch()) { $0.formUnion(Touch($1)) }
    case .storm(let order): Touch(order)
    case .forbidden: Touch()
    }
  }

  /// Takes the news in, or carries a decision on a storm out.
  public func decide(
    _ message: BounceMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message {
    case .news(let news): book.take(news, rules: self, cause: cause)
    case .storm(let order): book.carryOut(order, cause: cause)
    case .forbidden(let refusal): .refused(refusal)
    }
  }
}

extension Touch {
  /// News of a recipient; whom a token names is found out on the way, and whether a message is ours.
  init(_ news: BounceNews) {
    if let key = news.key, case .token = key {
      self.init(sends: [key])
      return
    }
    self.init(mailed: [news.recipient, news.addressee].compactMap(\.self))
    if let key = news.key { sends = [key] }
    guard let recipient = news.recipient, case .failed(let failure) = news.content else { return }
    for subject in CounterKey.subjects(of: recipient, in: news.mailing) {
      switch failure.kind {
      case .permanent:
        counters.insert(.failed(subject))
        storms.insert(.of(subject))
        recipients[subject] = 0
      case .blocked:
        let figure = CounterKey(subject, code: failure.code)
        counters.formUnion([figure, figure.announcement])
        recipients[subject] = 0
      case .temporary, .unknown, .ownerChanged, .suppressed, .delivered, .complaint: break
      }
    }
  }

  /// A decision on a storm, with whoever holds the addresses of the slice.
  init(_ order: StormOrder) {
    self.init(mailed: order.held ?? [])
    storms = [.id(order.storm)]
  }

  /// Addresses to which mail was sent: what is known of that may change, and so may their profiles.
  init(mailed keys: [AddressKey]) {
    self.init(
      keys: Dictionary(keys.map { ($0, .changing) }, uniquingKeysWith: max), mail: Set(keys))
  }
}

extension CounterKey {
  /// Figure of the recipients who failed for good (B8).
  static func failed(_ subject: Subject) -> CounterKey {
    CounterKey(subject, code: "failed")
  }

  /// Subjects by which a recipient's failure is counted.
  static func subjects(of key: AddressKey, in mailing: String?) -> [Subject] {
    (mailing.map { [.mailing($0)] } ?? []) + [.domain(key.domain)]
  }

  /// Figure that says whether this one was announced within the hour (B10).
  public var announcement: CounterKey {
    CounterKey(subject, code: "\(code) announced")
  }
}

extension BounceFailure {
  /// Code by which refusals are counted (B10): that of the answer, else the reason.
  var code: String { status ?? reason.rawValue }
}
