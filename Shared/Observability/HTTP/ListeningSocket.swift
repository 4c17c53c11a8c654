import Glibc
import Platform
import Settings

/// A socket that listens, non-blocking, and the address that it got.
struct ListeningSocket: Sendable {
  let descriptor: Descriptor
  /// As asked for, with the chosen port.
  let address: SocketAddress

  /// How many connections wait to be taken.
  private static let backlog: Int32 = 16

  /// Listens at the first address of the host that can be had.
  init(_ wanted: SocketAddress) throws(ConfigurationError) {
    do throws(Flaw) {
      descriptor = try wanted.firstAddress(flags: AI_PASSIVE, Self.listen)
    } catch {
      throw .listener(wanted, reason: error.what)
    }
    address = SocketAddress(host: wanted.host, port: Self.port(of: descriptor) ?? wanted.port)
  }

  /// The next connection that waits, non-blocking.
  ///
  /// - Returns: `nil` with `errno` if there is none.
  func accept() -> Descriptor? {
    let number = Glibc.accept(descriptor.number, nil, nil)
    guard number >= 0 else { return nil }
    let connection = Descriptor(number)
    connection.unblock()
    return connection
  }

  private static func listen(at address: addrinfo) throws(Flaw) -> Descriptor {
    let number = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
    guard number >= 0 else { throw Flaw(systemReason(errno)) }
    let descriptor = Descriptor(number)
    descriptor.unblock()
    var on: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard bind(number, address.ai_addr, address.ai_addrlen) == 0,
      Glibc.listen(number, backlog) == 0
    else { throw Flaw(systemReason(errno)) }
    return descriptor
  }

  private static func port(of descriptor: Descriptor) -> UInt16? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor.number, address, &size) == 0 else { return nil }
        // The port stands at the same place for IPv4 and IPv6: behind the family.
        return UnsafeRawPointer(address).load(fromByteOffset: 2, as: UInt16.self).bigEndian
      }
    }
  }
}
