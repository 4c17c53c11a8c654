import Domain

/// Net effect of a batch on one address key: only where it stands in the end is written, and each
/// placement that ended on the way goes into the history.
struct AddressDelta {
  /// The table had a row of this key before the batch.
  let isStored: Bool
  /// The uses of that row, where a change told them.
  var storedUses: Uses?
  /// `true` if that row is to go: the key left every profile on the way.
  var isStoredGone = false
  /// The place of the key now; `nil` on no profile.
  var placement: AddressPlacement?
}

/// Place of a key on a profile; what is `nil` is as in the row that the table has already.
struct AddressPlacement {
  let profile: ProfileID
  /// Uses there; `nil` as long as no change has told them.
  var uses: Uses?
  /// Spelling; `nil` for that of the stored row.
  let text: String?
  /// Message that brought it; `nil` for that of the stored row.
  let provenance: Provenance?
  /// Its place among the addresses of its profile; `nil` for that of the stored row.
  let position: Int64?
  /// `true` if an unmerge brought it back there, with its first provenance (E2).
  var isReturn = false
  /// Message that gave it its uses; `nil` if none of the batch did.
  var usesChange: Provenance?
}

/// A placement that ended.
struct PastAddress {
  let key: AddressKey
  let placement: AddressPlacement
  let movedTo: ProfileID?
  let removed: Provenance
}
