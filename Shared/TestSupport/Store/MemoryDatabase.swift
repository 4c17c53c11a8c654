import Domain
public import Store
import Synchronization

/// A database in memory, for the stores of any number of lanes; what it keeps outlives them.
///
/// Time stands still in it until it is moved.
public final class MemoryDatabase: Sendable {
  private let state = Mutex(MemoryState())

  /// An empty database.
  public init() {}

  /// Contents of the database now.
  public var contents: StoreContents {
    state.withLock { state in
      var contents = state.contents
      contents.registrations = state.registrations.mapValues(\.profile)
      contents.notes = state.storedNotes
      contents.origins = state.origins
      contents.erased = state.erasures.mapValues(\.kind)
      contents.mailings = state.mailings.mapValues(\.standing)
      contents.mailed = state.mailings.mapValues { $0.recipients.mapValues(\.withoutToken) }
        .filter { !$0.value.isEmpty }
      return contents
    }
  }

  /// Moves the database's clock.
  public func advance(by time: Duration) {
    state.withLock { $0.now += time }
  }

  /// Makes every call fail with this, until it is set to `nil` again; open transactions are gone.
  public func fail(with error: StoreError?) {
    state.withLock { state in
      state.failure = error
      if error != nil {
        state.holds = [:]
        state.turns = [:]
      }
    }
  }

  func change<R>(_ body: (inout MemoryState) throws(StoreError) -> R) throws(StoreError) -> R {
    let answer: Result<R, StoreError> = state.withLock { state in
      if let failure = state.failure { return .failure(failure) }
      do throws(StoreError) {
        return .success(try body(&state))
      } catch {
        return .failure(error)
      }
    }
    return try answer.get()
  }

  func release(_ lane: Int) {
    state.withLock { state in
      state.holds[lane] = nil
      state.turns[lane] = nil
    }
  }

  func newLane() -> Int {
    state.withLock { state in
      state.lanes += 1
      return state.lanes
    }
  }
}

/// State of a ``MemoryDatabase``.
struct MemoryState {
  /// An outbox row with its queue and its times.
  struct Waiting {
    let row: OutboxRow
    let queue: String?
    let createdAt: Duration
    var claimedUntil: Duration?
  }

  var contents = StoreContents()
  var hashes: [MessageReference: [UInt8]] = [:]
  /// Time at which each message was handled.
  var handledAt: [MessageReference: Duration] = [:]
  /// Message that brought each address.
  var origins: [AddressKey: MessageReference] = [:]
  /// The stays of each address that are over, in order.
  var stays: [AddressKey: [(profile: ProfileID, addedBy: MessageReference)]] = [:]
  /// The stays that a merge had begun and its end has ended.
  var returned: Set<PastAddressRow> = []
  var outbox: [OutboxID: Waiting] = [:]
  /// The registrations with what they hold.
  var registrations: [RegistrationID: RecordedRegistration] = [:]
  /// The profile that a registration came from with a merge.
  var mergedFrom: [RegistrationID: ProfileID] = [:]
  /// What matched each registration, and when it came to where it stands, but for merges.
  var arrivals: [RegistrationID: (matched: AddressKey?, at: Timestamp)] = [:]
  /// The notes.
  var notes: [NoteID: MemoryNote] = [:]
  /// What each registration was for.
  var forms: [RegistrationID: (kind: Registration.Kind, event: String?)] = [:]
  /// The suggestions by id.
  var suggestions: [SuggestionID: Suggestion] = [:]
  /// Erasures of addresses.
  var erasures: [AddressKey: Erasure] = [:]
  /// The epochs of the fences, as they were committed.
  var epochs: [String: Int64] = [:]
  /// The imports.
  var imports: [ImportID: MemoryImport] = [:]
  /// The files that are being read.
  var readings: [ImportID: MemoryReading] = [:]
  /// The mailings.
  var mailings: [MailingID: MemoryMailing] = [:]
  /// The token of the last recipient.
  var lastToken: UInt128 = 0
  /// The token of the last reading.
  var lastReading: UInt128 = 0
  /// Counts with their moments.
  var counted: [(key: CounterKey, amount: Int, at: Duration)] = []
  /// The fence that an open transaction holds, with its epoch.
  var turns: [Int: (queue: String, epoch: Int64)] = [:]
  /// Last message of each ordered queue that was tried alone, and how often in a row.
  var trials: [String: (fingerprint: [UInt8], count: Int)] = [:]
  var now: Duration = .zero
  var lanes = 0
  /// Profiles that each open transaction holds, and how firmly.
  var holds: [Int: [ProfileID: Touch.Access]] = [:]
  var failure: StoreError?

  /// Holder of each key (U1).
  var holders: [AddressKey: ProfileID] = [:]
  /// Holder of each external id.
  var externalHolders: [ExternalID: ProfileID] = [:]
}
