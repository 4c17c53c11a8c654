import Contract
import Domain
public import Settings
import Store

extension WorkerDefinition {
  /// Registrations, each onto the profile that it belongs to.
  public static let registrationMatcher = WorkerDefinition(
    queue: .registrations, role: .registration,
    events: [
      "profile.created", "address.moved", "registration.matched", "suggestion.made",
      "message.refused", "message.parked",
    ],
    variables: [roleMailboxes.row])

  /// Local parts, in lower case, that belong to a role and not to a person (M7).
  public static let roleMailboxes = Variable<Set<String>>(
    "ROLE_MAILBOXES", "local parts that belong to a role and match nobody on their own",
    right: "a list of local parts without @ (separated by commas)",
    standard: MatchingRules.standard.roleMailboxes.sorted().joined(separator: ","),
    fallback: MatchingRules.standard.roleMailboxes
  ) { (text: String) throws(Flaw) in
    var found: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.lowercased()
      let isPlain = name.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0 != "@" && $0 != "\u{7f}"
      }
      guard !name.isEmpty, isPlain else { throw Flaw("holds", quoting: part) }
      found.insert(name)
    }
    return found
  }
}
