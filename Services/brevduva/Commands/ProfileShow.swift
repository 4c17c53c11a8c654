import ArgumentParser
import Domain
import Store

/// `profile show`: one profile with all that is kept of it.
struct ProfileShow: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a profile with its addresses, registrations and notes.",
    discussion: """
      An id that was merged away shows the profile that was kept. A profile with protected identity \
      is found by its id only.

      Example: brevduva profile show --email anna@example.org
      """)

  @Argument(help: "The profile's id.", transform: Reading.id)
  var id: ProfileID?

  @Option(help: "An address that stands on the profile.", transform: Reading.address)
  var email: EmailAddress?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (id == nil) != (email == nil) else {
      throw ValidationError("Name a profile either by its id or by --email.")
    }
  }

  func answer(from servers: Servers) throws(Failure) -> ProfileSheet {
    let record = try servers.atDesk { desk, waiter throws(StoreError) -> ProfileRecord? in
      let asked =
        if let email { try desk.holder(of: email.key, waiting: &waiter) } else { id }
      guard let asked, let kept = try desk.kept(asked, waiting: &waiter) else { return nil }
      return try desk.profile(kept, waiting: &waiter)
    }
    guard let record else { throw .refused(missing) }
    return ProfileSheet(record, asked: id)
  }

  private var missing: String {
    guard let id else {
      return
        "No profile that may be shown has this address: brevduva profile find looks for a part of it."
    }
    return Failure.noProfile(id).sentence
  }
}
