import Domain
import Postgres
@testable import Store
import TestSupport

private let profile = ProfileID(value: 1)
private let reference = MessageReference(source: "urn:test", id: "m")
private let message = OutgoingMessage(
  exchange: "x", routingKey: "k", messageID: "m", contentType: "t", body: [])

/// Those in the path of a message.
let pathStatements: [any Statement] = [
  LockProfilesBeside(request: LoadRequest()), LockProfilesChanging(request: LoadRequest()),
  LockProfilesExclusive(request: LoadRequest()), ReadBook(request: LoadRequest()),
  LockFreeKeys(keys: []), PassFence(fence: Fence(queue: "q", passage: .first)),
  CountTrial(fingerprint: [], queue: "q"), ReadActiveProfiles(last: nil, limit: 1),
  ReadErasures(keys: [], ring: ErasurePolicy.test.keys), ReadSuggestionStates(ids: []),
  ReadRecordedRegistrations(ids: [], suggestions: []), ReadMerges(removed: []),
  ReadMergedRegistrations(removed: []), AffirmMerges(said: []), TouchImportedProfiles(said: []),
  UpdateStates(states: []), UpdateDetails(details: []), DeleteExternalIDs(ids: []),
  InsertOptOuts(optOuts: []), DeleteOptOuts(optOuts: []), SetMarks(marks: []),
  ClearMarks(cleared: []), MoveRegistrations(moves: []), DecideSuggestions(decisions: []),
  DeleteErasedAddresses(tags: []), EndSuppressions(ended: []),
  ReadExternalHolders(ids: []), ReadInbox(messages: []), InsertInbox(messages: []),
  DeleteReplacedInbox(messages: []), DeleteReplacedParked(messages: []),
  InsertPastAddresses(past: []), DeleteAddresses(keys: []), TakeUses(changes: []),
  ReturnAddresses(moved: []),
  MoveAddresses(moved: []), InsertProfiles(profiles: []), RaiseVersions(raised: []),
  InsertExternalIDs(ids: []), InsertAddresses(added: []), GiveUses(changes: []),
  ReadNotes(ids: []), ReadMergedNotes(removed: []),
  ReadMergedSends(removed: []), FileNotes(filed: []), SettleNotes(ids: []),
  InsertRegistrations(registrations: []), InsertSuggestions(suggestions: []),
  InsertParked(parked: [], unsearched: []), InsertRefused(refused: []),
  InsertMentions(mentions: []), RenewMentions(subjects: []), InsertMovedMentions(registrations: []),
  InsertOutbox(id: OutboxID(value: 1), queue: nil, messages: []), DeleteOutbox(ids: []),
]

private let begun = BegunImport(
  hash: [], options: ImportOptions(columns: [:]), header: [], first: [], total: 0)
private let report = ImportReport(
  of: ImportChunk(id: "i", number: 0, rows: [], total: 0), counts: ImportCounts(), refused: [])

/// Those by which imports are kept.
let importStatements: [any Statement] = [
  ReadImport(id: "i", chunk: 0),
  InsertImport(
    id: "i", begun: begun,
    provenance: Provenance(
      at: Timestamp(microseconds: 0), type: "t", message: reference, actor: nil)),
  BeginReading(id: "i"), KeepImportLines([], ImportReading(id: "i", token: 1)),
  EndReading(reading: ImportReading(id: "i", token: 1)),
  InsertImportLines(id: "i", begun), RefuseImportLines(id: "i", report: report),
  InsertImportMentions([], of: "i"), KeepRefusedMentions(id: "i", report: report),
  DeleteImportLines(id: "i", chunk: 0), LockImports(ids: []),
  InsertImportedProfiles(id: "i", profiles: []), ReadImportedProfiles(keys: []),
  ReadOpenFormer(profiles: []),
  ReadUndoSlice(id: "i", last: nil, limit: 1), ReadKeptProfiles(id: "i", after: nil, limit: 1),
  BeginUndo(id: "i", at: Timestamp(microseconds: 0)),
  StopImport(id: "i", at: Timestamp(microseconds: 0)), DeleteWaitingImportLines(id: "i"),
  UpdateUndo(
    id: "i",
    report: UndoReport(decided: [], total: UndoCounts(), firstKept: [], isComplete: true),
    at: Timestamp(microseconds: 0)),
  DeleteGivenBack(id: "i", profiles: []), FollowVersions(undone: []),
  KeepProfiles(id: "i", kept: []), WithdrawMarks(withdrawn: []), DeleteOldImportedProfiles(),
  UpdateImport(id: "i", report: report, at: Timestamp(microseconds: 0)), DeleteOldImportLines(),
  DeleteOldReadings(),
]

/// Those by which mails are kept as notes.
let noteStatements: [any Statement] = [ReadMails(hashes: []), InsertNotes(notes: [])]

