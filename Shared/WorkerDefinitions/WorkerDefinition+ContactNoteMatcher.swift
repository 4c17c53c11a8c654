import Contract
import Domain
public import Settings
import Store

extension WorkerDefinition {
  /// Mail to and from people, each with those who stand in it.
  public static let contactNoteMatcher = WorkerDefinition(
    queue: .contactNotes, role: .notes,
    events: [
      "note.recorded", "note.unmatched", "suggestion.made", "message.refused", "message.parked",
    ],
    variables: [ownDomains.row, noteProfiles.row])

  /// The stewards' own domains, in lower-case A-labels (M6).
  public static let ownDomains = Variable<Set<String>>(
    "OWN_DOMAINS", "the stewards' own domains, by whose addresses a mail is filed on nobody",
    right: "a list of domain names (separated by commas)", standard: "nothing", fallback: []
  ) { (text: String) throws(Flaw) in
    var found: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      do throws(AddressRefusal) {
        found.insert(try EmailAddress("a@\(part.trimmed)").key.domain)
      } catch {
        throw Flaw("holds", quoting: part)
      }
    }
    return found
  }

  /// The most profiles on which one mail is filed (M6).
  public static let noteProfiles = Variable<Int>(
    "NOTE_PROFILES", "on how many profiles one mail is filed at most", in: 1...1000,
    fallback: NoteRules.standard.mostProfiles)
}
