public import Formats
public import POSIX

/// Regular file that is open for reading, and closed with its owner.
public struct SourceFile: Sendable {
  /// Length in octets.
  public let size: Int
  let descriptor: Descriptor

  /// Opens a file by its path; a folder, a device or a pipe is refused without being waited for.
  public init(path: String) throws(TableFault) {
    do throws(SystemError) {
      descriptor = try .openingAtOnce(path)
    } catch {
      throw .cannotOpen(error.number)
    }
    guard let size = descriptor.fileLength else { throw .notAFile }
    self.size = size
  }

  /// Opens a file below a folder, by its path from there.
  ///
  /// - Throws: `.outsideFolder` for a path that leads anywhere else, or over a link; a folder, a device or a
  ///   pipe is refused without being waited for.
  public init(path: String, below folder: String) throws(TableFault) {
    guard Self.leadsBelow(path) else { throw .outsideFolder }
    let names = path.split(separator: "/").map(String.init)
    do throws(SystemError) {
      descriptor = try .openingAtOnce(names, below: folder)
    } catch {
      throw error.isLink ? .outsideFolder : .cannotOpen(error.number)
    }
    guard let size = descriptor.fileLength else { throw .notAFile }
    self.size = size
  }

  /// Tells whether a path leads below the folder that it begins in, as far as its words say.
  public static func leadsBelow(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      !["", ".", ".."].contains($0) && !$0.utf8.contains(0)
    }
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
    (descriptor, size) = (file.descriptor, octets.count)
  }

  /// Keeps what comes through a pipe, up to its end, in a file without a name.
  ///
  /// - Parameters:
  ///   - input: the pipe, or anything else that is read from first to last.
  ///   - temporaryFolder: the folder on whose disk the file lies.
  /// - Throws: `.cannotOpen` where it cannot be read, `.noSpace` where it cannot be kept.
  public init(copying input: Descriptor, temporaryFolder: String) throws(TableFault) {
    let file = try TemporaryFile(in: temporaryFolder)
    var size = 0
    while true {
      let octets: [UInt8]
      do throws(SystemError) {
        // What comes next, whatever its length.
        octets = try input.readAll(limit: 0)
      } catch {
        throw .cannotOpen(error.number)
      }
      guard !octets.isEmpty else { break }
      try file.write(octets[...], at: size)
      size += octets.count
    }
    (descriptor, self.size) = (file.descriptor, size)
  }

  /// Reads octets from a place on: so many, or fewer at the end of the file.
  ///
  /// - Throws: `.cannotOpen` where it cannot be read.
  public func octets(at place: Int, count: Int) throws(TableFault) -> [UInt8] {
    do throws(SystemError) {
      return try descriptor.read(count, at: place)
    } catch {
      throw .cannotOpen(error.number)
    }
  }
}