private let mailing = Mailing(
  id: "m", audience: Audience(), text: MailText(subject: "", text: nil, html: nil))
private let progress = MailingProgress(state: .preparing, last: nil, counts: MailingCounts())

/// Those by which mailings go on.
let mailingStatements: [any Statement] = [
  LockMailings(ids: []), ReadMailing(id: "m"), ReadAudience(id: "m", after: nil, limit: 1),
  ReadWaitingRecipients(id: "m", after: nil, limit: 1), ReadRecipients(request: LoadRequest()),
  InsertMailing(
    mailing: mailing, hash: [],
    provenance: Provenance(
      at: Timestamp(microseconds: 0), type: "t", message: reference, actor: nil)),
  InsertRecipients(id: "m", recipients: []),
  DecideRecipients(id: "m", recipients: [], at: Timestamp(microseconds: 0)),
  UpdateMailing(id: "m", progress: progress, at: Timestamp(microseconds: 0)),
  CancelMailing(id: "m", at: Timestamp(microseconds: 0)), BeginDueMailing(),
]

/// Those by which tokens lead to people.
let tokenStatements: [any Statement] = [ReadSends(tokens: [], messages: [])]

/// Those of a worker to whom bounces come.
let bounceStatements: [any Statement] = [
  ReadMailMoments(keys: []), ReadBounces(keys: []), ReadStorms(subjects: []),
  ReadStormsToDecide(ids: []), CountRecipients(domains: []),
  ReadHeldAddresses(storm: StormID(value: 1), limit: 1), RecordBounces(bounces: []),
  RedateBounces(bounces: []), ReleaseBounces(released: []), NoteDeliveries(deliveries: []),
  SetSuppressions(suppressions: []), InsertStorms(storms: []), DecideStorms(decided: []),
  DeleteOldBounces(lifetime: .zero), CountMailed(ids: []),
]

/// Statements that end a profile or join it with another.
let exclusiveStatements: [any Statement] = [
  ReadFormerAddresses(profiles: [], holders: []), InsertMerges(merges: []),
  AmendMerges(merges: []), DeleteMerges(profiles: []), CarryRegistrations(merges: []),
  CarryNotes(merges: []), ReturnNotes(notes: []), EraseNotes(profiles: []),
  EraseNoteContacts(profiles: []), ReturnRegistrations(returned: []),
  ReturnSuggestions(returned: []), LockErasedKeys(keys: []),
  EraseAddresses(profiles: []), ErasePastAddresses(members: [], keys: []), EraseMarks(keys: []),
  EraseBounces(keys: []), EraseSuppressions(keys: []), EraseMailingCounts(mailings: []),
  EraseMailingsOfStorms(mailings: []),
  EraseNamedMailings(mailings: []), EraseRecipients(profiles: []),
  EraseMailedAddresses(members: [], keys: []), DeleteReplacedRecipients(moved: []),
  MoveRecipients(moved: []),
  EraseMergedAddresses(keys: []), EraseImportedProfiles(profiles: []),
  EraseImportedAddresses(keys: []),
  EraseSuggestionsOnAddresses(keys: []), EraseExternalIDs(profiles: []), EraseOptOuts(profiles: []),
  EraseMerges(profiles: []), EraseRegistrations(profiles: []),
  EraseSuggestions(profiles: []), EmptyProfiles(profiles: []),
  DeclareDeceased(members: [], heads: []), ReadNoted(profiles: []),
  EraseAnswers(members: [], lasting: []), EraseMergedContacts(profiles: []),
  EraseAddressSuggestions(profiles: []),
  InsertErasedAddresses(erased: [], lifetime: .zero),
  TurnErasedAddresses(profiles: [], head: profile, lifetime: .zero),
  DeleteErasedByDeath(profiles: []), DeleteExpired(),
  InsertErasures(receipts: []),
  UpdateErasure(profile: profile, counts: Array("{}".utf8)),
]

/// Statements of each lane besides, whatever its service.
let loopStatements: [any Statement] = [
  ClaimOutbox(age: .zero, lease: .zero, limit: 1, queue: nil, held: []), ReadBacklog(),
  ReadMigrations(known: Migration.all), ReadRights(role: .lifecycle), ReadErasureKeys(),
  ReadCounts(keys: []), InsertCounts(counts: []), DeleteOldCounts(), CountAnomalies(counts: []),
  DeleteOldInbox(age: .zero), DeleteOldRefused(age: .zero),
]

