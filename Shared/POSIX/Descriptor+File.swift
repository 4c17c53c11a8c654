internal import Glibc

// Files that are read and written at any place of them.

extension Descriptor {
  /// Opens a file for reading, and waits for nothing: neither for a pipe's other side nor for a device.
  public static func openingAtOnce(_ path: String) throws(SystemError) -> Descriptor {
    try opening(path, from: AT_FDCWD, O_NONBLOCK)
  }

  /// Opens a file below a folder for reading, and waits for nothing; no link on the way is followed.
  ///
  /// - Parameters:
  ///   - names: those of the folders on the way, and of the file; none may be `..`.
  ///   - folder: the folder, to which links may lead.
  /// - Returns: the file.
  /// - Throws: the system's refusal; of a link `ELOOP` or `ENOTDIR` (``SystemError/isLink``).
  public static func openingAtOnce(
    _ names: [String], below folder: String
  ) throws(SystemError) -> Descriptor {
    var place = try opening(folder, from: AT_FDCWD, O_DIRECTORY)
    for (index, name) in names.enumerated() {
      let kind = index < names.count - 1 ? O_DIRECTORY : O_NONBLOCK
      place = try opening(name, from: place.number, kind | O_NOFOLLOW)
    }
    return place
  }

  private static func opening(
    _ name: String, from folder: Int32, _ flags: Int32
  ) throws(SystemError) -> Descriptor {
    try Descriptor(owning: unsafe openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags))
  }

  /// Makes a file without a name in a folder; it is gone with its last owner, or with the process.
  public static func temporaryFile(in folder: String) throws(SystemError) -> Descriptor {
    let (file, name) = try newFile("\(folder)/brevduva-")
    unsafe unlink(name)
    return file
  }

  /// Makes a file that nobody else may read, under a name of its own that begins as is said.
  static func newFile(
    _ beginning: String
  ) throws(SystemError) -> (file: Descriptor, name: String) {
    var template = Array("\(beginning)XXXXXX".utf8CString)
    // The template ends with a zero, and the letters that are replaced are its own.
    let number = unsafe mkstemp(&template)
    let file = try Descriptor(owning: number)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    let name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    return (file, name)
  }

  /// Length of a regular file in octets; `nil` for a folder, a pipe, a device or a socket.
  public var fileLength: Int? {
    var facts = stat()
    guard unsafe fstat(number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(facts.st_size)
  }

  /// Reads a file from a place on: so many octets, or fewer at its end.
  public func read(_ count: Int, at place: Int) throws(SystemError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(SystemError) in
      let failure = unsafe output.withUnsafeMutableBufferPointer { buffer, filled -> SystemError? in
        while filled < count {
          let rest = unsafe buffer.baseAddress.map { unsafe $0 + filled }
          let done = unsafe pread(number, rest, count - filled, place + filled)
          if done < 0, errno == EINTR { continue }
          if done < 0 { return .last }
          if done == 0 { break }
          filled += done
        }
        return nil
      }
      if let failure { throw failure }
    }
  }

  /// Writes all of it to a file, from a place on.
  public func write(_ octets: ArraySlice<UInt8>, at place: Int) throws(SystemError) {
    var rest = octets
    while !rest.isEmpty {
      let offset = place + rest.startIndex - octets.startIndex
      let done = unsafe rest.withUnsafeBytes {
        unsafe pwrite(number, $0.baseAddress, $0.count, offset)
      }
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { throw done == 0 ? SystemError(number: ENOSPC) : .last }
      rest = rest.dropFirst(done)
    }
  }
}
