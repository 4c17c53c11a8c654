import ArgumentParser
import Formats
import Store
import Threading

/// `migrate`: brings the database's schema up to this program.
struct Migrate: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Make or update the database's schema.",
    discussion: """
      Applies the steps that are missing, each in a transaction of its own. Run it as the database's \
      owner, no superuser is needed. Can be run again at any time, beside the workers.

      Example: brevduva migrate
      """)

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> MigrateReport {
    let location = try context.servers.location()
    var store = OperatorStore(location, applicationName: "brevduva migrate")
    var waiter = PollWaiter()
    do throws(StoreError) {
      let steps = try Migrator(location).migrate(waiting: &waiter)
      return MigrateReport(steps: steps, hasICU: try store.server(waiting: &waiter).hasICU)
    } catch {
      throw Failure(error)
    }
  }
}

/// The steps of the schema that were applied now.
struct MigrateReport: CommandOutput {
  let steps: [Migration]
  /// `true` if the server has what a search for names needs.
  let hasICU: Bool

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("applied", each: steps) { json, step in
        json.object {
          $0.member("number", orNull: Int(step.number))
          $0.member("name", step.name)
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    guard !steps.isEmpty else { return ["The schema is up to date."] }
    var table = Table(["step", "name"], numeric: [0])
    for step in steps { table.add([Table.Cell("\(step.number)"), Table.Cell(step.name)]) }
    return table.lines(in: style)
  }

  var hints: [String] {
    let icu =
      hasICU
      ? []
      : ["The server was built without ICU: brevduva profile find will fail; see brevduva doctor."]
    return icu + (steps.isEmpty ? [] : ["The broker's part: brevduva topology declare"])
  }
}
