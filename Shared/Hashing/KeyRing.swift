/// Keys that sign and recognise: the first one makes new tags, all of them are tried on old ones.
public struct KeyRing: Sendable {
  /// One key, with the id that is stored beside each tag that it makes.
  public struct Key: Sendable {
    /// Id of the key; no secret.
    public let id: String
    /// The key.
    let code: HMACSHA256

    /// Names a key.
    public init(id: String, secret: [UInt8]) {
      self.id = id
      code = HMACSHA256(key: secret)
    }
  }

  /// Tag that a key makes of a text.
  public struct Tag: Hashable, Sendable {
    /// The key that made it.
    public let key: String
    /// Tag itself: 32 octets.
    public let octets: [UInt8]
  }

  private let keys: [Key]

  /// Takes the keys, the one that signs first.
  public init(signing: Key, earlier: [Key] = []) {
    keys = [signing] + earlier
  }

  /// The ids of the keys, that of the signing one first.
  public var ids: [String] { keys.map(\.id) }

  /// The tag of the key that signs.
  public func tag(of text: some StringProtocol) -> Tag {
    Self.tag(of: text, by: keys[0])
  }

  /// The tags of all keys, that of the signing one first.
  public func tags(of text: some StringProtocol) -> [Tag] {
    keys.map { Self.tag(of: text, by: $0) }
  }

  private static func tag(of text: some StringProtocol, by key: Key) -> Tag {
    Tag(key: key.id, octets: key.code.tag(Array(text.utf8)))
  }
}
