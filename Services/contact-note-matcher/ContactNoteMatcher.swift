import Domain
import Settings
import Worker
import WorkerDefinitions

/// Mail to and from people, each filed on those who stand in it (M6).
struct ContactNoteMatcher: WorkerService {
  static var definition: WorkerDefinition { .contactNoteMatcher }

  let rules: NoteRules

  /// Reads the stewards' own domains, and on how many profiles a mail is filed.
  init?(_ settings: inout SettingsReader) {
    let domains = settings.read(WorkerDefinition.ownDomains)
    let most = settings.read(WorkerDefinition.noteProfiles)
    guard let domains, let most else { return nil }
    rules = NoteRules(ownDomains: domains, mostProfiles: most)
  }
}
