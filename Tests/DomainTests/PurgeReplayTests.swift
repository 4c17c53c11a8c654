import Domain
import Testing

@Suite("Purges after a restore")
struct PurgeReplayTests {
  private static let moment = Timestamp(microseconds: 1_764_000_000_000_000)

  private static func ids(_ numbers: [UInt128]) -> [ProfileID] {
    numbers.map { ProfileID(value: $0) }
  }

  private static func purge(_ numbers: [UInt128]) -> JournaledPurge {
    JournaledPurge(
      profile: ProfileID(value: numbers[0]), profiles: ids(numbers), purgedAt: moment,
      decision: "D 1")
  }

  /// Kept profile of each id, where some profiles are one, the first of them kept.
  private static func one(_ members: [UInt128], isPurged: Bool = false) -> [KeptProfile] {
    members.map {
      KeptProfile(
        asked: ProfileID(value: $0), kept: ProfileID(value: members[0]), isPurged: isPurged,
        members: ids(members))
    }
  }

  @Test(
    "L2: whoever of a journal is not purged is due, once for each profile that the backup keeps",
    arguments: [
      ([], .unknown, [], []),
      (one([1, 2, 3], isPurged: true), .purged, [], []),
      (one([1, 2, 3]), .due, [1], []),
      (one([1]) + one([3]), .due, [1, 3], []),
      (one([2, 1]) + one([3], isPurged: true), .due, [2], []),
      (one([3]), .due, [3], []),
    ] as [([KeptProfile], PurgeReplay.State, [UInt128], [UInt128])])
  func due(
    standing: [KeptProfile], state: PurgeReplay.State, due: [UInt128], joined: [UInt128]
  ) {
    let plan = PurgeReplay.plan([Self.purge([1, 2, 3])], beside: standing)
    #expect(plan.map(\.state) == [state])
    #expect(plan.map(\.due) == [Self.ids(due)] && plan.map(\.joined) == [Self.ids(joined)])
    #expect(plan.map(\.isKnown) == [!standing.isEmpty])
  }

  @Test(
    "L2: a profile that is one with others, whom the journal does not name, is left to a steward",
    arguments: [
      (one([1, 2, 9]), [], [9]),
      (one([9, 8, 1]) + one([2]), [2], [9, 8]),
      (one([9, 1]) + one([8, 2]), [], [9, 8]),
      (one([9, 1, 2], isPurged: true), [], []),
    ] as [([KeptProfile], [UInt128], [UInt128])])
  func joined(standing: [KeptProfile], due: [UInt128], joined: [UInt128]) {
    let plan = PurgeReplay.plan([Self.purge([1, 2])], beside: standing)
    #expect(plan.map(\.due) == [Self.ids(due)] && plan.map(\.joined) == [Self.ids(joined)])
    #expect(plan.map(\.state) == [joined.isEmpty ? .purged : .joined])
  }

  @Test("L2: the plan has the journal's order, and each purge is looked at by itself")
  func order() {
    let journal = [Self.purge([5]), Self.purge([1, 2]), Self.purge([7])]
    let standing = Self.one([7], isPurged: true) + Self.one([2, 1])
    let plan = PurgeReplay.plan(journal, beside: standing)
    #expect(plan.map(\.purge) == journal)
    #expect(plan.map(\.state) == [.unknown, .due, .purged])
    #expect(PurgeReplay.plan([], beside: standing).isEmpty)
  }
}
