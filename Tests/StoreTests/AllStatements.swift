import Domain
import Postgres
@testable import Store

private let profile = ProfileID(value: 1)
private let reference = MessageReference(source: "urn:test", id: "m")
private let message = OutgoingMessage(
  exchange: "x", routingKey: "k", messageID: "m", contentType: "t", body: [])

/// Those in the path of a message.
let pathStatements: [any Statement] =
  [
    LockProfilesBeside(request: LoadRequest()), LockProfilesChanging(request: LoadRequest()),
    LockProfilesExclusive(request: LoadRequest()), ReadBook(request: LoadRequest()),
    LockFreeKeys(keys: []), PassFence(fence: Fence(queue: "q", passage: .first)),
    CountTrial(fingerprint: [], queue: "q"), ReadActiveProfiles(last: nil, limit: 1),
    ReadErasures(keys: [], ring: ErasurePolicy.test.keys), ReadSuggestionStates(ids: []),
    ReadRecordedRegistrations(ids: [], suggestions: []), ReadMerges(removed: []),
    UpdateStates(states: []), UpdateDetails(details: []), DeleteExternalIDs(ids: []),
    InsertOptOuts(optOuts: []), DeleteOptOuts(optOuts: []), SetMarks(marks: []),
    ClearMarks(cleared: []), MoveRegistrations(moves: []), DecideSuggestions(decisions: []),
    DeleteErasedAddresses(tags: []),
    ReadExternalHolders(ids: []), ReadInbox(messages: []), InsertInbox(messages: []),
    DeleteReplacedInbox(messages: []), DeleteReplacedParked(messages: []),
    InsertPastAddresses(past: []), DeleteAddresses(keys: []), TakeUses(changes: []),
    MoveAddresses(moved: []), InsertProfiles(profiles: []), RaiseVersions(raised: []),
    InsertExternalIDs(ids: []), InsertAddresses(added: []), GiveUses(changes: []),
    InsertRegistrations(registrations: []), InsertSuggestions(suggestions: []),
    InsertParked(parked: []), InsertRefused(refused: []),
    InsertOutbox(id: OutboxID(value: 1), queue: nil, messages: []), DeleteOutbox(ids: []),
  ] + importStatements

private let begun = BegunImport(
  hash: [], options: ImportOptions(columns: [:]), header: [], chunks: [])
private let report = ImportReport(
  of: ImportChunk(id: "i", number: 0, rows: [], total: 0), counts: ImportCounts(), refused: [])

/// Those by which imports are kept.
let importStatements: [any Statement] = [
  ReadImport(id: "i", chunk: 0),
  InsertImport(
    id: "i", begun: begun,
    provenance: Provenance(
      at: Timestamp(microseconds: 0), type: "t", message: reference, actor: nil)),
  InsertImportLines(id: "i", begun), RefuseImportLines(id: "i", report: report),
  DeleteImportLines(id: "i", chunk: 0),
  UpdateImport(id: "i", report: report, at: Timestamp(microseconds: 0)), DeleteOldImportLines(),
]

private let merge = Merge(
  removed: profile, kept: ProfileID(value: 2), at: Timestamp(microseconds: 0),
  stateBefore: .active, addresses: [], filled: Details(), optOuts: [])

