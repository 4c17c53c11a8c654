import Formats
internal import Glibc

/// A file without a name: it is gone with its owner, or with the process.
struct TemporaryFile: ~Copyable {
  private let descriptor: Int32

  init(in folder: String) throws(TableFault) {
    var template = Array("\(folder)/brevduva-XXXXXX".utf8CString)
    // Safe: the template ends with a zero, and the letters that are replaced are its own.
    let descriptor: Int32 = unsafe template.withUnsafeMutableBufferPointer { template in
      guard let name = template.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(name)
      if descriptor >= 0 { unsafe unlink(name) }
      return descriptor
    }
    guard descriptor >= 0 else { throw .noSpace(errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The octets from a place on: so many, or fewer at the end.
  func octets(at place: Int, count: Int) throws(TableFault) -> [UInt8] {
    try Descriptor.read(descriptor, at: place, count: count)
  }

  func write(_ octets: ArraySlice<UInt8>, at place: Int) throws(TableFault) {
    try Descriptor.write(descriptor, octets, at: place)
  }

  /// Hands the open file to another owner.
  consuming func release() -> Int32 {
    let descriptor = self.descriptor
    discard self
    return descriptor
  }
}
