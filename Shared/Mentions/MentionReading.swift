public import Domain
import Formats

/// Mailboxes and profiles that a text names, however they are spelled and packed.
public struct MentionReading: Hashable, Sendable {
  /// Keys of the mailboxes, with those of each way in which a place may be read.
  public private(set) var keys: Set<AddressKey> = []
  /// Ids in the form of a profile's, in lower case.
  public private(set) var ids: Set<String> = []
  /// `false` if a part of a text could not be opened.
  public private(set) var isWhole = true

  /// Nothing.
  public init() {}

  /// Reads a text, with the ids in it or without.
  public mutating func read(_ text: [UInt8], withIDs: Bool = false) {
    guard withIDs || PackedText.plainSigns(in: text.span) != 0 else { return }
    let isOpened = PackedText.visit(text) { text, isEscaped in
      keys.formUnion(Mention.all(in: text, isEscaped: isEscaped).map(\.key))
      if withIDs { ids.formUnion(ProfileMention.all(in: text).map(\.id)) }
    }
    isWhole = isWhole && isOpened
  }

  /// Reads a text; nothing in `nil`.
  public mutating func read(_ text: String?) {
    guard let text, PackedText.plainSigns(in: text.utf8.span) != 0 else { return }
    read(Array(text.utf8))
  }

  /// Leaves out mailboxes that are known to stand where this was read.
  public mutating func subtract(_ known: some Sequence<AddressKey>) {
    keys.subtract(known)
  }
}
