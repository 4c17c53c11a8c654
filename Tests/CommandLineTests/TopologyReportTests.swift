import Contract
import Messaging
import Testing

@testable import brevduva

/// Reports on a broker's exchanges and queues, on paper.
struct TopologyReportTests {
  @Test("A topology with everything in its place is done; anything else is refused, with the cure")
  func failures() throws {
    let queue = TopologyFinding.Part.queue(try #require(Topology().queues.first))
    let good: [TopologyFinding] = [
      .init(.exchange(.incoming), .asDeclared), .init(queue, .created),
    ]
    #expect(TopologyReport(findings: good, declared: true).failure == nil)
    let missing = TopologyReport(
      findings: good + [.init(.exchange(.dead), .missing)], declared: false)
    #expect(
      missing.failure
        == .refused(
          "exchange brevduva.dead is not as the workers need it. Run brevduva topology declare."))
    let text = "inequivalent arg 'durable' for queue 'q': received 'true' but current is 'false'"
    let differs = TopologyReport(
      findings: [.init(queue, .differs(try #require(ArgumentMismatch(text))))], declared: true)
    guard case .refused(let sentence) = differs.failure else {
      Issue.record("a difference is refused")
      return
    }
    #expect(sentence.contains("delete it"))
    #expect(
      Shell.text(differs.text(asJSON: true, in: Shell.pipe))
        == """
        [{"kind":"queue","name":"registrations.dead","state":"differs","argument":"durable",\
        "wanted":"true","found":"false","detail":null}]

        """)
  }
}
