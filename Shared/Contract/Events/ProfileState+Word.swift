public import Domain

extension Profile.State {
  /// The word of the contract.
  public var word: String {
    switch self {
    case .active: "active"
    case .removed: "removed"
    case .deceased: "deceased"
    case .purged: "purged"
    }
  }
}
