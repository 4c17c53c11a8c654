import ArgumentParser
import Domain
import Platform
import Store

/// `profile export`: all that is held of one person, for the person to read (E3).
struct ProfileExport: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Give all that is held of one person, with where it came from.",
    discussion: """
      For the person to read, as article 15 of the GDPR wants it: the profile and all that were \
      merged into it, addresses that have left it, registrations with their content. A merged-away \
      id gives the whole person. A person with protected identity is found too, since the id is all \
      that finds one.

      Example: brevduva profile export 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f --language en > extract.txt
      """)

  @Argument(help: "The profile's id.", transform: Reading.id)
  var id: ProfileID

  @Option(help: "How it is printed: \(PersonExport.Format.words). --json is the latter.")
  var format = PersonExport.Format.text

  @Option(help: "The language of the text: \(Language.words).")
  var language = Language.sv

  @OptionGroup var output: OutputOptions

  func answer(from servers: Servers) throws(Failure) -> PersonExport {
    let record = try servers.atDesk { desk, waiter throws(StoreError) -> PersonRecord? in
      guard let kept = try desk.kept(id, waiting: &waiter) else { return nil }
      return try desk.person(kept, waiting: &waiter)
    }
    guard let record, let kept = record.profiles.first else { throw .noProfile(id) }
    guard kept.profile.state != .purged else {
      throw .refused(
        "The person \(id) was purged: nothing is held but the receipt, which brevduva erasure show "
          + "\(id) prints.")
    }
    return PersonExport(record, at: .now(), format: format, language: language)
  }
}

extension PersonExport.Format: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

extension Failure {
  /// Nobody has this id.
  static func noProfile(_ id: ProfileID) -> Failure {
    .refused("There is no profile \(id): brevduva profile find looks for a name or an address.")
  }
}