/// Statements of a purge's and a death's search.
let searchStatements: [any Statement] = [
  ReadPersonKeys(members: [], named: []), ReadPersonTags(profiles: []),
  FindMentions(keys: [], profiles: [], members: [], since: nil),
  ReadTexts(subjects: [], members: [], deletesNotes: true), EraseNoteKeys(notes: [], keys: []),
  DeleteNotes(places: []),
  UpdateTexts(rows: []), DeleteTexts(rows: []), DeleteHeld(places: []),
  DeleteMentions(names: [], keepsParked: false), DeleteMentionsOf(subjects: []),
  DeleteImportMentions(names: []),
  ReadParkedTexts(ids: []),
  UpdateParked(
    message: ParkedText(
      id: ParkedID(value: 1), place: "(0,1)", texts: Array(repeating: "", count: 6), body: [],
      isWhole: true)), DeleteParkedTexts(places: []), CountUnsearched(), ReadOutgoing(),
  ReplaceOutgoing(row: OutboxRow(id: OutboxID(value: 1), messages: [])),
  EraseImports(ids: []),
]

/// Statements by which the command line looks up and mends.
let deskStatements: [any Statement] = [
  ReadProfile(profile: profile), ReadAddresses(profile: profile), ReadExternalIDs(profile: profile),
  ReadPastStays(profile: profile), ReadRegistrations(profile: profile),
  ReadNotesOfProfile(profile: profile), ReadNoteRecords(profiles: [], waiting: [], authors: []),
  ListUnmatchedNotes(after: nil, limit: 1),
  ReadSuggestions(profile: profile), FindKept(profile: profile),
  FindHolder(key: AddressKey(stored: "a@x.se")),
  FindProfiles(text: "a", limit: 1), ListParked(after: nil, code: nil, unsearched: false, limit: 1),
  CountParked(),
  ReadParked(id: ParkedID(value: 1)),
  RetryParked(id: ParkedID(value: 1), outboxID: OutboxID(value: 1), message: message),
  DiscardParked(id: ParkedID(value: 1)), TraceMessage(messageID: "m"),
  ListRefused(before: nil, limit: 1), ListSuggestions(after: nil, limit: 1),
  ReadOptOuts(profile: profile), ReadMergedProfiles(profile: profile),
  ReadReceipt(profile: profile),
  ReadHeldRegistrations(profiles: []), ReadWaitingRegistrations(ids: []),
  ReadParkedRecords(ids: []),
  ReadTextsOfOthers(subjects: [], members: [], deletesNotes: true),
  ReadImportsOfProfiles(profiles: []), ReadImportRows(subjects: []),
  FindFormerHolders(key: AddressKey(stored: "a@x.se"), limit: 1),
  ListSuppressed(after: nil, limit: 1), ListStorms(after: nil, limit: 1),
  ListSenderRefusals(since: nil, limit: 1),
  ReadEvidence(after: nil, limit: 1), ReadSuppressions(profile: profile),
  ReadBouncesOfProfile(profile: profile),
  ListNoPrimary(after: nil, limit: 1), ListUndeliverable(after: nil, limit: 1),
  FindRefused(messageID: "m"), ReadColumns(), ListErasures(since: nil, after: nil, limit: 1),
  FindKeptProfiles(ids: []), ReadServer(), ReadBackend(), ReadServerSettings(names: []),
  ReadErasureKeys(),
  MeasureInbox(most: 1), CountRefused(), EstimateTables(), CountLanes(), ReadAnomalies(),
  ListSnapshots(after: nil, limit: 1), CountProfiles(after: nil),
  ListExported(list: nil, after: nil, limit: 1), MeasureExport(list: .undeliverable),
  ListImports(before: nil, limit: 1), FindImport(id: "i"),
  ListRefusedRows(id: "i", after: nil, limit: 1), ReadImportHeader(id: "i"),
  ReadKeptProfiles(id: "i", after: nil, limit: 1),
  PreviewAudience(audience: Audience(), exceptions: Audience(), after: nil, limit: 1),
  ListMailings(before: nil, limit: 1), FindMailing(id: "m"), ReadMailingHash(id: "m"),
  ListExcluded(id: "m", after: nil, limit: 1), ReadMailsOfProfiles(profiles: []),
]

/// Those of the owner, who migrates.
private let migratorStatements: [any Statement] = [
  LockMigrations(), ReadCurrentSchema(),
  InsertMigration(migration: Migration(number: 99, name: "n", usableFrom: 1, sql: "")),
  ReadRegistrationPage(after: nil), ReadSuggestionPage(after: nil), ReadProfilePage(after: nil),
  ReadMarkPage(after: nil), ReadMessagePage(after: nil), ReadParkedPage(after: nil),
  ReadReceiptPage(after: nil),
  MarkUnsearched(ids: []),
]

/// All of the room.
let allStatements: [any Statement] =
  pathStatements + noteStatements + bounceStatements + importStatements + mailingStatements
  + tokenStatements + exclusiveStatements + loopStatements
  + searchStatements
  + deskStatements
  + migratorStatements
