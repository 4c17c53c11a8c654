import Phrases

/// Table by which answers are judged: words first, then enhanced codes, then reply codes (B3).
///
/// The first row that fits decides, in the passage that is nearest to a server's own words. An answer of
/// class 4 turns what would mark into what is counted; what no row fits is `unknown`.
public enum VerdictTable {
  /// The rows, in the order in which they are asked.
  public static let rows: [VerdictRow] =
    own + sender + full + size + recipient + passing + content + vague + codes

  /// Rows whose answer stands above all: the gateway's own list, another owner.
  static let own: [VerdictRow] = [
    .words(
      "try-dns-again", .unreachable, "Postfix: Host not found, try again",
      [
        "host not found try again"
      ]),
    .words(
      "cpanel", .domainUnknown, "cPanel: mail that its Exim could not hand over",
      ["account or domain may not exist"]),
    .words(
      "google-groups", .policy,
      "Google Groups: the group may not exist, or not be open to the sender",
      ["groups google com", "group you tried to contact"]),
    .words(
      "gateway-list", .suppressed,
      "Amazon SES, SendGrid, Mailgun, Postmark, SparkPost suppression lists",
      [
        "suppression list", "suppressed recipient|address", "has suppressed sending",
        "bounced address",
      ]),
    .words(
      "either", .unclear, "RFC 5321 4.2.2: 550 names a missing mailbox and a policy in one breath",
      ["mailbox unavailable or access denied"]),
    .words(
      "policy-of-unavailable", .policy,
      "GMX and web.de: the standard's words, then the rule that forbids",
      ["mailbox unavailable reject due to"]),
    .words(
      "recipient-limit", .recipientRate, "Google 4.2.1, Microsoft 5.2.122",
      ["recipient has exceeded message|their? rate|limit|limits"]),
    .status("new-owner", .ownerChanged, "RFC 7293 x.7.17, x.7.18", ["x.7.17-18"]),
    .words(
      "new-owner-words", .ownerChanged, "RFC 7293",
      [
        "mailbox owner has changed", "owner has changed",
      ]),
  ]

  /// Words that say little; they decide where nothing else does.
  static let vague: [VerdictRow] = [
    .words(
      "loop", .loop, "Sendmail, Postfix, Exchange 5.4.14, qmail, ImprovMX",
      [
        "loops back to", "mail loop|loops|looping", "forwarding loop", "loop detected|broken",
        "hop count|limit", "too many hops", "loop alert", "duplicated message",
        "message|mail looping", "routing loop",
      ]),
    .words(
      "program-failed", .systemFault, "Exim, OpenSMTPD, Postfix and Sendmail runs",
      [
        "local delivery failed", "exited abnormally", "command died|output|time", "mailer error",
        "unknown mailer error", "program failed", "create user output",
      ]),
    .words(
      "blocked", .policy, "IronPort, Barracuda, MailChannels and others that name no cause",
      [
        "blocked", "message|mail|email|transaction|rejected|refused see", "bounced by policy|rule",
        "listed|found at|on|by|in dnsbl|rbl|blacklist|list", "listed at|on|by|in",
        "rejected found in",
      ]),
  ]

  private static let vagueRows =
    (rows.count - codes.count - vague.count)..<(rows.count - codes.count)

  /// Tells whether words that say more in a passage farther away win over a row.
  private static func isVague(_ row: Int) -> Bool { vagueRows ~= row }

  private static let phrases = PhraseSet(
    rows.map { row in
      switch row.condition {
      case .words(let phrases): phrases
      case .statuses, .replies: []
      }
    })

  /// Number of phrases it knows, alternatives multiplied out.
  public static var phraseCount: Int { phrases.count }

