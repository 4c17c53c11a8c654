package import Formats
package import Store

/// The steps of the schema that were applied now.
package struct AppliedSteps: Answer {
  private let steps: [Migration]

  /// Gathers steps, in order; none if the schema was up to date.
  package init(_ steps: [Migration]) {
    self.steps = steps
  }

  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("applied", each: steps) { json, step in
        json.object {
          $0.member("number", orNull: Int(step.number))
          $0.member("name", step.name)
        }
      }
    }
  }

  package func lines(on surface: Surface) -> [String] {
    guard !steps.isEmpty else { return ["The schema is up to date."] }
    var table = Table(["step", "name"], numeric: [0])
    for step in steps { table.add([Table.Cell("\(step.number)"), Table.Cell(step.name)]) }
    return table.lines(on: surface)
  }

  package var hints: [String] {
    steps.isEmpty ? [] : ["The broker's part: brevduva topology declare"]
  }
}
