import Synchronization
import Testing
import Threading

@Suite("Shutdown")
struct ShutdownSignalTests {
  private final class Tally: Sendable {
    let count = Atomic<Int>(0)

    func add() { count.add(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
  }

  @Test("Shutdown: who asked to be woken is woken once, however often a stop is asked for")
  func once() {
    let stop = ShutdownSignal()
    let tally = Tally()
    stop.onRequest { tally.add() }
    stop.onRequest { tally.add() }
    #expect(!stop.isRequested && tally.value == 0)
    stop.request()
    stop.request()
    #expect(stop.isRequested && tally.value == 2)
  }

  @Test("Shutdown: who comes late is woken at once")
  func late() {
    let stop = ShutdownSignal()
    stop.request()
    let tally = Tally()
    stop.onRequest { tally.add() }
    #expect(tally.value == 1)
  }

  @Test("Shutdown: who took it back is left alone")
  func forgotten() {
    let stop = ShutdownSignal()
    let tally = Tally()
    let token = stop.onRequest { tally.add() }
    stop.onRequest { tally.add() }
    stop.forget(token)
    stop.request()
    #expect(tally.value == 1)
  }

  @Test("Shutdown: a waker may ask and take back itself")
  func reentrant() {
    let stop = ShutdownSignal()
    let tally = Tally()
    stop.onRequest {
      stop.request()
      stop.onRequest { tally.add() }
    }
    stop.request()
    #expect(tally.value == 1)
  }

  @Test("Shutdown: nobody is missed or woken twice when many ask at once")
  func race() async {
    for _ in 0..<100 {
      let stop = ShutdownSignal()
      let tally = Tally()
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            if number.isMultiple(of: 2) { stop.request() } else { stop.onRequest { tally.add() } }
          }
        }
      }
      #expect(tally.value == 4)
    }
  }
}
