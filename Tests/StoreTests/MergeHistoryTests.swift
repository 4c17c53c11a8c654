import BookSamples
import Domain
import Store
import TestSupport
import Testing

@Suite("Store: merges and their ends")
struct MergeHistoryTests {
  #if DEBUG
    static let histories = 400
  #else
    static let histories = 6_000
  #endif
  static let seed: UInt64 = 0x0e_9d
  /// Kinds of changes that only merges and their ends bring about.
  static let kinds: Set<ChangeKind> = [
    .merged, .unmerged, .mergeAmended, .profileAffirmed, .addressReturned, .registrationReturned,
    .noteReturned, .mailingMoved,
  ]

  @Test(
    "L4, R6, L8, L1, L2: what is said while people are one stands on each; each thing finds its owner"
  )
  func parted() throws {
    print("merges and ends: seed \(Self.seed), \(Self.histories) histories")
    var changes: [ChangeKind: Int] = [:]
    for number in 0..<Self.histories {
      let database = try TestDatabase(.memory)
      var history = try MergeHistory(
        of: 5, seed: Self.seed &+ UInt64(number), in: [database.store()])
      let beginnings = try database.contents.profiles
      do {
        for _ in 0..<40 {
          try history.step()
          try history.checkRefusals(in: database.contents)
        }
        if number % 2 == 0 {
          while try history.unmerge() {}
          try history.checkParted(in: database.contents, beginnings: beginnings)
        }
        let gone = try history.erase()
        try history.check(gone, in: database.contents)
      } catch let broken as Broken {
        Issue.record("history \(number): \(broken.rule)")
        return
      }
      changes.merge(history.changes) { $0 + $1 }
    }
    for kind in Self.kinds { #expect(changes[kind, default: 0] > Self.histories / 2, "\(kind)") }
  }

  @Test("L4: memory and PostgreSQL part people alike", arguments: [1, 2, 3] as [UInt64])
  func alike(seed: UInt64) throws {
    let databases = [try TestDatabase(.memory), try TestDatabase(.postgres)]
    var history = try MergeHistory(of: 6, seed: seed, in: databases.map { $0.store() })
    for _ in 0..<300 { try history.step() }
    while try history.unmerge() {}
    _ = try history.erase()
    let (memory, postgres) = (try databases[0].contents, try databases[1].contents)
    #expect(postgres.profiles == memory.profiles)
    #expect(postgres.registrations == memory.registrations)
    #expect(postgres.notes == memory.notes)
    #expect(postgres.suggestions == memory.suggestions)
    #expect(postgres.origins == memory.origins)
    #expect(postgres.past == memory.past)
    #expect(postgres.merges == memory.merges)
    func rows(_ contents: StoreContents) -> [MailingID: [ProfileID: MailedRow]] {
      contents.mailed.mapValues { $0.mapValues(\.withoutToken) }
    }
    #expect(rows(postgres) == rows(memory))
  }
}

extension MergeHistory {
  /// Nobody is mailed who said no, and nobody shown who is protected, as long as they are one with others (R6,
  /// L8).
  func checkRefusals(in contents: StoreContents) throws {
    for head in heads {
      let members = cluster(of: head)
      let topics = members.reduce(into: Set()) { $0.formUnion(refused[$1] ?? []) }
      let profile = contents.profiles[head]
      try hold(topics.isSubset(of: profile?.optedOut ?? []), "R6: \(topics)")
      try hold(members.isDisjoint(with: protected) || profile?.isProtected ?? false, "L8")
    }
  }

  /// All are parted: each has what is theirs, and nothing of others.
  func checkParted(
    in contents: StoreContents, beginnings: [ProfileID: Profile]
  ) throws {
    for person in people {
      guard let profile = contents.profiles[person.id], let before = beginnings[person.id] else {
        throw Broken(rule: "everybody is there")
      }
      try hold(profile.state == .active && profile.mergedInto == nil, "L4: back")
      for key in person.addresses.map(\.key) where !disturbed.contains(key) {
        try hold(profile.address(key) != nil, "L4: \(key.text) is back")
      }
      for other in people where other.id != person.id {
        for key in other.addresses.map(\.key) where !disturbed.contains(key) {
          try hold(profile.address(key) == nil, "L4: \(key.text) is no other's")
        }
      }
      try hold(profile.optedOut.subtracting(["news"]) == refused[person.id] ?? [], "R6: each's own")
      try hold(profile.isProtected == protected.contains(person.id), "L8: each's own")
      try hold(profile.phone == before.phone, "L4: telephone")
      try hold(profile.externalIDs == before.externalIDs, "L4: external ids")
      if !isEdited {
        for address in before.addresses where !disturbed.contains(address.key) {
          try hold(profile.address(address.key)?.uses == address.uses, "L4: uses of \(address.key)")
        }
      }
    }
    for (id, origin) in registered where !disturbed.contains(origin.key) {
      try hold(contents.registrations[id] == origin.owner, "L4: a registration by \(origin.key)")
    }
    for (id, owners) in noted {
      let found = Set(contents.notes[id]?.filings.map(\.profile) ?? [])
      let sure = owners.filter { !disturbed.contains($0.key) }
      try hold(found.isSuperset(of: sure.values), "L4: a note to \(owners)")
      try hold(sure.count < owners.count || found == Set(sure.values), "L4: a note is no other's")
    }
    for (id, mail) in mailed {
      let rows = contents.mailed[id] ?? [:]
      try hold(rows[mail.owner]?.status == .handedOver, "L4: a mailing to \(mail.key)")
      try hold(rows.values.count { $0.status == .handedOver } == 1, "R4: once")
    }
    try hold(contents.merges.isEmpty, "L4: no merge is left")
  }

  /// Nothing of those who are gone is left (L1, L2), and everything of the others.
  func check(_ gone: Set<ProfileID>, in contents: StoreContents) throws {
    let keys = Set(
      people.filter { gone.contains($0.id) }.flatMap(\.addresses).map(\.key)
    ).subtracting(disturbed)
    let kept = contents.merges.values.flatMap { merge in
      merge.addresses.map(\.key) + (merge.keptUses ?? [:]).keys
    }
    let left =
      contents.profiles.values.flatMap(\.addresses).map(\.key) + contents.past.keys.map(\.key)
      + contents.origins.keys + contents.marks.keys + kept
      + contents.suggestions.keys.map { AddressKey(stored: $0.evidence) }
      + contents.mailed.values.flatMap(\.values).compactMap(\.address)
    try hold(keys.isDisjoint(with: left), "L2: \(keys.intersection(left)) is left")
    for (id, mail) in mailed {
      let isThere = contents.mailed[id]?.contains { $0.value.address == mail.key } ?? false
      if gone.contains(mail.owner) {
        try hold(!isThere, "L2: a mailing to \(mail.key) is left")
      } else if !disturbed.contains(mail.key) {
        try hold(isThere, "L2: a mailing to \(mail.key) is gone")
      }
    }
    for (id, origin) in registered where !disturbed.contains(origin.key) {
      guard let profile = contents.registrations[id] else {
        throw Broken(rule: "L2: a registration of \(origin.owner) is gone")
      }
      let isOfGone = gone.contains(origin.owner)
      try hold(profile.map(gone.contains) ?? false == isOfGone, "L2: whose registration it is")
    }
  }
}
