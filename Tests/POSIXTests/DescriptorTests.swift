import Foundation
import POSIX
import Synchronization
import Testing
import Threading

@Suite("Descriptors")
struct DescriptorTests {
  private func withFile<Result>(
    _ octets: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try Data(octets).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // nothing depends on it any more
    return try body(file.path)
  }

  @Test("A file is read to its end, or until more than the limit has come")
  func reading() throws {
    let octets = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try withFile(octets) { path in
      #expect(try Descriptor.opening(path).readAll(limit: 200_000) == octets)
      let more = try Descriptor.opening(path).readAll(limit: 100)
      #expect(more.count > 100 && more == Array(octets.prefix(more.count)))
      let file = try Descriptor.opening(path)
      #expect(try file.read(atMost: 3) == [0, 31, 62])
      #expect(try file.read(atMost: 2) == [93, 124])
    }
    let nothing = try withFile([]) { path in try Descriptor.opening(path).readAll(limit: 9) }
    #expect(nothing == [])
  }

  @Test("What cannot be opened or read is an error in the system's own words")
  func refusals() throws {
    let missing = #expect(throws: SystemError.self) {
      _ = try Descriptor.opening("/nowhere/at/all")
    }
    #expect(missing?.description == "No such file or directory")
    let folder = try Descriptor.opening("/")
    let error = #expect(throws: SystemError.self) { _ = try folder.readAll(limit: 9) }
    #expect(error?.description == "Is a directory")
    #expect(SystemError(number: 1_000_000).description.contains("1000000"))
  }

  @Test("A file is read and written at any place of it, and tells its length")
  func places() throws {
    let file = try Descriptor.temporaryFile(in: FileManager.default.temporaryDirectory.path())
    #expect(file.fileLength == 0)
    try file.write([9, 1, 2, 3][1...], at: 2)
    #expect(file.fileLength == 5)
    #expect(try file.read(10, at: 0) == [0, 0, 1, 2, 3])
    #expect(try file.read(2, at: 3) == [2, 3])
    #expect(try file.read(2, at: 5) == [])
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/fd/\(file.number)")
    #expect(link.hasSuffix("(deleted)"), "it has a name still")
    #expect(throws: SystemError(number: 2)) { _ = try Descriptor.temporaryFile(in: "/nowhere") }
  }

  @Test("What is no regular file has no length, and a pipe is not waited for")
  func irregular() throws {
    let pipe = Pipe()
    let reader = pipe.fileHandleForReading
    try pipe.fileHandleForWriting.close()
    for path in ["/", "/dev/null", "/proc/self/fd/\(reader.fileDescriptor)"] {
      #expect(try Descriptor.openingAtOnce(path).fileLength == nil, "\(path)")
    }
    let full = try Descriptor.openingAtOnce("/dev/zero")
    #expect(throws: SystemError.self) { try full.write([1], at: 0) }
  }

  @Test("A file tells its rights, and no other has any")
  func modes() throws {
    try withFile([]) { path in
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(FileFacts.mode(of: path).map { $0 & 0o777 } == 0o640)
      #expect(FileFacts.mode(of: path + "x") == nil)
    }
  }

  @Test("A socket takes what is sent to it, in both directions, up to the end")
  func sockets() throws {
    let (one, other) = try pair()
    #expect(try one.send([1, 2, 3]) == 3)
    one.finishSending()
    #expect(try received(by: other, until: 4) == [1, 2, 3])
    #expect(try other.send([4]) == 1)
    #expect(try received(by: one, until: 1) == [4])
  }

  @Test("A socket without anything to read, and a listening one that nobody wants, say so at once")
  func nothing() throws {
    let (one, other) = try pair()
    let error = #expect(throws: SystemError.self) { _ = try one.read(atMost: 1) }
    #expect(error?.isPassing == true)
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1)
    #expect(try listener.accept() == nil)
    withExtendedLifetime(other) {}
  }

  @Test("More than a socket takes at once is written all the same")
  func writing() throws {
    let (one, other) = try pair()
    let octets = [UInt8](repeating: 7, count: 32 << 20)
    let thread = try LaneThread(name: "writer") {
      one.write(octets)
      one.finishSending()
    }
    #expect(try received(by: other, until: octets.count + 1).count == octets.count)
    thread.join()
  }

  @Test("Writing to a peer that is gone ends, without a signal")
  func gone() throws {
    ProcessLimits.ignoreBrokenPipes()
    let (one, other) = try pair()
    _ = consume other
    one.write([UInt8](repeating: 7, count: 32 << 20))
    #expect(throws: SystemError.self) { while true { _ = try one.send([1]) } }
  }

  @Test("A host that nobody listens at, one that is unknown and a port in use are told apart")
  func hosts() throws {
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1)
    let taken = #expect(throws: HostError.self) {
      _ = try ListeningSocket(host: "127.0.0.1", port: listener.port, backlog: 1)
    }
    #expect(taken?.description == "Address already in use")
    let refused = #expect(throws: HostError.self) {
      _ = try Descriptor.connecting(to: "127.0.0.1", port: 1, within: .seconds(60))
    }
    #expect(refused?.description == "Connection refused")
    let unknown = #expect(throws: HostError.self) {
      _ = try Descriptor.connecting(to: "nowhere.invalid", port: 1, within: .seconds(60))
    }
    guard case .unknown? = unknown else {
      Issue.record("\(String(describing: unknown))")
      return
    }
  }

  @Test("A duplicate outlives what it was made of")
  func duplicate() throws {
    let (one, other) = try pair()
    let number = try one.duplicate()
    #expect(number != one.number)
    _ = consume one
    #expect(FileManager.default.fileExists(atPath: "/proc/self/fd/\(number)"))
    let error = #expect(throws: SystemError.self) { _ = try other.read(atMost: 1) }
    #expect(error?.isPassing == true, "the other side was closed")
    Foundation.close(number)
  }

  @Test("The environment, the clock and the errors' stream are those of this process")
  func process() throws {
    #expect(Environment.variables == ProcessInfo.processInfo.environment)
    let before = Date().timeIntervalSince1970
    let now = Double(WallClock.microseconds) / 1_000_000
    #expect(now >= before - 0.001 && now <= Date().timeIntervalSince1970 + 0.001)
    #expect([Descriptor.input, .output, .errors].map(\.number) == [0, 1, 2])
  }

  /// The two ends of a connection.
  private func pair() throws -> (Descriptor, Descriptor) {
    let listener = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1)
    let one = try Descriptor.connecting(
      to: "127.0.0.1", port: listener.port, within: .seconds(60))
    return (one, try #require(try listener.accept()))
  }

  /// Reads what comes, until it is so much or the peer has said all.
  private func received(by socket: Descriptor, until count: Int) throws -> [UInt8] {
    let deadline = ContinuousClock.now + .seconds(60)
    var waiter = PollWaiter()
    var octets: [UInt8] = []
    while octets.count < count {
      let isReady = waiter.wait(for: socket.number, .readable, until: deadline)
      try #require(isReady, "only \(octets.count) octets came")
      let more = try socket.read(atMost: 1 << 20)
      if more.isEmpty { break }
      octets += more
    }
    return octets
  }
}
