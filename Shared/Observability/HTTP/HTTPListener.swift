import POSIX
public import Settings
public import Threading

/// Serves a worker's three pages on one thread of its own, with plain sockets.
///
/// All sockets are non-blocking and waited for together, so a slow client costs nobody anything but
/// itself: header, answer and going away have time-outs, and when there are too many connections
/// the oldest is closed for the newest. Each connection carries one request.
public final class HTTPListener: Sendable {
  /// Address at which it listens; the port is the chosen one.
  public let address: SocketAddress

  /// Most connections that it has at a time.
  package static let limit = 16
  /// Time for which it takes no connections after the system refused one.
  private static let rest = Duration.milliseconds(200)
  /// Most connections that wait to be taken.
  private static let backlog: Int32 = 16

  private let socket: ListeningSocket
  private let wakePipe: WakePipe
  private let routes: HTTPRoutes
  private let patience: Duration

  /// Listens from now on; connections wait until ``serve(until:)`` runs.
  ///
  /// - Parameters:
  ///   - address: port 0 lets the system choose.
  ///   - routes: the pages.
  ///   - patience: how long a client may take for its header, and for its answer.
  /// - Throws: ``ConfigurationError/listener(_:reason:)``.
  public init(
    at address: SocketAddress, routes: HTTPRoutes, patience: Duration = .seconds(5)
  ) throws(ConfigurationError) {
    do throws(HostError) {
      socket = try ListeningSocket(
        host: address.host, port: address.port, backlog: Self.backlog)
    } catch {
      throw .listener(address, reason: error.description)
    }
    self.address = SocketAddress(host: address.host, port: socket.port)
    do throws(ThreadingError) {
      wakePipe = try WakePipe()
    } catch {
      throw .listener(address, reason: "\(error)")
    }
    self.routes = routes
    self.patience = patience
  }

  /// Answers until a stop is asked for; blocks its thread.
  public func serve(until stop: ShutdownSignal) {
    let wakePipe = wakePipe
    let token = stop.onRequest { wakePipe.wake() }
    defer { stop.forget(token) }
    var poll = Poll()
    var connections: [HTTPConnection] = []
    var restsUntil = ContinuousClock.now
    while !stop.isRequested {
      let now = ContinuousClock.now
      poll.removeAll()
      _ = poll.add(wakePipe.descriptor, .readable)
      let takes = now >= restsUntil
      let door = takes ? poll.add(socket.descriptor.number, .readable) : 0
      let places = connections.map { poll.add($0.descriptor.number, $0.exchange.interest) }
      let deadlines = connections.map(\.exchange.deadline) + (takes ? [] : [restsUntil])
      poll.wait(until: deadlines.min() ?? now + .seconds(60))

      let then = ContinuousClock.now
      for (connection, place) in places.enumerated() {
        if poll.isReady(place) { connections[connection].turn(routes, at: then) }
        connections[connection].exchange.passed(then)
      }
      connections.removeAll { $0.exchange.phase == .over }
      if takes && poll.isReady(door) && !take(into: &connections, at: then) {
        restsUntil = then + Self.rest
      }
    }
  }

  /// Takes a connection; `false` if the system has none to give.
  private func take(into connections: inout [HTTPConnection], at now: ContinuousClock.Instant)
    -> Bool
  {
    do throws(SystemError) {
      guard let descriptor = try socket.accept() else { return true }
      add(descriptor, to: &connections, at: now)
      return true
    } catch {
      return false
    }
  }

  private func add(
    _ descriptor: Descriptor, to connections: inout [HTTPConnection],
    at now: ContinuousClock.Instant
  ) {
    if connections.count == Self.limit { connections.removeFirst() }
    let exchange = HTTPExchange(at: now, patience: patience)
    connections.append(HTTPConnection(descriptor: descriptor, exchange: exchange))
  }
}

/// A client's socket and what is known of it.
private struct HTTPConnection {
  let descriptor: Descriptor
  var exchange: HTTPExchange

  /// Reads or writes once, as much as the socket takes.
  mutating func turn(_ routes: HTTPRoutes, at now: ContinuousClock.Instant) {
    switch exchange.phase {
    case .reading, .lingering: read(routes, at: now)
    case .writing: write(at: now)
    case .over: return
    }
  }

  private mutating func read(_ routes: HTTPRoutes, at now: ContinuousClock.Instant) {
    do throws(SystemError) {
      let octets = try descriptor.read(atMost: 4096)
      if octets.isEmpty {
        exchange.ended()
      } else {
        exchange.received(octets, routes: routes, at: now)
      }
    } catch {
      if !error.isPassing { exchange.failed() }
    }
  }

  private mutating func write(at now: ContinuousClock.Instant) {
    do throws(SystemError) {
      let count = try descriptor.send(exchange.pending)
      if exchange.sent(count, at: now) { descriptor.finishSending() }
    } catch {
      if !error.isPassing { exchange.failed() }
    }
  }
}
