import Testing
import Threading

@Suite struct PollTests {
  @Test("Poll: a descriptor that is not open counts as ready, so that its owner finds out")
  func invalidDescriptor() {
    var poll = Poll()
    let place = poll.add(9999, .readable)
    let ready = poll.wait(until: .now + .seconds(5))
    let isReady = poll.isReady(place)
    #expect(ready == 1)
    #expect(isReady)
  }
}
