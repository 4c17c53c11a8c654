import Domain
import Formats

extension BounceNews.Content {
  /// The most octets of a gateway's reason for holding mail back that are kept.
  private static let reasonLimit = 200

  /// Judges what was said of a recipient; its addresses stay in the words, those of others do not.
  ///
  /// Words alone may tell that a gateway's own list was in the way, which is no failure (B9).
  ///
  /// - Returns: `nil` for what is no news.
  init?(
    _ evidence: DeliveryEvidence, passages: [Passage], status: EnhancedStatus?, gatewayID: String?,
    of addresses: Set<AddressKey>
  ) {
    let verdict = VerdictTable.verdict(on: evidence)
    if verdict.kind == .suppressed {
      self = .heldBack(passages.first, until: nil)
      return
    }
    guard
      let failure = BounceFailure(
        verdict, evidence, passages: passages, status: status, gatewayID: gatewayID, of: addresses)
    else { return nil }
    self = .failed(failure)
  }

  /// News that a gateway holds mail back, and why in its words, without any address (B9).
  static func heldBack(_ words: Passage?, until: Timestamp?) -> BounceNews.Content {
    .suppressed(until: until, reason: words.map { $0.line(limit: reasonLimit) { _ in false } })
  }
}

extension BounceFailure {
  /// The most octets of an answer that are kept with a mark.
  private static let diagnosticLimit = 512

  /// Describes what was judged; `nil` for what is no failure.
  fileprivate init?(
    _ verdict: BounceVerdict, _ evidence: DeliveryEvidence, passages: [Passage],
    status: EnhancedStatus?, gatewayID: String?, of addresses: Set<AddressKey>
  ) {
    switch verdict.kind {
    case .permanent, .temporary, .blocked, .unknown, .ownerChanged: break
    case .suppressed, .delivered, .complaint: return nil
    }
    let isKept = { (text: String) in AddressKey(spelled: text).map(addresses.contains) ?? false }
    self.init(
      kind: verdict.kind, reason: verdict.reason, status: status?.description,
      diagnostic: passages.first.map { $0.line(limit: Self.diagnosticLimit, keeping: isKept) },
      gatewayID: gatewayID?.storable(limit: 256),
      evidence: BounceEvidence(evidence, passages: passages, keeping: isKept).json)
  }
}

extension BounceFailure {
  /// Judges kept evidence again; `nil` for what is no failure.
  init?(_ kept: BounceEvidence, of addresses: Set<AddressKey>) {
    let codes = kept.evidence.passages.lazy.flatMap(\.codes).compactMap(\.status)
    self.init(
      VerdictTable.verdict(on: kept.evidence), kept.evidence, passages: kept.words,
      status: codes.first ?? kept.evidence.status,
      gatewayID: nil, of: addresses)
  }
}

extension AddressKey {
  /// The key of an address as a report spells it; `nil` for what I3 refuses.
  init?(spelled text: String) {
    do throws(AddressRefusal) {
      self = try EmailAddress(text).key
    } catch {
      return nil
    }
  }
}

extension Timestamp {
  /// The moment of a report or a gateway, in microseconds since 1970.
  init?(_ microseconds: Int64?) {
    guard let microseconds else { return nil }
    self.init(microseconds: microseconds)
  }
}

extension String {
  /// The text without NULs, cut to so many octets.
  func storable(limit: Int) -> String {
    let text = withoutNUL
    return text.utf8.count <= limit
      ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self)
  }
}
