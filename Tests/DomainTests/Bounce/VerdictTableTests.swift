import BookSamples
import Domain
import Testing

@Suite("Verdicts")
struct VerdictTableTests {
  @Test("B1: words decide by the first row that has them", arguments: VerdictSample.words)
  func words(sample: VerdictSample) { check(sample) }

  @Test("B3: codes decide where no words do", arguments: VerdictSample.codes)
  func codes(sample: VerdictSample) { check(sample) }

  @Test("B3: words, class and code that differ are weighed", arguments: VerdictSample.traps)
  func traps(sample: VerdictSample) { check(sample) }

  @Test("B1: in doubt nobody is marked", arguments: VerdictSample.harmless)
  func harmless(sample: VerdictSample) { check(sample) }

  private func check(_ sample: VerdictSample) {
    let verdict = VerdictTable.verdict(on: .answer(sample.text))
    #expect(verdict.kind == sample.kind)
    #expect(verdict.row == sample.row)
  }

  @Test("B3: every row has a source, a name of its own, and an answer that it decides")
  func everyRow() {
    let rows = VerdictTable.rows
    let tried = Set((VerdictSample.words + VerdictSample.codes).compactMap(\.row))
    #expect(Set(rows.map(\.name)).count == rows.count)
    for row in rows {
      #expect(!row.source.isEmpty, "\(row.name)")
      #expect(tried.contains(row.name), "\(row.name)")
    }
  }

  @Test("B3: every phrase of a row is found, by that row or by one before it")
  func everyPhrase() throws {
    var places: [String: Int] = [:]
    for (index, row) in VerdictTable.rows.enumerated() { places[row.name] = index }
    for (index, row) in VerdictTable.rows.enumerated() {
      guard case .words(let phrases) = row.condition else { continue }
      for phrase in phrases {
        let text = VerdictSample.first(of: phrase)
        let found = try #require(VerdictTable.verdict(on: .answer(text)).row, "\(text)")
        #expect(places[found] ?? .max <= index, "\(text): \(found), not \(row.name)")
      }
    }
  }

  @Test("B1: no refusal of a sender or a message marks, whatever its class")
  func sendersMarkNobody() {
    for reason in BounceReason.allCases where reason.cure != nil {
      #expect(reason.kind(isTransient: false) == .blocked)
      #expect(reason.kind(isTransient: true) == .blocked)
    }
  }

  @Test("B2: class 4 turns every mark into a count")
  func classFour() {
    for reason in BounceReason.allCases where reason.kind(isTransient: false) == .permanent {
      #expect(reason.kind(isTransient: true) == .temporary)
    }
  }

  @Test("B10: a refusal that is the sender's own fault names its cure, and nothing else does")
  func cures() {
    let refused = VerdictTable.verdict(on: .answer("550 5.7.26 DMARC check failed"))
    #expect(refused.cure?.contains("DKIM") ?? false)
    #expect(VerdictTable.verdict(on: .answer("550 5.1.1 User unknown")).cure == nil)
    for reason in BounceReason.allCases {
      #expect((reason.cure != nil) == (reason.kind(isTransient: false) == .blocked), "\(reason)")
    }
  }

  @Test("B10: a new owner is no dead mailbox, whatever the words")
  func newOwner() {
    for code in ["5.7.17", "5.7.18", "4.7.17"] {
      let verdict = VerdictTable.verdict(on: .answer("550 \(code) No such user"))
      #expect(verdict.kind == .ownerChanged)
    }
  }
}

extension VerdictSample {
  /// The words of a phrase as it is written in a table, of alternatives the first.
  static func first(of phrase: String) -> String {
    phrase.split(separator: " ").map { slot in
      slot == "_"
        ? "something" : String((slot.split(separator: "|").first ?? slot).filter { $0 != "?" })
    }.joined(separator: " ")
  }
}