  /// Judges what is known of one recipient.
  public static func verdict(on evidence: DeliveryEvidence) -> BounceVerdict {
    if evidence.action == .delivered {
      return BounceVerdict(kind: .delivered, reason: .unclear)
    }
    if evidence.isShared { return BounceVerdict(kind: .unknown, reason: .unclear) }
    let isTransient = isTransient(evidence)
    let stage = AnswerStage(evidence)
    if let verdict = byOwner(evidence) { return verdict }
    // A notice's common words count where no answer of a server is to be had.
    let hasAnswer = evidence.passages.contains { $0.isOwn && !$0.codes.isEmpty }
    for own in hasAnswer ? [true] : [true, false] {
      if let found = byWords(evidence, own: own, stage: stage) {
        return BounceVerdict(
          kind: kind(of: found.row.reason, evidence, isTransient: isTransient),
          reason: found.row.reason,
          row: found.row, passage: found.passage, words: found.words)
      }
      if own, let row = byCodes(evidence, stage: stage) {
        return BounceVerdict(
          kind: kind(of: row.reason, evidence, isTransient: isTransient), reason: row.reason,
          row: row)
      }
    }
    return BounceVerdict(kind: isTransient ? .temporary : claimed(evidence.claim), reason: .unclear)
  }

  /// Judges by the gateway's claim, which counts where neither words nor codes tell.
  private static func claimed(_ claim: DeliveryEvidence.Claim) -> BounceKind {
    switch claim {
    case .permanent: .permanent
    case .temporary: .temporary
    case .sender: .blocked
    case .unclear: .unknown
    }
  }

  /// The kind of a reason; what has only been delayed so far is nothing more than that.
  private static func kind(
    of reason: BounceReason, _ evidence: DeliveryEvidence, isTransient: Bool
  ) -> BounceKind {
    evidence.action == .delayed ? .temporary : reason.kind(isTransient: isTransient)
  }

  /// Tells whether class 4 stands anywhere that counts: in the report's status, in an answer, or as a delay.
  ///
  /// That holds also within an answer of class 5 (`554 5.4.7 … 452-4.2.2`); given up after many tries
  /// (x.4.7) counts as class 4.
  private static func isTransient(_ evidence: DeliveryEvidence) -> Bool {
    if evidence.action == .delayed || evidence.status?.category == 4 { return true }
    if let status = evidence.status, status.subject == 4, status.detail == 7 { return true }
    guard let said = evidence.passages.first(where: { $0.isOwn && !$0.codes.isEmpty }) else {
      return evidence.claim == .temporary
    }
    return said.codes.contains {
      $0.isTransient || $0.status.map { $0.subject == 4 && $0.detail == 7 } ?? false
    }
  }

  private static func byOwner(_ evidence: DeliveryEvidence) -> BounceVerdict? {
    let statuses =
      [evidence.status].compactMap(\.self)
      + evidence.passages.flatMap { $0.codes.compactMap(\.status) }
    guard let row = own.first(where: { fits($0, statuses: statuses, replies: []) }) else {
      return nil
    }
    return BounceVerdict(kind: row.reason.kind(isTransient: false), reason: row.reason, row: row)
  }

  private static func byWords(
    _ evidence: DeliveryEvidence, own: Bool, stage: AnswerStage
  ) -> (row: VerdictRow, passage: Int, words: Range<Int>)? {
    var said: (row: VerdictRow, passage: Int, words: Range<Int>)?
    for (index, passage) in evidence.passages.enumerated() where passage.isOwn == own {
      guard let match = phrases.first(in: passage.text) else { continue }
      let row = stage.judged(rows[match.row], passage)
      if !isVague(match.row) { return (row, index, match.range) }
      said = said ?? (row, index, match.range)
    }
    return said
  }

  private static func byCodes(_ evidence: DeliveryEvidence, stage: AnswerStage) -> VerdictRow? {
    let own = evidence.passages.filter(\.isOwn)
    // The report's own status is made of the answer, or made up: the answer's comes first.
    let answers = own.flatMap(\.codes)
    let statuses = answers.compactMap(\.status) + [evidence.status].compactMap(\.self)
    let replies = answers.compactMap(\.reply)
    return codes.first { fits($0, statuses: statuses, replies: replies) }.map {
      stage.judged($0, own.first)
    }
  }

  private static func fits(_ row: VerdictRow, statuses: [EnhancedStatus], replies: [Int]) -> Bool {
    switch row.condition {
    case .words: false
    case .statuses(let patterns):
      statuses.contains { status in patterns.contains { $0.matches(status) } }
    case .replies(let codes): replies.contains(where: codes.contains)
    }
  }
}
