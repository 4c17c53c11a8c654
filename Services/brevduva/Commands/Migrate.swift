import ArgumentParser
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

  func answer(from servers: Servers) throws(Failure) -> AppliedSteps {
    let migrator = Migrator(try servers.location())
    var waiter = PollWaiter()
    do throws(StoreError) {
      return AppliedSteps(try migrator.migrate(waiting: &waiter))
    } catch {
      throw Failure(error)
    }
  }
}
