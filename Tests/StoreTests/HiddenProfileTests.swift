import Postgres
@testable import Store
import Testing

@Suite("Store: who is hidden from people")
struct HiddenProfileTests {
  /// Statements of the command line that name nobody but whom they were asked for, and why.
  private static let exceptions = [
    "ReadAddresses": "of the profile whose id was given", "ReadExternalIDs": "the same",
    "ReadRegistrations": "the same", "ReadOptOuts": "the same", "ReadReceipt": "the same",
    "ReadMergedProfiles": "of those who are one with it", "FindKept": "the same, an id alone",
    "ReadSuppressions": "of the profile whose id was given", "ReadBouncesOfProfile": "the same",
    "ListSenderRefusals": "domains and numbers", "ListStorms": "mailings, domains and numbers",
    "ReadHeldRegistrations": "of those who are one, whose extract it is",
    "ReadImportsOfProfiles": "the same", "ReadImportRows": "rows in which that person stands",
    "ReadNotesOfProfile": "of the profile whose id was given",
    "ReadMailsOfProfiles": "of those who are one, whose extract it is",
    "PreviewAudience": "ids, of which a preview shows nobody who is protected",
    "FindKeptProfiles": "ids alone, of those that were given",
    "ListErasures": "of the purged, of whom nothing is left but ids",
    "ListParked": "messages that nobody could read", "ReadParked": "the same",
    "ReadParkedRecords": "the same", "CountParked": "a number", "RetryParked": "nothing is shown",
    "DiscardParked": "nothing is shown", "MeasureInbox": "numbers", "CountRefused": "numbers",
    "EstimateTables": "numbers", "CountProfiles": "numbers", "ReadErasureKeys": "names of secrets",
  ]

  /// Tables in which a person's texts stand, or what leads to them.
  private static let personal = [
    "profile", "address", "address_past", "external_id", "mark", "opt_out", "merge", "registration",
    "suggestion", "inbox", "refused", "parked", "erasure", "erased_address", "bounce",
    "suppression", "import_profile", "note", "mailing_recipient",
  ]

  @Test(
    "L8: each statement that shows people asks who is hidden, or shows only whom it was asked for")
  func everyStatement() {
    var asking: Set<String> = []
    for statement in deskStatements {
      let (name, sql) = ("\(type(of: statement))", type(of: statement).sql)
      let isPersonal = Self.personal.contains {
        sql.contains("FROM \($0)") || sql.contains("JOIN \($0)")
      }
      guard isPersonal || Self.exceptions[name] != nil else { continue }
      let asks = sql.contains("WHERE hidden.is_protected")
      #expect(asks != (Self.exceptions[name] != nil), "\(name)")
      if asks { asking.insert(name) }
      // None looks at a row's own word alone: what the condition itself does is over `k` and `hidden`.
      let bare = sql.matches(of: /(\w+)\.is_protected(?! OR \w+\.merged_into)/).map(\.output.1)
      // How a profile was before an import is no word on how it is.
      #expect(
        bare.allSatisfy {
          $0 == "hidden" || $0 == "k" || sql.contains("FROM import_profile AS \($0)\n")
        }, "\(name)")
    }
    #expect(asking.count == 21)
  }
}
