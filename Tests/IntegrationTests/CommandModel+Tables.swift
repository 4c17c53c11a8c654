@testable import Domain
import Store

extension CommandModel {
  /// A table as the model has it, and how to ask the database for it in the same form.
  struct Table {
    let name: String
    /// Gives one array of texts for each row.
    let query: String
    let rows: [Row]
  }

  /// All tables that commands change; those of registrations stay empty.
  var tables: [Table] {
    [profiles, addresses, pastAddresses, externalIDs, optOuts, marks, merges]
      + [erasures, erasedAddresses, inbox, refused, others]
  }

  private var profiles: Table {
    Table(
      name: "profile",
      query: """
        SELECT ARRAY[
          id::text, state::text, version::text, given_name, family_name, phone,
          is_protected::text, merged_into::text, state_before_death::text]
        FROM profile
        """,
      rows: book.profiles.values.map { profile in
        [
          profile.id.description, profile.state.rawValue.description,
          profile.version.description, profile.name.given, profile.name.family, profile.phone,
          profile.isProtected.description, profile.mergedInto?.description,
          profile.stateBeforeDeath?.rawValue.description,
        ]
      })
  }

  private var addresses: Table {
    Table(
      name: "address",
      query: """
        SELECT ARRAY[
          profile_id::text, (rank() OVER (PARTITION BY profile_id ORDER BY position))::text, key,
          text, uses::text, added_by_id]
        FROM address
        """,
      rows: book.profiles.values.flatMap { profile in
        profile.addresses.enumerated().map { place, address in
          [
            profile.id.description, (place + 1).description, address.key.text,
            address.address.text, address.uses.rawValue.description, origins[address.key],
          ]
        }
      })
  }

  private var pastAddresses: Table {
    Table(
      name: "address_past",
      query: """
        SELECT ARRAY[key, profile_id::text, moved_to::text, added_by_id, removed_by_id]
        FROM address_past
        """,
      rows: past.map { stay in
        [
          stay.key.text, stay.profile.description, stay.movedTo?.description, stay.addedBy,
          stay.removedBy,
        ]
      })
  }

  private var externalIDs: Table {
    Table(
      name: "external_id", query: "SELECT ARRAY[system, value, profile_id::text] FROM external_id",
      rows: book.profiles.values.flatMap { profile in
        profile.externalIDList.map { [$0.system, $0.value, profile.id.description] }
      })
  }

  private var optOuts: Table {
    Table(
      name: "opt_out", query: "SELECT ARRAY[profile_id::text, topic] FROM opt_out",
      rows: book.profiles.values.flatMap { profile in
        profile.optedOut.map { [profile.id.description, $0] }
      })
  }

  private var marks: Table {
    Table(
      name: "mark", query: "SELECT ARRAY[key, status, reason] FROM mark WHERE since IS NOT NULL",
      rows: book.marks.map { [$0.text, $1.status, $1.reason] })
  }

  private var merges: Table {
    Table(
      name: "merge",
      query: """
        SELECT ARRAY[
          removed_id::text, kept_id::text, state_before::text, address_keys::text,
          uses_before::text, uses_after::text, kept_keys::text, kept_uses::text, given_name, family_name, phone,
          external_systems::text, external_values::text, is_protected::text, topics::text,
          (SELECT array_agg(a.word ORDER BY a.word COLLATE "C")::text
            FROM unnest(affirmed) AS a (word))]
        FROM merge
        """,
      rows: book.merges.values.map { merge in
        let kept = merge.keptUses?.sorted { $0.key < $1.key } ?? []
        let affirmed = merge.affirmed.map(\.text).sorted()
        let external = merge.filled.externalIDs.sorted { $0.key < $1.key }
        return [
          merge.removed.description, merge.kept.description,
          merge.stateBefore.rawValue.description, list(merge.addresses.map(\.key.text)),
          list(merge.addresses.map(\.before.rawValue)), list(merge.addresses.map(\.after.rawValue)),
          list(kept.map(\.key.text)), list(kept.map(\.value.rawValue)), merge.filled.name.given,
          merge.filled.name.family, merge.filled.phone,
          list(external.map(\.key)), list(external.map(\.value)),
          merge.filled.isProtected.description, list(merge.optOuts.sorted()),
          affirmed.isEmpty ? nil : list(affirmed),
        ]
      })
  }

  private var erasures: Table {
    Table(
      name: "erasure", query: "SELECT ARRAY[profile_id::text, decision, message_id] FROM erasure",
      rows: erasureRows)
  }

  /// Of an erased address there is only a tag: whose they are and how many is compared.
  private var erasedAddresses: Table {
    let erased = Dictionary(grouping: book.erasures.values) {
      [$0.profile.description, $0.kind.rawValue.description]
    }
    return Table(
      name: "erased_address",
      query: """
        SELECT ARRAY[profile_id::text, kind::text, count(*)::text]
        FROM erased_address WHERE NOT is_former GROUP BY profile_id, kind
        """,
      rows: erased.map { $0 + [$1.count.description] })
  }

  private var inbox: Table {
    Table(
      name: "inbox",
      query: "SELECT ARRAY[message_id, ending::text, code] FROM inbox WHERE ending <> 3",
      rows: inboxRows)
  }

  private var refused: Table {
    Table(
      name: "refused", query: "SELECT ARRAY[message_id, type, code, sentence] FROM refused",
      rows: refusedRows)
  }

  private var others: Table {
    Table(
      name: "registration and suggestion",
      query:
        "SELECT ARRAY[id::text] FROM registration UNION SELECT ARRAY[id::text] FROM suggestion",
      rows: [])
  }

  /// An array as PostgreSQL writes it, of words that need no quotes.
  private func list(_ words: [some CustomStringConvertible]) -> String {
    "{\(words.map(\.description).joined(separator: ","))}"
  }
}
