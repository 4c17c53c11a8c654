public import Formats
internal import Glibc

/// A regular file that is open for reading, and closed with its owner.
public struct SourceFile: ~Copyable {
  /// Its length in octets.
  public let size: Int
  let descriptor: Int32

  /// Opens a file by its path; a folder, a device or a pipe is refused without being waited for.
  public init(path: String) throws(TableFault) {
    // Safe: the path is lent for the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .cannotOpen(errno) }
    try self.init(owning: descriptor)
  }

  /// Keeps octets that are in memory in a file without a name.
  ///
  /// - Parameters:
  ///   - octets: what the file is to hold.
  ///   - temporaryFolder: the folder on whose disk it lies.
  /// - Throws: `.noSpace` where it cannot be kept.
  public init(octets: ArraySlice<UInt8>, temporaryFolder: String) throws(TableFault) {
    let file = try TemporaryFile(in: temporaryFolder)
    try file.write(octets, at: 0)
    try self.init(owning: file.release())
  }

  /// Takes over a descriptor that was opened for reading.
  init(owning descriptor: Int32) throws(TableFault) {
    var status = stat()
    // Safe: the structure is lent for the call.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notAFile
    }
    size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The octets from a place on: so many, or fewer at the end of the file.
  func octets(at place: Int, count: Int) throws(TableFault) -> [UInt8] {
    try Descriptor.read(descriptor, at: place, count: count)
  }
}

/// Reading and writing at a place of a file, whole.
enum Descriptor {
  static func read(
    _ descriptor: Int32, at place: Int, count: Int
  ) throws(TableFault) -> [UInt8] {
    var fault: TableFault?
    // Safe: pread writes at most what is left of the buffer, and only that counts.
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let address = unsafe buffer.baseAddress.map { unsafe $0 + filled }
        let done = unsafe pread(descriptor, address, count - filled, place + filled)
        if done < 0, errno == EINTR { continue }
        if done < 0 { fault = .cannotOpen(errno) }
        guard done > 0 else { return }
        filled += done
      }
    }
    if let fault { throw fault }
    return octets
  }

  static func write(
    _ descriptor: Int32, _ octets: ArraySlice<UInt8>, at place: Int
  ) throws(TableFault) {
    var rest = octets
    while !rest.isEmpty {
      let offset = place + rest.startIndex - octets.startIndex
      // Safe: the octets are lent for the call.
      let done = unsafe rest.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset)
      }
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { throw .noSpace(errno) }
      rest.removeFirst(done)
    }
  }
}
