import ArgumentParser
import POSIX

/// `stats`: how the work stands.
struct Stats: LongSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Tell how the work stands: what waits, what was done, who is there.",
    discussion: """
      Queues and their consumers, messages handled in the last minute, hour and 24 hours, the outbox, \
      what is parked and was refused by cause, the lanes that are connected, and about how many \
      profiles there are. All of it is cheap: the counts are taken from the newest 32 MiB of the \
      inbox, and say since when if those do not reach back 24 hours; the sizes are the database's own \
      estimates.

      With --watch it looks again and again, on a terminal in place, elsewhere a line for each look, \
      with rates between two looks. Ctrl-C ends it.

      Example: brevduva stats --watch 5
      """)

  @Option(
    name: .long, defaultAsFlag: 2,
    help: ArgumentHelp(
      "Look again every so many seconds, until Ctrl-C.",
      valueName: "seconds"))
  var watch: Double?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard let watch else { return }
    guard (0.1...86_400).contains(watch) else {
      throw ValidationError("--watch is \(watch): a number of seconds from 0.1 to 86400 is needed.")
    }
  }

  func answer(from servers: Servers, telling console: Console) throws(Failure) -> StatsAnswer {
    var lookout = try Lookout(from: servers)
    guard let watch else { return .look(StandingSheet(try lookout.look())) }
    var shown = Watch(on: console, asJSON: output.json)
    shown.show(try lookout.look())
    var interruption = Interruption()
    while !interruption.came(within: .seconds(watch)) {
      do throws(Failure) {
        shown.show(try lookout.look())
      } catch {
        shown.show(error)
      }
      if watch > 10 { lookout.rest() }
    }
    return .watched
  }
}
