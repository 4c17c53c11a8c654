import Contract
import Domain
import Settings
import Worker

@main
struct Main {
  static func main() async {
    await Worker.run(as: "registration-matcher", on: .registrations) { settings in
      RegistrationMatcher(rules: MatchingRules(roleMailboxes: settings.roleMailboxes))
    }
  }
}
