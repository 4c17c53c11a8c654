public import Domain

extension Change {
  /// `false` for what a message may change whose effect holds already: no event tells it (E1).
  public var isTold: Bool {
    ![.profileAffirmed, .searchedAgain, .bounceDelivered].contains(ChangeKind(self))
  }
}

/// Kinds of changes, a case for each of the families' cases: what is not listed here does not compile.
public enum ChangeKind: String, CaseIterable, Sendable {
  case profileCreated, profileUpdated, profileOptedOut, profileOptedIn, profileRemoved
  case profileRestored, profileAffirmed
  case addressAdded, addressRemoved, addressMoved, addressUsesChanged, addressErasureEnded
  case addressReturned
  case markSet, markCleared, markWithdrawn
  case bounceRecorded, bounceRedated, bounceReleased, bounceDelivered
  case suppressionSet, suppressionEnded, stormBegan, stormDecided
  case registrationRecorded, registrationHeld, registrationMoved, registrationReturned
  case noteRecorded, noteFiled, noteReturned
  case suggestionMade, suggestionDecided
  case merged, unmerged, mergeAmended
  case deceased, deathRevoked, purged, searchedAgain
  case messageContinued, messageMailed
  case counterIncreased, counterAnnounced
  case importBegun, importAdvanced, importRecorded, importUndoBegun, importStopped, importUndone
  case mailingBegun, mailingPrepared, mailingHandedOver, mailingCancelled, mailingMoved

  /// The kind of a change.
  public init(_ change: Change) {
    switch change {
    case .profile(_, .created): self = .profileCreated
    case .profile(_, .updated): self = .profileUpdated
    case .profile(_, .optedOut): self = .profileOptedOut
    case .profile(_, .optedIn): self = .profileOptedIn
    case .profile(_, .affirmed): self = .profileAffirmed
    case .profile(_, .removed): self = .profileRemoved
    case .profile(_, .restored): self = .profileRestored
    case .address(_, .added): self = .addressAdded
    case .address(_, .removed): self = .addressRemoved
    case .address(_, .moved): self = .addressMoved
    case .address(_, .returned): self = .addressReturned
    case .address(_, .usesChanged): self = .addressUsesChanged
    case .address(_, .erasureEnded): self = .addressErasureEnded
    case .mark(_, _, .set): self = .markSet
    case .mark(_, _, .cleared): self = .markCleared
    case .mark(_, _, .withdrawn): self = .markWithdrawn
    case .bounce(_, _, .recorded): self = .bounceRecorded
    case .bounce(_, _, .redated): self = .bounceRedated
    case .bounce(_, _, .released): self = .bounceReleased
    case .bounce(_, _, .delivered): self = .bounceDelivered
    case .suppression(_, _, .set): self = .suppressionSet
    case .suppression(_, _, .ended): self = .suppressionEnded
    case .storm(_, .began): self = .stormBegan
    case .storm(_, .decided): self = .stormDecided
    case .registration(_, .recorded): self = .registrationRecorded
    case .registration(_, .held): self = .registrationHeld
    case .registration(_, .moved): self = .registrationMoved
    case .registration(_, .returned): self = .registrationReturned
    case .note(_, .recorded): self = .noteRecorded
    case .note(_, .filed): self = .noteFiled
    case .note(_, .returned): self = .noteReturned
    case .suggestion(_, .made): self = .suggestionMade
    case .suggestion(_, .decided): self = .suggestionDecided
    case .merge(_, .merged): self = .merged
    case .merge(_, .unmerged): self = .unmerged
    case .merge(_, .amended): self = .mergeAmended
    case .erasure(_, .deceased): self = .deceased
    case .erasure(_, .revoked): self = .deathRevoked
    case .erasure(_, .purged): self = .purged
    case .erasure(_, .searchedAgain): self = .searchedAgain
    case .message(_, .continued): self = .messageContinued
    case .message(_, .mailed): self = .messageMailed
    case .counter(_, .increased): self = .counterIncreased
    case .counter(_, .announced): self = .counterAnnounced
    case .imported(_, .begun): self = .importBegun
    case .imported(_, .advanced): self = .importAdvanced
    case .imported(_, .recorded): self = .importRecorded
    case .imported(_, .undoBegun): self = .importUndoBegun
    case .imported(_, .stopped): self = .importStopped
    case .imported(_, .undone): self = .importUndone
    case .mailing(_, .begun): self = .mailingBegun
    case .mailing(_, .prepared): self = .mailingPrepared
    case .mailing(_, .handedOver): self = .mailingHandedOver
    case .mailing(_, .cancelled): self = .mailingCancelled
    case .mailing(_, .moved): self = .mailingMoved
    }
  }

