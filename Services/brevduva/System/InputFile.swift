import Glibc

/// A file that the command line names: a body to publish, or a mended one.
struct InputFile: Hashable, Sendable {
  /// As it was typed; `-` is standard input.
  let path: String

  /// The largest body that RabbitMQ takes by default, in octets.
  private static let limit = 128 << 20

  /// Reads the whole of it.
  ///
  /// - Throws: `usage`: it cannot be read, with the system's reason, or is too large.
  func octets() throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    guard let octets = Descriptor.readAll(descriptor, limit: Self.limit) else {
      throw unreadable(errno)
    }
    guard octets.count <= Self.limit else {
      throw .usage("\(path.visible) is larger than 128 MiB, the most that a message may hold.")
    }
    return octets
  }

  private func unreadable(_ number: Int32) -> Failure {
    let reason = String(cString: strerror(number))
    return .usage(
      "\(path.visible) cannot be read (\(reason)): name a file, or - for standard input.")
  }
}
