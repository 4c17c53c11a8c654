/// Mailbox of an address field: the address, and the name that stands beside it.
public struct Mailbox: Hashable, Sendable {
  /// The address, comments and needless white space left out, a route before it too.
  public let address: String
  /// The name, or the comment that older programs write it in; `nil` if there is none.
  public let name: String?

  /// Describes a mailbox.
  public init(address: String, name: String? = nil) {
    self.address = address
    self.name = name
  }
}
