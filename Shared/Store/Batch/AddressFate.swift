import Domain

/// What becomes of one key in the course of a batch: only where it stands in the end is written, and
/// each stay that ended on the way goes into the history.
struct AddressFate {
  /// Where a key stands; what is `nil` is as in the row that the table has already.
  struct Standing {
    let profile: ProfileID
    /// `nil` as long as no change has told them.
    var uses: Uses?
    /// `nil` for the spelling of the stored row.
    let text: String?
    /// `nil` for that of the stored row.
    let provenance: Provenance?
    /// Its place among the addresses of its profile; `nil` for that of the stored row.
    let position: Int64?
  }

  /// Whether the table had a row of this key before the batch.
  let isStored: Bool
  /// The uses of that row, where a change told them.
  var storedUses: Uses?
  /// Whether that row is to go: the key left every profile on the way.
  var isStoredGone = false
  /// Where the key stands now; `nil` on no profile.
  var standing: Standing?
}

/// A stay of an address on a profile that ended.
struct PastAddress {
  let key: AddressKey
  let standing: AddressFate.Standing
  let movedTo: ProfileID?
  let removed: Provenance
}
