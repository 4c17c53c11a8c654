import Foundation
import POSIX
import Testing

@Suite("New files")
struct NewFileTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // nothing depends on it any more
    try body(folder)
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  @Test("A file has its name when it is whole, and only its owner may read it")
  func whole() throws {
    try withFolder { folder in
      let place = folder.appending(path: "a.csv")
      var file: NewFile? = try NewFile(path: place.path, replaces: false)
      try file?.append([1, 2])
      try file?.append([3])
      #expect(try names(in: folder).filter { $0 == "a.csv" } == [])
      try file?.keep()
      file = nil
      #expect(try names(in: folder) == ["a.csv"])
      #expect(try Data(contentsOf: place) == Data([1, 2, 3]))
      #expect(FileFacts.mode(of: place.path).map { $0 & 0o777 } == 0o600)
    }
  }

  @Test("One that is given up leaves nothing behind, and what was there as it was")
  func givenUp() throws {
    try withFolder { folder in
      let place = folder.appending(path: "a.csv")
      try Data([9]).write(to: place)
      var file: NewFile? = try NewFile(path: place.path, replaces: true)
      try file?.append([1])
      #expect(try names(in: folder).count == 2)
      file = nil
      #expect(try names(in: folder) == ["a.csv"])
      #expect(try Data(contentsOf: place) == Data([9]))
    }
  }

  @Test("A name that is taken is left to who has it, at the beginning and at the end")
  func taken() throws {
    try withFolder { folder in
      let place = folder.appending(path: "a.csv")
      var file: NewFile? = try NewFile(path: place.path, replaces: false)
      try Data([9]).write(to: place)
      let late = #expect(throws: SystemError.self) { try file?.keep() }
      #expect(late?.isOccupied == true)
      file = nil
      let early = #expect(throws: SystemError.self) {
        _ = try NewFile(path: place.path, replaces: false)
      }
      #expect(early?.isOccupied == true)
      #expect(try names(in: folder) == ["a.csv"])
      #expect(try Data(contentsOf: place) == Data([9]))
      let other = try NewFile(path: place.path, replaces: true)
      try other.append([1])
      try other.keep()
      #expect(try Data(contentsOf: place) == Data([1]))
    }
  }

  @Test("A folder, a pipe and a device are replaced by nobody", arguments: ["/", "/dev/null"])
  func irregular(path: String) {
    let error = #expect(throws: SystemError.self) { _ = try NewFile(path: path, replaces: true) }
    #expect(error?.isOccupied == true)
  }

  @Test("Where no file can be made, the system says why")
  func nowhere() {
    let error = #expect(throws: SystemError.self) {
      _ = try NewFile(path: "/nowhere/a.csv", replaces: false)
    }
    #expect(error?.description == "No such file or directory" && error?.isOccupied == false)
  }
}
