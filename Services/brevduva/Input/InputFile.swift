import POSIX

/// A file that the command line names: a body to publish, or a mended one.
struct InputFile: Hashable, Sendable {
  /// Path as it was typed; `-` is standard input.
  let path: String

  /// The largest body that RabbitMQ takes by default, in octets.
  private static let limit = 128 << 20

  /// Reads the whole of it.
  ///
  /// - Throws: `usage`: it cannot be read, with the system's reason, or is too large.
  func octets() throws(Failure) -> [UInt8] {
    let octets: [UInt8]
    do throws(SystemError) {
      let file = path == "-" ? Descriptor.input : try Descriptor.opening(path)
      octets = try file.readAll(limit: Self.limit)
    } catch {
      throw .usage(
        "\(path.visible) cannot be read (\(error)): name a file, or - for standard input.")
    }
    guard octets.count <= Self.limit else {
      throw .usage("\(path.visible) is larger than 128 MiB, the most that a message may hold.")
    }
    return octets
  }

  /// The files that are named; for `-` alone those whose names standard input holds, one a line.
  ///
  /// - Throws: `usage`: standard input cannot be read.
  static func named(_ names: [String]) throws(Failure) -> [String] {
    guard names == ["-"] else { return names }
    let input = String(decoding: try InputFile(path: "-").octets(), as: UTF8.self)
    return input.split(whereSeparator: \.isNewline).map(String.init)
  }
}
