/// Evidence of a message's way to one recipient, for ``VerdictTable`` to judge.
public struct DeliveryEvidence: Sendable {
  /// Outcome, as the reporting server tells it.
  public enum Action: Hashable, Sendable {
    /// It did not arrive.
    case failed
    /// It has not arrived yet.
    case delayed
    /// It arrived, or was handed on.
    case delivered
  }

  /// Class in which a gateway puts a failure.
  public enum Claim: Hashable, Sendable {
    /// The recipient's, for good.
    case permanent
    /// One that may pass.
    case temporary
    /// The sender's, or the content's.
    case sender
    /// None.
    case unclear
  }

  /// Words about the recipient, and the codes of answers among them.
  public struct Passage: Sendable {
    /// UTF-8.
    public let text: ArraySlice<UInt8>
    /// In the order in which they stand there.
    public let codes: [Code]
    /// Tells whether they speak of this recipient alone; a notice's common words do not.
    public let isOwn: Bool

    /// Describes a passage.
    public init(text: ArraySlice<UInt8>, codes: [Code], isOwn: Bool) {
      (self.text, self.codes, self.isOwn) = (text, codes, isOwn)
    }
  }

  /// Codes of one answer.
  public struct Code: Hashable, Sendable {
    /// Reply code of SMTP.
    public let reply: Int?
    /// Enhanced code.
    public let status: EnhancedStatus?

    /// Describes an answer; one of both is there.
    public init(reply: Int?, status: EnhancedStatus?) {
      (self.reply, self.status) = (reply, status)
    }

    /// Tells whether the answer says that another try may succeed.
    var isTransient: Bool { status?.category == 4 || reply.map { 400...499 ~= $0 } ?? false }
  }

  /// Outcome; `nil` where nobody said, which is a failure.
  public let action: Action?
  /// The status that the report gives.
  public let status: EnhancedStatus?
  /// Words that were said, those nearest to a server's own first.
  public let passages: [Passage]
  /// Tells whether several recipients bear one answer that only one of them can have got.
  public let isShared: Bool
  /// Claim of the gateway that tells it; it counts where neither words nor codes tell.
  public let claim: Claim

  /// Describes what is known.
  public init(
    action: Action? = nil, status: EnhancedStatus? = nil, passages: [Passage] = [],
    isShared: Bool = false, claim: Claim = .unclear
  ) {
    (self.action, self.status, self.passages, self.isShared) = (action, status, passages, isShared)
    self.claim = claim
  }
}
