import Domain
import Postgres
@testable import Store

private let profile = ProfileID(value: 1)
private let reference = MessageReference(source: "urn:test", id: "m")
private let message = OutgoingMessage(
  exchange: "x", routingKey: "k", messageID: "m", contentType: "t", body: [])

/// Those in the path of a message.
let pathStatements: [any Statement] = [
  LockProfilesBeside(ids: [], keys: []), LockProfilesChanging(ids: [], keys: []),
  LockProfilesEnding(ids: [], keys: []), ReadBook(ids: [], keys: []),
  ReadExternalHolders(ids: []), ReadInbox(messages: []), InsertInbox(messages: []),
  DeleteReplacedInbox(messages: []), DeleteReplacedParked(messages: []),
  InsertPastAddresses(past: []), DeleteAddresses(keys: []), TakeUses(changes: []),
  MoveAddresses(moved: []), InsertProfiles(profiles: []), RaiseVersions(raised: []),
  InsertExternalIDs(ids: []), InsertAddresses(added: []), GiveUses(changes: []),
  InsertRegistrations(registrations: []), InsertSuggestions(suggestions: []),
  InsertParked(parked: []), InsertRefused(refused: []),
  InsertOutbox(id: OutboxID(value: 1), messages: []), DeleteOutbox(ids: []),
]

/// All of the room.
let allStatements: [any Statement] =
  pathStatements + [
    ClaimOutbox(age: .zero, lease: .zero, limit: 1, held: []), ReadBacklog(),
    LockMigrations(), ReadCurrentSchema(), ReadMigrations(known: Migration.all),
    InsertMigration(migration: Migration(number: 99, name: "n", usableFrom: 1, sql: "")),
    ReadProfile(id: profile), ReadAddresses(profile: profile), ReadExternalIDs(profile: profile),
    ReadPastStays(profile: profile), ReadRegistrations(profile: profile),
    ReadSuggestions(profile: profile), FindKept(id: profile),
    FindHolder(key: AddressKey(stored: "a@x.se")),
    FindProfiles(text: "a", limit: 1), ListParked(after: nil, code: nil, limit: 1), CountParked(),
    ReadParked(id: ParkedID(value: 1)),
    RetryParked(id: ParkedID(value: 1), outboxID: OutboxID(value: 1), message: message),
    DiscardParked(id: ParkedID(value: 1)), TraceMessage(messageID: "m"),
    ListRefused(before: nil, limit: 1), ListSuggestions(after: nil, limit: 1),
  ]
