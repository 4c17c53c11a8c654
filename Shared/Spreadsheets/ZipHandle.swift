internal import CZip
import Formats
internal import Glibc
import POSIX

/// Owns an archive of libzip and the one part of it that is being read; no other file calls libzip.
///
/// A part is read within limits: an archive of a few kilobytes can be made to hold more than a disk does.
@safe
struct ZipHandle: ~Copyable {
  /// The most parts of an archive.
  static let partLimit = 10_000
  /// The largest part, unpacked.
  static let lengthLimit = 2 << 30
  /// The most that a part may grow, once it is larger than ``ratioFloor``.
  static let ratioLimit = 100
  static let ratioFloor = 64 << 20

  private let archive: OpaquePointer
  private var part: OpaquePointer?
  private var packedLength = 0
  private var length = 0

  /// Opens the archive in a file, which may be closed afterwards.
  init(_ file: SourceFile) throws(TableFault) {
    try Self.check(file)
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try file.descriptor.duplicate()
    } catch {
      throw .cannotOpen(error.number)
    }
    var code: Int32 = 0
    // Safe: libzip takes the descriptor over if it succeeds, and writes one number.
    guard let archive = unsafe zip_fdopen(descriptor, 0, &code) else {
      close(descriptor)
      throw .damaged
    }
    unsafe self.archive = archive
  }

  deinit {
    // Safe: both are ours, and no call follows.
    if let part = unsafe part { unsafe zip_fclose(part) }
    unsafe zip_discard(archive)
  }

  /// Refuses an archive whose directory alone would take much memory, before libzip reads it.
  private static func check(_ file: SourceFile) throws(TableFault) {
    let start = max(0, file.size - 65_557)
    let tail = try file.octets(at: start, count: file.size - start)
    guard let directory = ZipDirectory(tail, at: start) else { throw .damaged }
    guard directory.parts <= partLimit, directory.length <= 8 << 20 else { throw .tooLarge(.parts) }
  }

  /// Tells whether a part is there, by its name without a slash before it.
  func contains(_ name: String) -> Bool { index(of: name) != nil }

  /// Begins to read a part; the one before is closed.
  ///
  /// - Returns: false where there is none of this name.
  mutating func open(_ name: String) throws(TableFault) -> Bool {
    closePart()
    guard let index = index(of: name) else { return false }
    var found = czip_part()
    // Safe: the structure of numbers is lent for the call.
    guard unsafe czip_find(archive, index, &found) == 0 else { throw .damaged }
    guard found.is_encrypted == 0 else { throw .encrypted }
    guard found.length <= UInt64(Self.lengthLimit) else { throw .tooLarge(.part) }
    // Safe: it is closed with the archive, or before another one is opened.
    unsafe part = zip_fopen_index(archive, index, 0)
    guard unsafe part != nil else { throw .damaged }
    (packedLength, length) = (Int(clamping: found.packed_length), 0)
    return true
  }

  /// The next octets of the part; none at its end, where its checksum was found right.
  mutating func read(upTo count: Int) throws(TableFault) -> [UInt8] {
    guard let part = unsafe part else { return [] }
    var done = 0
    // Safe: libzip writes at most `count` octets, and says how many.
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      unsafe done = Int(zip_fread(part, buffer.baseAddress, UInt64(count)))
      filled = max(0, done)
    }
    guard done >= 0 else { throw .damaged }
    length += done
    guard length <= Self.lengthLimit else { throw .tooLarge(.part) }
    guard length <= Self.ratioFloor || length / Self.ratioLimit <= packedLength else {
      throw .tooLarge(.ratio)
    }
    return octets
  }

  /// Parts are found in any case, as OPC has it, and with the slashes of Windows, as some programs write them; the
  /// right one first.
  private func index(of name: String) -> UInt64? {
    for spelling in [name, name.replacing("/", with: "\\")] {
      for flags in [0, UInt32(ZIP_FL_NOCASE)] {
        // Safe: the name is lent for the call.
        let index = unsafe zip_name_locate(archive, spelling, flags)
        if index >= 0 { return UInt64(index) }
      }
    }
    return nil
  }

  private mutating func closePart() {
    // Safe: it is ours, and forgotten.
    if let part = unsafe part { unsafe zip_fclose(part) }
    unsafe part = nil
  }
}