/// Statements that end a profile or join it with another.
let exclusiveStatements: [any Statement] = [
  InsertMerge(merge: merge), DeleteMerge(removed: profile),
  CarryRegistrations(removed: profile, kept: merge.kept),
  ReturnRegistrations(removed: profile, kept: merge.kept), LockErasedKeys(keys: []),
  EraseAddresses(profiles: []), ErasePastAddresses(members: [], keys: []), EraseMarks(keys: []),
  EraseMergedAddresses(keys: []),
  EraseMentions(members: [], keys: [], patterns: ErasurePatterns(of: [])),
  EraseSuggestionsOnAddresses(keys: []), EraseExternalIDs(profiles: []), EraseOptOuts(profiles: []),
  EraseMerges(profiles: []), EraseRegistrations(members: [], patterns: ErasurePatterns(of: [])),
  EraseSuggestions(profiles: []), EmptyProfiles(profiles: []),
  DeclareDeceased(merged: MergedProfiles(head: profile, members: [profile], addresses: [])),
  EraseAnswers(members: [], lasting: []), EraseMergedContacts(profiles: []),
  EraseAddressSuggestions(profiles: []),
  InsertErasedAddresses(kind: .purge, profile: profile, tags: [], lifetime: .zero),
  TurnErasedAddresses(profiles: [], head: profile, lifetime: .zero),
  DeleteErasedByDeath(profiles: []), DeleteExpired(),
  InsertErasure(
    profile: profile, decision: nil,
    provenance: Provenance(
      DecidedMessage(
        cause: Cause(message: reference, at: Timestamp(microseconds: 0)), type: "t", queue: "q",
        bodyHash: [], disposition: .applied)), counts: Array("{}".utf8)),
]

/// Statements of each lane besides, whatever its service.
let loopStatements: [any Statement] = [
  ClaimOutbox(age: .zero, lease: .zero, limit: 1, queue: nil, held: []), ReadBacklog(),
  ReadMigrations(known: Migration.all), ReadRights(role: .lifecycle), ReadErasureKeys(),
  ReadCounts(keys: []), InsertCounts(counts: []), DeleteOldCounts(),
]

/// Statements of a purge's and a death's search.
let searchStatements: [any Statement] = [
  EraseParked(patterns: ErasurePatterns(of: [])), EraseOutgoing(patterns: ErasurePatterns(of: [])),
  EraseImportLines(patterns: ErasurePatterns(of: [])),
]

/// Statements by which the command line looks up and mends.
let deskStatements: [any Statement] = [
  ReadProfile(profile: profile), ReadAddresses(profile: profile), ReadExternalIDs(profile: profile),
  ReadPastStays(profile: profile), ReadRegistrations(profile: profile),
  ReadSuggestions(profile: profile), FindKept(profile: profile),
  FindHolder(key: AddressKey(stored: "a@x.se")),
  FindProfiles(text: "a", limit: 1), ListParked(after: nil, code: nil, limit: 1), CountParked(),
  ReadParked(id: ParkedID(value: 1)),
  RetryParked(id: ParkedID(value: 1), outboxID: OutboxID(value: 1), message: message),
  DiscardParked(id: ParkedID(value: 1)), TraceMessage(messageID: "m"),
  ListRefused(before: nil, limit: 1), ListSuggestions(after: nil, limit: 1),
  ReadOptOuts(profile: profile), ReadMergedProfiles(profile: profile),
  ReadReceipt(profile: profile),
  ReadHeldRegistrations(profiles: []), FindParked(patterns: ErasurePatterns(of: [])),
  FindFormerHolders(key: AddressKey(stored: "a@x.se"), limit: 1),
  ListNoPrimary(after: nil, limit: 1), ListUndeliverable(after: nil, limit: 1),
  FindRefused(messageID: "m"), ReadColumns(), ListErasures(since: nil, after: nil, limit: 1),
  FindKeptProfiles(ids: []), ReadServer(), ReadServerSettings(names: []), ReadErasureKeys(),
  MeasureInbox(pages: 1), CountRefused(), EstimateTables(), CountLanes(),
  ListImports(before: nil, limit: 1), FindImport(id: "i"), ListRefusedRows(id: "i"),
  ReadImportHeader(id: "i"),
]

/// Those of the owner, who migrates.
private let migratorStatements: [any Statement] = [
  LockMigrations(), ReadCurrentSchema(),
  InsertMigration(migration: Migration(number: 99, name: "n", usableFrom: 1, sql: "")),
]

/// All of the room.
let allStatements: [any Statement] =
  pathStatements + exclusiveStatements + loopStatements + searchStatements + deskStatements
  + migratorStatements
