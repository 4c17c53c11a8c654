internal import Glibc

/// Socket that listens, and the port that it got.
public struct ListeningSocket: Sendable {
  /// Socket for `poll`.
  public let descriptor: Descriptor
  /// The port asked for, or the one that the system chose.
  public let port: UInt16

  /// Listens at the first address of a host that can be had.
  ///
  /// - Parameters:
  ///   - host: a name or an address of this machine.
  ///   - port: 0 lets the system choose.
  ///   - backlog: how many connections may wait to be taken.
  /// - Throws: why no address of the host can be had.
  public init(host: String, port: UInt16, backlog: Int32) throws(HostError) {
    descriptor = try unsafe Descriptor.firstSocket(of: host, port: port, flags: AI_PASSIVE) {
      socket, address throws(HostError) in
      var on: Int32 = 1
      unsafe setsockopt(
        socket.number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
      guard unsafe bind(socket.number, address.ai_addr, address.ai_addrlen) == 0,
        listen(socket.number, backlog) == 0
      else { throw .refused(.last) }
    }
    self.port = Self.port(of: descriptor) ?? port
  }

  /// Takes the next connection, which does not block; `nil` if none waits (any more).
  ///
  /// - Throws: what the system has none of.
  public func accept() throws(SystemError) -> Descriptor? {
    do throws(SystemError) {
      let connection = try Descriptor(owning: Glibc.accept(descriptor.number, nil, nil))
      connection.unblock()
      return connection
    } catch {
      guard error.isPassing || error.number == ECONNABORTED else { throw error }
      return nil
    }
  }

  private static func port(of descriptor: Descriptor) -> UInt16? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    // An address of any family fits in the storage, and is told by its beginning.
    return unsafe withUnsafeMutablePointer(to: &storage) { storage in
      unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe getsockname(descriptor.number, address, &size) == 0 else { return nil }
        // The port stands at the same place for IPv4 and IPv6: behind the family.
        return unsafe UnsafeRawPointer(address).load(fromByteOffset: 2, as: UInt16.self).bigEndian
      }
    }
  }
}
