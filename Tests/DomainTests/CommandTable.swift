import BookSamples
import Domain
import Testing

/// Answers to each verb when Åsa is active, removed, deceased, purged, merged away into an active
/// profile, and unknown.
enum CommandTable {
  struct Row: CustomTestStringConvertible, Sendable {
    let verb: String
    let answers: String
    let act: @Sendable (inout AddressBook) throws -> Outcome

    init(
      _ verb: String, _ answers: String,
      _ act: @escaping @Sendable (inout AddressBook) throws -> Outcome
    ) {
      self.verb = verb
      self.answers = answers
      self.act = act
    }

    var words: [String] { answers.split(separator: " ").map(String.init) }
    var testDescription: String { verb }
  }

  static let rows = samples + edits + addresses + marks + life + making + decisions

  /// Each kind of command once.
  private static let samples = CommandSample.all.map { sample in
    Row(sample.type, sample.answers) { $0.carryOut(sample.command, cause: .test) }
  }

  /// Only active profiles are edited; opt-outs reach every state but purged (R6).
  private static let edits: [Row] = [
    Row("update, as it is", "already notActive notActive notActive already unknownProfile") {
      $0.update(.åsa, Edit(given: .set("Given")), cause: .test)
    },
    Row("optOut", "applied applied already notActive applied unknownProfile") {
      $0.optOut(.åsa, of: nil, cause: .test)
    },
    Row("optOut, again", "already already already notActive already unknownProfile") {
      $0.optOut(.åsa, of: "news", cause: .test)
    },
    Row("optIn, to all", "applied applied applied notActive applied unknownProfile") {
      $0.optIn(.åsa, to: nil, cause: .test)
    },
  ]

  /// U2–U4, S2–S5, L1.
  private static let addresses: [Row] = [
    Row("addAddress, again", "already notActive deceased notActive already unknownProfile") {
      try $0.addAddress(mail("A@x.se"), to: .åsa, cause: .test)
    },
    Row("addAddress, Bo's", "addressTaken notActive deceased notActive addressTaken unknownProfile")
    {
      try $0.addAddress(mail("bo@x.se"), to: .åsa, cause: .test)
    },
    Row("addAddress, Dag's", "applied notActive deceased notActive applied unknownProfile") {
      try $0.addAddress(mail("dag@x.se"), to: .åsa, cause: .test)
    },
    Row("replaceAddress, same", "already notActive deceased notActive already unknownProfile") {
      try $0.replaceAddress(key("a@x.se"), with: mail("A@x.se"), on: .åsa, cause: .test)
    },
    Row(
      "replaceAddress, none",
      "unknownAddress notActive deceased notActive unknownAddress unknownProfile"
    ) {
      try $0.replaceAddress(key("none@x.se"), with: mail("new@x.se"), on: .åsa, cause: .test)
    },
    Row(
      "removeAddress, none",
      "unknownAddress notActive notActive notActive unknownAddress unknownProfile"
    ) {
      try $0.removeAddress(key("none@x.se"), from: .åsa, cause: .test)
    },
    Row("setUse, again", "already notActive notActive notActive already unknownProfile") {
      try $0.setUse(.primary, to: key("a@x.se"), on: .åsa, cause: .test)
    },
    Row(
      "setUse, none", "unknownAddress notActive notActive notActive unknownAddress unknownProfile"
    ) {
      try $0.setUse(.primary, to: key("none@x.se"), on: .åsa, cause: .test)
    },
    Row("clearUse, again", "already notActive notActive notActive already unknownProfile") {
      $0.clearUse(.student, on: .åsa, cause: .test)
    },
  ]

