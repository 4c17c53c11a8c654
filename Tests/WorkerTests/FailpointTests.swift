import Settings
import Testing
import Worker

@Suite("Failpoints")
struct FailpointTests {
  private func order(_ text: String) throws -> FailpointOrder {
    var reader = SettingsReader(["BREVDUVA_FAILPOINT": text])
    return try #require(reader.read(Variables.failpoint) ?? nil)
  }

  private func fires(_ failpoints: Failpoints, _ point: Failpoint, _ ids: [String] = []) -> Bool {
    do throws(FailpointFired) {
      try failpoints.pass(point, holding: ids)
      return false
    } catch {
      return error.point == point
    }
  }

  @Test("Failpoints: without an order nothing fires, and no ids are asked for")
  func off() throws {
    let failpoints = Failpoints(nil)
    var asked = 0
    func ids() -> [String] {
      asked += 1
      return []
    }
    for point in Failpoint.allCases { try failpoints.pass(point, holding: ids()) }
    #expect(asked == 0)
  }

  @Test("Failpoints: without a number every pass of the place fires, and no other place")
  func everyPass() throws {
    let failpoints = Failpoints(try order("decided:throw"))
    #expect(fires(failpoints, .decided))
    #expect(!fires(failpoints, .decoded))
    #expect(fires(failpoints, .decided))
  }

  @Test("Failpoints: with a number only that pass fires")
  func numberedPass() throws {
    let failpoints = Failpoints(try order("decided:throw:3"))
    #expect((1...5).map { _ in fires(failpoints, .decided) } == [false, false, true, false, false])
  }

  @Test("Failpoints: with a message id only passes that hold the message count")
  func onlyWithMessage() throws {
    let failpoints = Failpoints(try order("decided:throw:2@m1"))
    #expect(!fires(failpoints, .decided, ["m0"]))
    #expect(!fires(failpoints, .decided, ["m0", "m1"]))
    #expect(!fires(failpoints, .decided, ["m2"]))
    #expect(fires(failpoints, .decided, ["m1"]))
  }

  @Test("Failpoints: a sleep takes its time and goes on")
  func sleeps() throws {
    let failpoints = Failpoints(try order("decided:sleep:30"))
    let start = ContinuousClock.now
    #expect(!fires(failpoints, .decided))
    #expect(ContinuousClock.now - start >= .milliseconds(30))
  }
}