  /// Kinds that a registration or a command brings about in a book of which no mail was sent.
  public static let ofMessages = Set(allCases).subtracting([
    .messageContinued, .messageMailed, .counterIncreased, .counterAnnounced, .bounceRecorded,
    .bounceRedated, .bounceReleased, .bounceDelivered, .suppressionSet, .suppressionEnded,
    .stormBegan, .stormDecided, .importBegun, .importAdvanced, .importRecorded, .importUndoBegun,
    .importStopped, .importUndone, .markWithdrawn, .mailingBegun, .mailingPrepared,
    .mailingHandedOver, .mailingCancelled, .mailingMoved,
  ])
}

/// A change of each kind, and what is told of it.
public struct ChangeSample: Sendable {
  /// The change.
  public let change: Change
  /// The type of its event; `nil` if nobody is told.
  public let event: String?
  /// The data of its event, if no one whom it names is protected.
  public let data: String

  init(_ change: Change, _ event: String?, _ data: String = "") {
    self.change = change
    self.event = event
    self.data = data
  }
}

extension ChangeSample {
  /// All of them: at least one of each kind.
  ///
  /// They are about profiles 1 and 2, of Åsa Öberg at `åsa@example.se`.
  public static let all =
    ofProfiles + ofAddresses + ofMarks + ofMail + ofStorms + ofRegistrations + ofNotes
    + ofSuggestions
    + ofLives + ofSending + ofImports + ofMailings
    + [ChangeSample(.counter(CounterKey(.domain("x.se"), code: "5.7.1"), .increased(by: 2)), nil)]

  private static let (one, two) = (ProfileID(value: 1), ProfileID(value: 2))
  private static let three = RegistrationID(value: 3)
  private static let asa = EmailAddress(
    stored: "Åsa@example.se", key: AddressKey(stored: "åsa@example.se"))
  private static let moment = Timestamp(microseconds: 1_788_256_800_000_000)
  private static let p1 = #""profileId":"00000000-0000-0000-0000-000000000001""#
  private static let r3 = #""registrationId":"00000000-0000-0000-0000-000000000003""#
  private static let key = #""key":"åsa@example.se""#