  /// B4, B5.
  private static let marks: [Row] = [
    Row("mark, again", "already notActive notActive notActive already unknownProfile") {
      try $0.mark(key("marked@x.se"), on: .åsa, reason: nil, cause: .test)
    },
    Row("mark, none", "unknownAddress notActive notActive notActive unknownAddress unknownProfile")
    {
      try $0.mark(key("none@x.se"), on: .åsa, reason: nil, cause: .test)
    },
    Row("clearMark, again", "already notActive notActive notActive already unknownProfile") {
      try $0.clearMark(key("a@x.se"), on: .åsa, cause: .test)
    },
    Row(
      "clearMark, none",
      "unknownAddress notActive notActive notActive unknownAddress unknownProfile"
    ) {
      try $0.clearMark(key("none@x.se"), on: .åsa, cause: .test)
    },
  ]

  /// L1–L4.
  private static let life: [Row] = [
    Row("merge into itself", String(repeating: "mergedIntoItself ", count: 6)) {
      $0.merge(.åsa, into: .åsa, cause: .test)
    }
  ]

  /// Commands for addresses that were Åsa's, by which others may have one of a removed profile
  /// (U3), of a dead person (L1), and of a purged one only if the command says so (L6).
  private static let making: [Row] = [
    Row(
      "create, Åsa's id",
      "already profileExists profileExists profileExists profileExists applied"
    ) {
      try $0.create(
        NewProfile(
          id: .åsa, name: Name(given: "Given"),
          addresses: [at("a@x.se"), at("marked@x.se", .work)]), cause: .test)
    },
    Row(
      "create, other content",
      "profileExists profileExists profileExists profileExists profileExists applied"
    ) {
      $0.create(NewProfile(id: .åsa, name: Name(given: "Other")), cause: .test)
    },
    Row("create", "addressTaken applied applied purgedEarlier addressTaken applied") {
      try $0.create(NewProfile(addresses: [at("a@x.se")]), cause: .test)
    },
    Row("create, despitePurge", "addressTaken applied applied applied addressTaken applied") {
      try $0.create(NewProfile(addresses: [at("a@x.se")], despitePurge: true), cause: .test)
    },
    Row("addAddress to Bo", "addressTaken applied applied purgedEarlier addressTaken applied") {
      try $0.addAddress(mail("a@x.se"), to: .bo, cause: .test)
    },
    Row(
      "addAddress to Bo, despitePurge", "addressTaken applied applied applied addressTaken applied"
    ) {
      try $0.addAddress(mail("a@x.se"), to: .bo, despitePurge: true, cause: .test)
    },
    Row("replaceAddress of Bo", "addressTaken applied applied purgedEarlier addressTaken applied") {
      try $0.replaceAddress(key("bo@x.se"), with: mail("a@x.se"), on: .bo, cause: .test)
    },
  ]

  /// M5, M7, E4: what stewards decide on registrations and suggestions.
  private static let decisions: [Row] =
    [
      accept(.additionalAddress, "applied notActive deceased notActive applied unknownProfile"),
      accept(.duplicate, "applied notActive notActive notActive applied unknownProfile"),
      accept(.externalIDElsewhere, "applied notActive notActive notActive applied unknownProfile"),
      accept(.previouslyRemoved, "applied notActive notActive notActive applied unknownProfile"),
      accept(.nameDiffers, "applied notActive notActive notActive applied unknownProfile"),
      accept(.roleMailbox, "applied notActive notActive notActive applied unknownProfile"),
      accept(.deceasedAddress, "applied notActive notActive notActive applied unknownProfile"),
      accept(.forwardedSender, "applied notActive notActive notActive applied unknownProfile"),
      accept(.ownerChanged, "applied notActive notActive notActive applied unknownProfile"),
      Row(
        "accept previouslyRemoved, of Åsa",
        "applied applied notActive notActive applied unknownProfile"
      ) {
        $0.accept(.fromRemoved, cause: .test)
      },
    ]
    + Suggestion.Kind.allCases.map { kind in
      Row("dismiss \(kind)", "applied applied applied applied applied applied") {
        $0.dismiss(.suggested(kind), cause: .test)
      }
    }

  private static func accept(_ kind: Suggestion.Kind, _ answers: String) -> Row {
    Row("accept \(kind)", answers) {
      $0.accept(.suggested(kind), to: .profile(.åsa), cause: .test)
    }
  }
}
