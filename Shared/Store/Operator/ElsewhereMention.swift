import Domain
import Mentions

/// Rows of one kind that are others', or nobody's, and in which a person stands (E3).
///
/// What stands around the person is the others' and is left out, so nobody is told of anyone who is hidden (L8).
public struct ElsewhereMention: Hashable, Sendable {
  /// Kind of rows.
  public enum Kind: String, CaseIterable, Sendable {
    /// Registrations and donations.
    case registration
    /// Profiles, with their ids in other systems, their merges and where their addresses came from.
    case profile
    /// Mail: what became of it.
    case mail
    /// Notes on mail.
    case note
    /// Mailings with their texts.
    case mailing
    /// Imports with what was wished of them.
    case importing = "import"
    /// Messages that were handled, by their ids and senders.
    case message
    /// Receipts of purges.
    case receipt
  }

  /// The kind.
  public let kind: Kind
  /// Number of rows; at least 1.
  public let count: Int
  /// How the person is written there, each once.
  public let spellings: [String]
}

extension [TextRow] {
  /// Counts the rows in which a search finds somebody, kind by kind.
  func mentions(of search: MentionSearch) -> [ElsewhereMention] {
    var found: [ElsewhereMention.Kind: (count: Int, spellings: [String])] = [:]
    for row in self {
      guard let kind = row.table.kind else { continue }
      let spellings = row.texts.compactMap(\.self).flatMap {
        search.spellings(in: [UInt8]($0.utf8))
      }
      guard !spellings.isEmpty else { continue }
      var all = found[kind] ?? (0, [])
      all.count += 1
      for spelling in spellings where !all.spellings.contains(spelling) {
        all.spellings.append(spelling)
      }
      found[kind] = all
    }
    return ElsewhereMention.Kind.allCases.compactMap { kind in
      found[kind].map {
        ElsewhereMention(kind: kind, count: $0.count, spellings: $0.spellings)
      }
    }
  }
}

extension TextTable {
  /// What its rows are called; `nil` for those that an extract shows whole, and for suggestions, which it does not
  /// tell of if they are about somebody hidden (L8).
  fileprivate var kind: ElsewhereMention.Kind? {
    switch self {
    case .registration: .registration
    case .profile, .externalID, .optOut, .address, .addressPast, .merge, .importProfile: .profile
    case .mark, .bounce, .suppression: .mail
    case .note: .note
    case .mailing: .mailing
    case .importing: .importing
    case .inbox, .refused: .message
    case .erasure: .receipt
    case .suggestion, .importLine: nil
    }
  }
}
