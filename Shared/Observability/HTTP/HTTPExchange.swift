import Threading

/// One connection of the listener, without I/O: a state machine that takes in what came and says
/// what to wait for.
///
/// A request is read, answered, and what still comes is thrown away for a moment, since closing a
/// socket with unread octets would take the answer from the client.
struct HTTPExchange {
  enum Phase: Equatable {
    case reading
    case writing
    case lingering
    case over
  }

  /// The longest that a client is waited for after its answer.
  private static let longestLinger = Duration.seconds(1)

  /// Longest time that a client may take for its header, and for its answer.
  private let patience: Duration
  private(set) var phase = Phase.reading
  private(set) var deadline: ContinuousClock.Instant
  private var input: [UInt8] = []
  private var output: [UInt8] = []

  init(at now: ContinuousClock.Instant, patience: Duration) {
    self.patience = patience
    deadline = now + patience
  }

  var interest: Interest {
    switch phase {
    case .reading, .lingering, .over: .readable
    case .writing: .writable
    }
  }

  /// Octets that are still to be written; empty unless writing.
  var pending: [UInt8] { output }

  /// Takes in octets of the request.
  mutating func received(
    _ octets: some Sequence<UInt8>, routes: HTTPRoutes, at now: ContinuousClock.Instant
  ) {
    guard phase == .reading else { return }
    input += octets
    switch HTTPRequest.parse(input) {
    case .incomplete: return
    case .request(let request): answer(routes.answer(request), at: now)
    case .malformed: answer(.flat(.badRequest), at: now)
    case .tooLong: answer(.flat(.headerTooLong), at: now)
    }
  }

  /// Notes that the client has said all it will.
  mutating func ended() {
    if phase != .writing { phase = .over }
  }

  /// Takes off octets of the answer that went out.
  ///
  /// - Returns: whether it was the last of them: the socket's sending half is to be closed.
  mutating func sent(_ count: Int, at now: ContinuousClock.Instant) -> Bool {
    output.removeFirst(count)
    guard output.isEmpty else { return false }
    phase = .lingering
    deadline = now + min(patience, Self.longestLinger)
    return true
  }

  /// Notes that the connection is broken.
  mutating func failed() {
    phase = .over
  }

  /// Notes the time, which may have run out.
  mutating func passed(_ now: ContinuousClock.Instant) {
    if now >= deadline { phase = .over }
  }

  private mutating func answer(_ response: HTTPResponse, at now: ContinuousClock.Instant) {
    input = []
    output = response.octets
    phase = .writing
    deadline = now + patience
  }
}
