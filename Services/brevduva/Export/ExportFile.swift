import POSIX

/// File of an export, which is there when it is whole; Ctrl-C leaves nothing of it.
final class ExportFile {
  private let path: String
  private let file: NewFile
  private var interruption: Interruption

  /// Begins the file.
  ///
  /// - Throws: `usage` where it cannot be made, or stands there already and is not to be replaced.
  init(path: String, replaces: Bool) throws(Failure) {
    do throws(SystemError) {
      file = try NewFile(path: path, replaces: replaces)
    } catch {
      throw Self.failure(error, of: path, replaces: replaces)
    }
    self.path = path
    interruption = Interruption()
  }

  /// Adds a piece of text.
  ///
  /// - Throws: `refused` where there is no room, or somebody wants an end.
  func append(_ text: [UInt8]) throws(Failure) {
    guard !interruption.came(within: .zero) else {
      throw .refused("Broken off: \(path.visible) was not written.")
    }
    do throws(SystemError) {
      try file.append(text)
    } catch {
      throw .refused("\(path.visible) cannot be written (\(error)): nothing of it is left.")
    }
  }

  /// Gives the file its name.
  func keep() throws(Failure) {
    do throws(SystemError) {
      try file.keep()
    } catch {
      throw Self.failure(error, of: path, replaces: false)
    }
  }

  private static func failure(_ error: SystemError, of path: String, replaces: Bool) -> Failure {
    guard error.isOccupied else {
      return .usage("\(path.visible) cannot be written (\(error)): name a file that can.")
    }
    return .usage(
      replaces
        ? "\(path.visible) is no file that could be replaced: name another."
        : "\(path.visible) is there already: name another file, or replace it with --force.")
  }
}
