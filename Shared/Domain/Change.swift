/// Effect of a message on the address book: the book yields changes, the store writes them, the
/// contract tells them as events, and provenance, unmerge and undo keep them.
///
/// A family for each thing that changes, each with a file in every room that answers to changes. A new
/// rule is a new case of its family; the compiler then names what must answer to it.
public enum Change: Hashable, Sendable {
  /// A profile came to be, or what is known of it changed.
  case profile(ProfileID, ProfileChange)
  /// An address came onto a profile, left one, or is for something else.
  case address(AddressKey, AddressChange)
  /// An address of a profile is undeliverable, or no more.
  case mark(AddressKey, on: ProfileID, MarkChange)
  /// Mail to an address failed, or arrived; of no profile where the address is on none any more.
  case bounce(AddressKey, on: ProfileID?, BounceChange)
  /// Mail to an address is held back by somebody on the way, or no more.
  case suppression(AddressKey, on: ProfileID, SuppressionChange)
  /// More failures came than are believed, or a steward decided on that.
  case storm(Storm, StormChange)
  /// A registration was recorded, or went elsewhere.
  case registration(RegistrationID, RegistrationChange)
  /// A mail was kept as a note, or a note was filed.
  case note(NoteID, NoteChange)
  /// Something was put before the stewards, or they decided on it.
  case suggestion(Suggestion, SuggestionChange)
  /// Two profiles became one, or two again.
  case merge(Merge, MergeChange)
  /// A person died, or was erased, with all profiles that are one.
  case erasure(MergedProfiles, ErasureChange)
  /// A message is sent: the next one of a chain, or a mail.
  case message(MessageID, MessageChange)
  /// Something was counted over many messages.
  case counter(CounterKey, CounterChange)
  /// A file was begun to be imported, or a chunk of it was decided.
  case imported(ImportID, ImportChange)
  /// A mailing was begun, a chunk of it was decided, or it was stopped.
  case mailing(MailingID, MailingChange)

  /// The profiles that it is about.
  public var scope: ChangeScope {
    switch self {
    case .profile(let id, let change): change.scope(of: id)
    case .address(_, let change): change.scope
    case .mark(_, let profile, _): ChangeScope(profile, raisesVersions: true)
    case .bounce(_, let profile, _): ChangeScope(profile, raisesVersions: false)
    case .suppression(_, let profile, _): ChangeScope(profile, raisesVersions: false)
    case .registration(_, let change): change.scope
    case .note(_, let change): change.scope
    case .suggestion(let suggestion, _):
      ChangeScope(
        suggestion.profiles.first, Array(suggestion.profiles.dropFirst()), raisesVersions: false)
    case .merge(let merge, let change): change.scope(of: merge)
    case .erasure(let merged, let change): change.scope(of: merged)
    case .message, .counter, .storm, .imported, .mailing: ChangeScope(nil, raisesVersions: false)
    }
  }

  /// `true` if it ends a profile or joins it with another: its message shares nothing with its neighbours, as
  /// ``Touch/isExclusive`` says.
  public var isExclusive: Bool {
    switch self {
    case .merge, .erasure: true
    case .profile, .address, .mark, .bounce, .suppression, .storm, .registration, .note,
      .suggestion, .message, .counter, .imported, .mailing:
      false
    }
  }
}

/// Profiles that a change is about.
public struct ChangeScope: Hashable, Sendable {
  /// The profile that the change is told of; `nil` if it is about none.
  public let subject: ProfileID?
  /// Other profiles that it names.
  public let others: [ProfileID]
  /// `true` if the versions of all these rise; registrations, notes and suggestions raise none.
  public let raisesVersions: Bool

  init(_ subject: ProfileID?, _ others: [ProfileID] = [], raisesVersions: Bool) {
    self.subject = subject
    self.others = others
    self.raisesVersions = raisesVersions
  }

  /// Every profile that the change names, the subject first.
  public var named: [ProfileID] { (subject.map { [$0] } ?? []) + others }

  /// Visits the profiles whose version rises.
  public func forEachRaised(_ body: (ProfileID) -> Void) {
    guard raisesVersions else { return }
    if let subject { body(subject) }
    others.forEach(body)
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  /// Brings the profiles to where a change leaves them, their versions included.
  ///
  /// The one place that says what a change does to a profile: the verbs of the book go through it, and
  /// so does whoever replays a log onto the profiles from which it began. A profile that is not here is
  /// left out; what stands beside the profiles (a registration, a mark, a count) changes none.
  public mutating func apply(_ change: Change) {
    switch change {
    case .profile(let id, let change): apply(change, to: id)
    case .address(let key, let change): apply(change, to: key)
    case .merge(let merge, let change): apply(change, of: merge)
    case .erasure(let merged, let change): apply(change, to: merged)
    case .mark, .bounce, .suppression, .storm, .registration, .note, .suggestion, .message,
      .counter, .imported, .mailing:
      break
    }
    change.scope.forEachRaised { self[$0]?.version += 1 }
  }
}
