package import Formats

/// All that `doctor` has looked at, in the order of looking.
package struct Diagnosis: Answer {
  private let checks: [Check]

  /// Gathers checks.
  package init(_ checks: [Check]) {
    self.checks = checks
  }

  package var verdict: Verdict {
    let faults = checks.compactMap(\.fault)
    guard !faults.isEmpty else { return .done }
    let sentence =
      faults.count == 1
      ? "One check shows a fault; its cure stands below it."
      : "\(faults.count) checks show a fault; the cure stands below each."
    if faults.contains(.environment) { return .failed(.usage(sentence)) }
    return .failed(faults.contains(.unreachable) ? .unreachable(sentence) : .refused(sentence))
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("checks", each: checks) { json, check in
        json.object {
          $0.member("name", check.name)
          $0.member("state", check.word)
          $0.member("found", check.found)
          $0.member("cure", orNull: check.cure)
        }
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    let width = checks.reduce(0) { max($0, $1.name.visible.cellWidth) }
    return checks.flatMap { check in
      let name = check.name.visible
      let space = String(repeating: " ", count: width - name.cellWidth)
      let state = check.word.inTone(check.tone, on: surface)
      let gap = String(repeating: " ", count: 9 - check.word.count)
      let line = "\(state)\(gap)\(name)\(space)  \(check.found.visible)"
      guard let cure = check.cure else { return [line] }
      return [line, "         → ".inTone(.faint, on: surface) + cure.visible]
    }
  }
}

extension Check {
  fileprivate var fault: Fault? {
    if case .fault(let fault) = state { fault } else { nil }
  }

  fileprivate var word: String {
    switch state {
    case .ok: "ok"
    case .warning: "warning"
    case .fault: "fault"
    }
  }

  fileprivate var tone: Tone {
    switch state {
    case .ok: .good
    case .warning: .warning
    case .fault: .bad
    }
  }
}
