import Formats
import POSIX

/// File without a name for what memory is not to hold: it is gone with its owner, or with the process.
struct TemporaryFile {
  let descriptor: Descriptor

  init(in folder: String) throws(TableFault) {
    do throws(SystemError) {
      descriptor = try .temporaryFile(in: folder)
    } catch {
      throw .noSpace(error.number)
    }
  }

  /// The octets from a place on: so many, or fewer at the end.
  func octets(at place: Int, count: Int) throws(TableFault) -> [UInt8] {
    do throws(SystemError) {
      return try descriptor.read(count, at: place)
    } catch {
      throw .noSpace(error.number)
    }
  }

  func write(_ octets: ArraySlice<UInt8>, at place: Int) throws(TableFault) {
    do throws(SystemError) {
      try descriptor.write(octets, at: place)
    } catch {
      throw .noSpace(error.number)
    }
  }
}
