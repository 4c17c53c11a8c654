import Settings
import Testing

@Suite("Failpoints: orders")
struct FailpointOrderTests {
  private func order(_ text: String) throws -> FailpointOrder {
    let settings = try Environment.settings(["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": text])
    return try #require(settings.failpoint)
  }

  @Test("Failpoints: their names are the fourteen of the matrix of faults")
  func names() {
    #expect(
      Failpoint.allCases.map(\.rawValue) == [
        "received", "decoded", "tx_begun", "rows_locked", "decided", "written", "before_commit",
        "after_commit", "before_ack", "after_ack", "published_some", "before_confirm", "confirmed",
        "outbox_marked",
      ])
  }

  @Test(
    "Failpoints: an order is name:action[:n][@message-id]",
    arguments: [
      ("after_commit:exit", .afterCommit, .exit, nil, nil),
      ("received:abort:3", .received, .abort, 3, nil),
      ("tx_begun:hang@urn:x@1", .txBegun, .hang, nil, "urn:x@1"),
      ("decided:sleep:250", .decided, .pause(milliseconds: 250), nil, nil),
      ("decided:sleep:250:2@a:b", .decided, .pause(milliseconds: 250), 2, "a:b"),
      ("outbox_marked:throw:1", .outboxMarked, .throw, 1, nil),
    ] as [(String, Failpoint, FailpointOrder.Action, Int?, String?)])
  func orders(
    text: String, point: Failpoint, action: FailpointOrder.Action, pass: Int?, id: String?
  ) throws {
    let order = try order(text)
    #expect(order.point == point && order.action == action)
    #expect(order.pass == pass && order.messageID == id)
  }

  @Test(
    "Failpoints: anything else is refused",
    arguments: [
      "afterCommit:exit", "F7:exit", "after_commit", "after_commit:", "after_commit:kill",
      "after_commit:exit:0", "after_commit:exit:x", "after_commit:exit:1:2", "after_commit:sleep",
      "after_commit:sleep:x", "after_commit:sleep:-1", "after_commit:exit@", ":exit", "@x",
    ])
  func refused(text: String) {
    let sentences = Environment.sentences(["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": text])
    #expect(sentences.count == 1)
    #expect(sentences.first?.hasPrefix("BREVDUVA_FAILPOINT ") == true)
  }

  @Test("Failpoints: outside a test they are refused")
  func outsideTest() {
    #expect(
      Environment.sentences(["BREVDUVA_FAILPOINT": "decided:throw"]) == [
        "BREVDUVA_FAILPOINT is set outside a test: "
          + "BREVDUVA_TEST=1 beside it, or no failpoint, is needed."
      ])
  }
}
