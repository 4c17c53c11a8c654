internal import CRabbitMQ
internal import Glibc
internal import Threading

/// rabbitmq-c's connection: with its `Handle+….swift` the only code that calls the library.
///
/// One thread, one channel. What the library gives lives in its pools until the next receive, so
/// all of it is copied out at once.
///
/// That is also why the unsafe calls here are safe: the two pointers are valid from the `init` to the
/// `deinit` and, as the value is no copy and goes to no other thread, used by nobody else; the library's
/// structures point into its own pools and are read before the next call could recycle them. Where
/// a method's or a frame's union is read, its id or type was looked at before.
@safe
struct Handle: ~Copyable {
  /// The one channel: the library loses frames of a second one.
  static let channel: amqp_channel_t = 1

  let state: OpaquePointer
  /// Memory of the library's kind for what is being sent; recycled before each use.
  let scratch: UnsafeMutablePointer<amqp_pool_t>
  /// A duplicate of the library's socket, so that its number stays ours even after the library has
  /// closed its own.
  let descriptor: Int32
  let sendTimeout: Duration
  var isCorked = false

  private init(owning state: OpaquePointer, _ limits: Limits) {
    unsafe self.state = unsafe state
    sendTimeout = limits.sendTimeout
    unsafe scratch = .allocate(capacity: 1)
    unsafe init_amqp_pool(scratch, 4096)
    descriptor = unsafe fcntl(amqp_get_sockfd(state), F_DUPFD_CLOEXEC, 3)
  }

  deinit {
    unsafe amqp_destroy_connection(state)
    unsafe empty_amqp_pool(scratch)
    unsafe scratch.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Connects, logs in and opens the channel.
  static func connected(
    to endpoint: Endpoint, name: String, _ limits: Limits
  ) throws(AMQPError) -> Handle {
    guard let state = unsafe amqp_new_connection() else { throw .library("no memory") }
    do {
      try unsafe attachSocket(to: state, endpoint, endpoint.connectTimeout ?? limits.connectTimeout)
    } catch {
      unsafe amqp_destroy_connection(state)
      throw error
    }
    let handle = unsafe Handle(owning: state, limits)
    handle.setSocketOptions(limits)
    try handle.logIn(to: endpoint, name: name, limits)
    return handle
  }

  /// Sets the time-outs of the socket: a peer that is gone is noticed within 25 seconds when
  /// nothing is sent to it; one that takes nothing, gone or not, within the limit.
  private func setSocketOptions(_ limits: Limits) {
    set(SOL_SOCKET, SO_KEEPALIVE, 1)
    set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10)
    set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5)
    set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
    let stall = timeval(limits.stallTimeout)
    set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(clamping: stall.milliseconds))
  }

  private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Holds small segments back until they fill a packet or ``uncork()`` lets them go.
  mutating func cork() {
    isCorked = true
    set(Int32(IPPROTO_TCP), TCP_CORK, 1)
  }

  /// Sends what was held back.
  mutating func uncork() {
    isCorked = false
    set(Int32(IPPROTO_TCP), TCP_CORK, 0)
  }

  /// `true` if the socket takes a fair amount at once: a third of its buffer or more is free.
  var hasRoom: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&entry, 1, 0) > 0
  }

  /// Waits for room in the socket before anything is given to the library, which would wait without
  /// limit in the middle of a message.
  func waitForRoom() throws(AMQPError) {
    if hasRoom { return }
    var waiter = PollWaiter()
    guard waiter.wait(for: descriptor, .writable, until: .now + sendTimeout) else {
      throw .timeout(.send)
    }
  }

  /// Says goodbye and waits for the answer a second at most; a peer that is gone costs nothing.
  borrowing func closePolitely() {
    guard hasRoom else { return }
    if isCorked { set(Int32(IPPROTO_TCP), TCP_CORK, 0) }
    var limit = timeval(.seconds(1))
    unsafe amqp_set_rpc_timeout(state, &limit)
    unsafe amqp_maybe_release_buffers(state)
    _ = unsafe amqp_connection_close(state, AMQP_REPLY_SUCCESS)
  }

  /// Ends a connection of which the library reads nothing more, and waits for the peer to close, a second
  /// at most.
  ///
  /// What still comes is read past the library: a socket that is closed before its bytes are read resets
  /// the connection, and the peer may lose the acks that were sent.
  borrowing func closeUnread() {
    if isCorked { set(Int32(IPPROTO_TCP), TCP_CORK, 0) }
    shutdown(descriptor, Int32(SHUT_WR))
    var waiter = PollWaiter()
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let deadline = ContinuousClock.now + .seconds(1)
    while waiter.wait(for: descriptor, .readable, until: deadline), ContinuousClock.now < deadline,
      unsafe read(descriptor, &bytes, bytes.count) > 0
    {}
  }
}
