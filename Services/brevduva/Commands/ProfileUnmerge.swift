import ArgumentParser
import Contract
import Domain
import Platform
import Store

/// `profile unmerge --preview`: what the end of a merge would do (L4).
struct ProfileUnmerge: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "unmerge",
    abstract: "Tell what the end of a merge would move, leave and lose.",
    discussion: """
      The rules decide as they would for the message profile.unmerge, and nothing is written; to part \
      the two, publish that message.

      Example: brevduva profile unmerge --preview 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f
      """)

  @Flag(help: "Only tell what would be: needed, since the command line changes no one.")
  var preview = false

  @Argument(help: "The profile that was merged away.", transform: ArgumentParsing.id)
  var id: ProfileID

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard preview else { throw ValidationError(MergePreview.onlyPreview("profile.unmerge")) }
  }

  func answer(in context: CommandContext) throws(Failure) -> MergePreview {
    let rules = LifeRules(unmergeDays: try context.servers.unmergeDays())
    let id = id
    return try context.servers.withStore { store, waiter throws(StoreError) in
      let (book, decision) = try store.preview(
        .unmerge(id), rules: rules, reading: RecordedRegistration.init, at: .now(),
        waiting: &waiter)
      let kept = book.first { $0.id == id }?.mergedInto
      return MergePreview(parting: id, from: book.first { $0.id == kept }, decision)
    }
  }
}