  private static let ofProfiles = [
    ChangeSample(
      .created(
        Profile(
          id: one, name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
          externalIDs: ["b\"": "2", "ladok": "l1"],
          addresses: [Address(asa, uses: [Uses(.primary), Uses(.work)])])),
      "profile.created",
      #"""
      {\#(p1),"name":{"given":"Åsa","family":"Öberg"},"phone":"+46 70",\#
      "externalIds":{"b\"":"2","ladok":"l1"},\#
      "addresses":[{"address":"Åsa@example.se",\#(key),"uses":["primary","work"]}]}
      """#),
    ChangeSample(
      .profile(
        one,
        .updated(
          from: Details(name: Name(given: "Asa"), phone: "+46 8"),
          to: Details(name: Name(given: "Åsa"), externalIDs: ["ladok": "l1", "alumni": "a1"]))),
      "profile.updated",
      #"{\#(p1),"name":{"given":"Åsa"},"externalIds":{"alumni":"a1","ladok":"l1"}}"#),
    ChangeSample(
      .profile(one, .optedOut(topic: "*")), "profile.optedOut", #"{\#(p1),"topic":"*"}"#),
    ChangeSample(
      .profile(one, .optedIn(topic: "alumni")), "profile.optedIn", #"{\#(p1),"topic":"alumni"}"#),
    ChangeSample(
      .profile(one, .affirmed([.phone, .optOut(topic: "alumni")], by: [two], during: nil)), nil),
    ChangeSample(.profile(one, .removed), "profile.removed", "{\(p1)}"),
    ChangeSample(.profile(one, .restored), "profile.restored", "{\(p1)}"),
  ]

  private static let ofAddresses = [
    ChangeSample(
      .address(asa.key, .added(Address(asa), to: one)), "address.added",
      #"{\#(p1),"address":"Åsa@example.se",\#(key),"uses":[]}"#),
    ChangeSample(.address(asa.key, .removed(from: one)), "address.removed", "{\(p1),\(key)}"),
    ChangeSample(
      .address(asa.key, .moved(from: two, to: one, uses: Uses(.primary))), "address.moved",
      #"{\#(p1),"from":"00000000-0000-0000-0000-000000000002",\#(key),"uses":["primary"]}"#),
    ChangeSample(
      .address(asa.key, .usesChanged(on: one, from: [], to: Uses(.student))),
      "address.usesChanged", #"{\#(p1),\#(key),"uses":["student"],"before":[]}"#),
    ChangeSample(
      .address(asa.key, .returned(from: two, to: one, uses: [])), "address.moved",
      #"{\#(p1),"from":"00000000-0000-0000-0000-000000000002",\#(key),"uses":[]}"#),
    ChangeSample(.address(asa.key, .erasureEnded), nil),
  ]

  private static let ofMarks = [
    ChangeSample(
      .mark(
        asa.key, on: one, .set(Mark(since: moment, status: "5.1.1", reason: "Åsa has moved"))),
      "address.marked",
      #"{\#(p1),\#(key),"since":"2026-09-01T10:00:00Z","status":"5.1.1"}"#),
    ChangeSample(
      .mark(asa.key, on: one, .set(Mark(since: moment))), "address.marked",
      #"{\#(p1),\#(key),"since":"2026-09-01T10:00:00Z"}"#),
    ChangeSample(
      .mark(asa.key, on: one, .cleared(at: moment)), "address.cleared", "{\(p1),\(key)}"),
    ChangeSample(
      .mark(asa.key, on: one, .withdrawn), "address.cleared", "{\(p1),\(key)}"),
  ]

  private static let bounce = Bounce(
    send: SendReference(messageID: "<1@example.se>"), kind: .permanent, reason: .mailboxUnknown,
    status: "5.1.1", diagnostic: "550 5.1.1 no such user", gateway: "ses", gatewayID: "e1",
    mailing: "m1", observedAt: moment, sentAt: moment)

  private static let ofMail = [
    ChangeSample(
      .bounce(asa.key, on: one, .recorded(bounce, evidence: Array("{}".utf8))), "bounce.recorded",
      #"""
      {\#(p1),\#(key),"kind":"permanent","reason":"mailboxUnknown","status":"5.1.1",\#
      "gateway":"ses","mailingId":"m1","observedAt":"2026-09-01T10:00:00Z"}
      """#),
    ChangeSample(
      .bounce(
        asa.key, on: one,
        .recorded(
          Bounce(
            send: bounce.send, kind: .unknown, reason: .unclear, observedAt: moment,
            sentAt: moment), evidence: Array("{}".utf8))), "bounce.recorded",
      #"""
      {\#(p1),\#(key),"kind":"unknown","reason":"unclear","observedAt":"2026-09-01T10:00:00Z"}
      """#),
    ChangeSample(.bounce(asa.key, on: one, .redated(bounce)), nil),
    ChangeSample(.bounce(asa.key, on: nil, .released(bounce.send)), nil),
    ChangeSample(.bounce(asa.key, on: one, .delivered(at: moment)), nil),
    ChangeSample(
      .suppression(
        asa.key, on: one,
        .set(
          Suppression(gateway: "ses", since: moment, until: moment, reason: "it bounced before"))),
      "address.suppressed",
      #"""
      {\#(p1),\#(key),"gateway":"ses","since":"2026-09-01T10:00:00Z",\#
      "until":"2026-09-01T10:00:00Z","reason":"it bounced before"}
      """#),
    ChangeSample(
      .suppression(asa.key, on: one, .ended(gateway: "ses", isErased: false)),
      "address.unsuppressed", #"{\#(p1),\#(key),"gateway":"ses"}"#),
    ChangeSample(
      .suppression(asa.key, on: one, .ended(gateway: "ses", isErased: true)),
      "address.unsuppressed", #"{\#(p1),"gateway":"ses"}"#),
  ]

  private static let ofStorms: [ChangeSample] = {
    let id = #""stormId":"00000000-0000-0000-0000-000000000007""#
    let storm = Storm(
      id: StormID(value: 7), subject: .domain("x.se"), beganAt: moment, failed: 50)
    return [
      ChangeSample(
        .storm(storm, .began), "bounce.storm",
        #"{\#(id),"domain":"x.se","failed":50,"since":"2026-09-01T10:00:00Z"}"#),
      ChangeSample(
        .storm(storm, .decided(.dropped, at: moment)), "bounce.stormDecided",
        #"{\#(id),"decision":"drop"}"#),
      ChangeSample(
        .storm(storm, .decided(.confirmed, at: moment)), "bounce.stormDecided",
        #"{\#(id),"decision":"confirm"}"#),
      ChangeSample(
        .counter(
          CounterKey(.mailing("m1"), code: "5.7.26"),
          .announced(count: 51, cure: "SPF is not right.")), "mailing.refused",
        #"{"mailingId":"m1","code":"5.7.26","count":51,"cure":"SPF is not right."}"#),
    ]
  }()

  private static let ofRegistrations = [
    ChangeSample(
      .registration(
        three,
        .recorded(
          Registration(kind: .event, first: asa), on: one, by: Match(rule: .address, key: asa.key))),
      "registration.matched", #"{\#(p1),\#(r3),"created":false,"matchedBy":"address"}"#),
    ChangeSample(.registration(three, .held(Registration(kind: .event, first: asa))), nil),
    ChangeSample(
      .registration(three, .moved(from: nil, to: one, isNew: true)), "registration.matched",
      #"{\#(p1),\#(r3),"created":true,"matchedBy":"steward"}"#),
    ChangeSample(
      .registration(three, .moved(from: nil, to: one, isNew: false)), "registration.matched",
      #"{\#(p1),\#(r3),"created":false,"matchedBy":"steward"}"#),
    ChangeSample(
      .registration(three, .moved(from: two, to: one, isNew: true)), "registration.moved",
      #"{\#(r3),\#(p1),"from":"00000000-0000-0000-0000-000000000002"}"#),
    ChangeSample(
      .registration(three, .returned(from: two, to: one)), "registration.moved",
      #"{\#(r3),\#(p1),"from":"00000000-0000-0000-0000-000000000002"}"#),
  ]

  private static let ofNotes: [ChangeSample] = {
    let id = NoteID(value: 7)
    let n7 = #""noteId":"00000000-0000-0000-0000-000000000007""#
    let note = Note(
      mail: MailHash(value: 8),
      participants: [
        Note.Participant(.from, asa.text, key: asa.key, name: "Åsa"),
        Note.Participant(.to, "nobody", key: nil),
      ], writtenAt: moment, subject: "Fråga", text: "Hej!", isCut: true,
      attachments: [Note.Attachment(name: "a.pdf", type: "application/pdf", size: 3)],
      forwardedFrom: asa)
    return [
      ChangeSample(
        .note(id, .recorded(note, writtenAt: moment, isMatched: false)), "note.unmatched",
        "{\(n7)}"),
      ChangeSample(.note(id, .recorded(note, writtenAt: moment, isMatched: true)), nil),
      ChangeSample(
        .note(id, .filed(on: one, by: .address([asa.key]))), "note.recorded",
        #"{\#(p1),\#(n7),"matchedBy":"address"}"#),
      ChangeSample(
        .note(id, .filed(on: one, by: .steward)), "note.recorded",
        #"{\#(p1),\#(n7),"matchedBy":"steward"}"#),
      ChangeSample(
        .note(id, .returned(from: two, to: one, carriedFrom: one)), "note.recorded",
        #"{\#(p1),\#(n7),"from":"00000000-0000-0000-0000-000000000002"}"#),
    ]
  }()

  private static let ofSuggestions: [ChangeSample] = {
    let pair =
      #""00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002""#
    let data =
      #""suggestionId":"00000000-0000-0000-0000-000000000004","kind":"duplicate","profileIds":[\#(pair)]"#
    let suggestion = Suggestion(
      id: SuggestionID(value: 4), kind: .duplicate, profiles: [one, two], evidence: asa.key.text)
    return [
      ChangeSample(.suggestion(suggestion, .made), "suggestion.made", "{\(data)}"),
      ChangeSample(
        .suggestion(suggestion, .decided(isAccepted: true)), "suggestion.decided",
        #"{\#(data),"decision":"accepted"}"#),
      ChangeSample(
        .suggestion(suggestion, .decided(isAccepted: false)), "suggestion.decided",
        #"{\#(data),"decision":"dismissed"}"#),
    ]
  }()

  private static let ofSending = [
    ChangeSample(
      .message(
        MessageID(value: 5),
        .continued(type: "import.chunk", data: ["importId": .text("i1"), "after": .number(500)])),
      nil, #"{"after":500,"importId":"i1"}"#),
    ChangeSample(
      .message(
        MessageID(value: 6),
        .mailed(data: ["to": .text("Åsa@example.se"), "body": .object(["text": .text("Hej!")])])),
      nil, #"{"body":{"text":"Hej!"},"to":"Åsa@example.se"}"#),
  ]

  private static let ofImports: [ChangeSample] = {
    let begun = BegunImport(
      hash: Array(repeating: 7, count: 32),
      options: ImportOptions(columns: ["E-post": "email.primary"]),
      header: ["E-post"],
      first: [ImportLine(line: 2, cells: [ImportLine.Cell("Åsa@example.se")])], total: 3)
    let row = RefusedRow(line: 2, column: "E-post", code: "addressTaken", sentence: "Taken.")
    func chunk(_ number: Int, of total: Int) -> ImportChunk {
      ImportChunk(id: "i1", number: number, rows: [], total: total)
    }
    let counts = ImportCounts(created: 1, refused: 1)
    func undo(isComplete: Bool) -> UndoReport {
      UndoReport(
        decided: [.givenBack(two, from: 3, to: 9), .kept(one, because: .changed)],
        total: UndoCounts(givenBack: 1, kept: 2),
        firstKept: [
          KeptProfileReason(profile: one, reason: .changed),
          KeptProfileReason(profile: nil, reason: .merged),
        ], isComplete: isComplete)
    }
    return [
      ChangeSample(.imported("i1", .begun(begun)), nil),
      ChangeSample(
        .imported(
          "i1", .advanced(ImportReport(of: chunk(0, of: 3), counts: counts, refused: [row]))),
        "import.progress", #"{"importId":"i1","done":2,"total":3}"#),
      ChangeSample(
        .imported(
          "i1", .advanced(ImportReport(of: chunk(0, of: 2), counts: counts, refused: [row]))),
        "import.completed",
        #"""
        {"importId":"i1","dryRun":false,"stopped":false,\#
        "counts":{"created":1,"changed":0,"unchanged":0,"refused":1},\#
        "refusedRows":[{"line":2,"column":"E-post","code":"addressTaken","sentence":"Taken."}]}
        """#),
      ChangeSample(
        .imported(
          "i1",
          .recorded([
            ImportedProfile(
              profile: one,
              before: ImportedProfile.Before(
                version: 3,
                details: Details(
                  name: Name(given: "Åsa", family: "Öberg"), phone: "+46 70",
                  externalIDs: ["b\"": "{2,\\", "ladok": "l1"]),
                addresses: [Address(asa, uses: [Uses(.primary), Uses(.work)])], optedOut: ["alumni"]
              ),
              marked: [asa.key], version: 5),
            ImportedProfile(profile: two, before: nil, version: 1),
          ])), nil),
      ChangeSample(.imported("i1", .undoBegun(at: moment)), nil),
      ChangeSample(
        .imported("i1", .stopped(ImportReport(stoppedAfter: counts, refused: [row], of: 3))),
        "import.completed",
        #"""
        {"importId":"i1","dryRun":false,"stopped":true,\#
        "counts":{"created":1,"changed":0,"unchanged":0,"refused":1},\#
        "refusedRows":[{"line":2,"column":"E-post","code":"addressTaken","sentence":"Taken."}]}
        """#),
      ChangeSample(.imported("i1", .undone(undo(isComplete: false))), nil),
      ChangeSample(
        .imported("i1", .undone(undo(isComplete: true))), "import.undone",
        #"""
        {"importId":"i1","counts":{"givenBack":1,"kept":2},\#
        "kept":[{\#(p1),"reason":"changed"},{"profileId":null,"reason":"merged"}]}
        """#),
    ]
  }()

  private static let ofMailings: [ChangeSample] = {
    let mailing = Mailing(
      id: "m1", topic: "alumni", audience: Audience(events: ["e1"]),
      text: MailText(subject: "Hej {{givenName}}", text: "Hej!", html: nil))
    let counts = MailingCounts(
      recipients: 3, byFallback: 1, handedOver: 2, excluded: [.optedOut: 1, .removed: 2])
    func progress(_ state: MailingState) -> MailingProgress {
      MailingProgress(state: state, last: nil, counts: counts)
    }
    let chosen = [
      PreparedRecipient(profile: one, messageID: MessageID(value: 7)),
      PreparedRecipient(profile: two, messageID: MessageID(value: 8), exclusion: .removed),
    ]
    let decided = [
      DecidedRecipient(profile: one, handedOverFor: asa.key),
      DecidedRecipient(profile: two, left: .optedOut),
    ]
    let told = #"""
      {"mailingId":"m1","counts":{"recipients":3,"byFallback":1,"handedOver":2},\#
      "excluded":{"removed":2,"optedOut":1}}
      """#
    return [
      ChangeSample(.mailing("m1", .begun(mailing, hash: [7])), nil),
      ChangeSample(.mailing("m1", .prepared(chosen, progress(.preparing))), nil),
      ChangeSample(
        .mailing("m1", .prepared(chosen, progress(.prepared))), "mailing.prepared", told),
      ChangeSample(.mailing("m1", .handedOver(decided, progress(.handingOver))), nil),
      ChangeSample(
        .mailing("m1", .handedOver(decided, progress(.completed))), "mailing.completed", told),
      ChangeSample(.mailing("m1", .moved(from: one, to: two)), nil),
      ChangeSample(
        .mailing("m1", .cancelled), "mailing.cancelled", #"{"mailingId":"m1"}"#),
    ]
  }()

  private static let ofLives: [ChangeSample] = {
    let merge = Merge(
      removed: two, kept: one, at: moment, stateBefore: .active,
      addresses: [Merge.MovedAddress(key: asa.key, before: Uses(.primary), after: [])],
      keptUses: [:],
      filled: Details(name: Name(given: "Åsa"), phone: "+46 70", externalIDs: ["ladok": "l1"]),
      optOuts: ["alumni"])
    let back = Merge(
      removed: one, kept: two, at: moment, stateBefore: .active, addresses: [],
      keptUses: [:], filled: Details(), optOuts: [])
    let leftovers: [Leftover] = [
      .address(asa.key), .givenName, .familyName, .phone, .externalID(system: "ladok"),
      .optOut(topic: "alumni"), .primary, .registration(three), .note(NoteID(value: 7)),
    ]
    let merged = MergedProfiles(head: one, members: [one, two], addresses: [asa])
    return [
      ChangeSample(
        .merge(merge, .merged), "profile.merged",
        #"{\#(p1),"removed":"00000000-0000-0000-0000-000000000002"}"#),
      ChangeSample(
        .merge(back, .unmerged(leftovers: leftovers)), "profile.unmerged",
        #"""
        {\#(p1),"kept":"00000000-0000-0000-0000-000000000002","leftovers":[\#
        {"field":"address",\#(key)},{"field":"name.given"},{"field":"name.family"},\#
        {"field":"phone"},{"field":"externalIds","system":"ladok"},\#
        {"field":"optedOut","topic":"alumni"},{"field":"primary"},\#
        {"field":"registration",\#(r3)},\#
        {"field":"note","noteId":"00000000-0000-0000-0000-000000000007"}]}
        """#),
      ChangeSample(
        .merge(back, .unmerged(leftovers: [])), "profile.unmerged",
        #"{\#(p1),"kept":"00000000-0000-0000-0000-000000000002","leftovers":[]}"#),
      ChangeSample(.merge(merge, .amended), nil),
      ChangeSample(.erasure(merged, .deceased), "profile.deceased", "{\(p1)}"),
      ChangeSample(.erasure(merged, .revoked(to: .removed)), "profile.revoked", "{\(p1)}"),
      ChangeSample(.erasure(merged, .searchedAgain), nil),
      ChangeSample(
        .erasure(merged, .purged(decision: "Åsa asked, 2026/17")), "profile.purged",
        #"""
        {\#(p1),"profileIds":["00000000-0000-0000-0000-000000000001",\#
        "00000000-0000-0000-0000-000000000002"]}
        """#),
    ]
  }()
}
