import ArgumentParser
import Contract
import Domain
import Platform
import Store

/// `profile merge --preview`: what a merge of two profiles would do (L4).
struct ProfileMerge: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Tell what a merge of two profiles would move, leave and lose.",
    discussion: """
      The rules decide as they would for the message profile.merge, and nothing is written; to merge, \
      publish that message.

      Example: brevduva profile merge --preview 01933a3c-5b7e-7c1a-9d2f-3a4b5c6d7e8f \
      01933a3c-5b7e-7c1a-9d2f-000000000002
      """)

  @Flag(help: "Only tell what would be: needed, since the command line changes no one.")
  var preview = false

  @Argument(help: "The profile that is kept.", transform: ArgumentParsing.id)
  var keep: ProfileID

  @Argument(help: "The profile that is merged away.", transform: ArgumentParsing.id)
  var remove: ProfileID

  @Option(
    help: "An address of the one that is merged away that stays there; may be repeated.",
    transform: ArgumentParsing.address)
  var leaveBehind: [EmailAddress] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard preview else { throw ValidationError(MergePreview.onlyPreview("profile.merge")) }
  }

  func answer(in context: CommandContext) throws(Failure) -> MergePreview {
    let command = Command.merge(
      remove, into: keep, leaveBehind: Set(leaveBehind.map(\.key)))
    let rules = LifeRules(unmergeDays: try context.servers.unmergeDays())
    let (id, target) = (remove, keep)
    let preview = try context.servers.withStore {
      store, waiter throws(StoreError) -> MergePreview? in
      let (book, decision) = try store.preview(
        command, rules: rules, reading: RecordedRegistration.init, at: .now(),
        waiting: &waiter)
      guard let source = book.first(where: { $0.id == id }),
        let kept = try store.kept(target, waiting: &waiter),
        let target = book.first(where: { $0.id == kept })
      else { return nil }
      let record = try store.profile(id, waiting: &waiter)
      return MergePreview(
        merging: source, into: target, registrations: record?.registrations.map(\.id) ?? [],
        notes: record?.notes.map(\.id) ?? [], decision)
    }
    guard let preview else { throw .refused(Refusal.unknownProfile.sentence) }
    return preview
  }
}
