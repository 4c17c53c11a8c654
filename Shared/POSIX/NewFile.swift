internal import Glibc

/// File that stands under its name only when all of it is written.
///
/// Until then it lies beside, and nobody but its owner may read it, then or later. Given up, or left when
/// the process ends by itself, it goes.
public final class NewFile {
  private let path: String
  private let replaces: Bool
  private let draft: String
  private let file: Descriptor
  private var length = 0
  private var isKept = false

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: its name in the end.
  ///   - replaces: whether it may take the place of a file that has the name.
  /// - Throws: the system's refusal; ``SystemError/isOccupied`` where the name is taken, or that of a
  ///   folder, a pipe or a device.
  public init(path: String, replaces: Bool) throws(SystemError) {
    if let isRegular = FileFacts.isRegular(path), !replaces || !isRegular {
      throw SystemError(number: EEXIST)
    }
    (file, draft) = try Descriptor.newFile("\(path).")
    (self.path, self.replaces) = (path, replaces)
  }

  deinit {
    if !isKept { unsafe unlink(draft) }
  }

  /// Adds octets at its end.
  public func append(_ octets: [UInt8]) throws(SystemError) {
    try file.write(octets[...], at: length)
    length += octets.count
  }

  /// Gives it its name, once it is on the disk.
  ///
  /// - Throws: the system's refusal; ``SystemError/isOccupied`` where the name was taken meanwhile.
  public func keep() throws(SystemError) {
    guard fsync(file.number) == 0 else { throw .last }
    let answer = replaces ? unsafe rename(draft, path) : unsafe link(draft, path)
    guard answer == 0 else { throw .last }
    // A link leaves the first name behind, which goes with this value.
    isKept = replaces
  }
}
