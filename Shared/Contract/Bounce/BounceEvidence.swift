public import Domain
import Formats

/// Evidence for the judgement on one recipient, in the form in which it is kept: what a report said of him,
/// without addresses of others.
public struct BounceEvidence: Sendable {
  /// The most passages that are kept, the nearest to a server's own words first.
  private static let passageLimit = 6
  /// The most octets of a passage that are kept.
  private static let textLimit = 2048

  /// The evidence, as the rules take it.
  public let evidence: DeliveryEvidence
  private let passages: [(source: Passage.Source, text: String)]

  /// Takes what was said, with the addresses that are the recipient's own.
  init(
    _ evidence: DeliveryEvidence, passages: [Passage], keeping isKept: (String) -> Bool
  ) {
    self.evidence = evidence
    self.passages = passages.prefix(Self.passageLimit).map {
      ($0.source, $0.words(limit: Self.textLimit, keeping: isKept))
    }
  }

  /// Reads it back; `nil` for what was never written.
  public init?(json: [UInt8]) {
    guard let value = JSONText(json).root else { return nil }
    var passages: [(source: Passage.Source, text: String)] = []
    for element in value["passages"]?.elements.map(\.self) ?? [] {
      guard let source = element["source"]?.string.flatMap(Passage.Source.init),
        let text = element["text"]?.string
      else { return nil }
      passages.append((source, text))
    }
    self.passages = passages
    evidence = DeliveryEvidence(
      action: value["action"]?.string.flatMap(DeliveryEvidence.Action.init(word:)),
      status: value["status"]?.string.flatMap(EnhancedStatus.init),
      passages: passages.map { Passage($0.source, saying: $0.text).evidence },
      isShared: value["isShared"]?.bool ?? false,
      claim: value["claim"]?.string.flatMap(DeliveryEvidence.Claim.init(word:)) ?? .unclear)
  }

  /// Texts that were kept, the nearest to a server's own words first.
  public var texts: [String] { passages.map(\.text) }

  /// Words that were kept.
  var words: [Passage] { passages.map { Passage($0.source, saying: $0.text) } }

  /// The evidence as a JSON object.
  public var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("action", ifPresent: evidence.action?.word)
      json.member("status", ifPresent: evidence.status?.description)
      json.member("claim", ifPresent: evidence.claim.word)
      if evidence.isShared { json.member("isShared", true) }
      json.member("passages", each: passages) { json, passage in
        json.object {
          $0.member("source", passage.source.rawValue)
          $0.member("text", passage.text)
        }
      }
    }
    return json.bytes
  }
}

extension DeliveryEvidence.Action {
  fileprivate var word: String {
    switch self {
    case .failed: "failed"
    case .delayed: "delayed"
    case .delivered: "delivered"
    }
  }

  fileprivate init?(word: String) {
    guard let known = [Self.failed, .delayed, .delivered].first(where: { $0.word == word }) else {
      return nil
    }
    self = known
  }
}

extension DeliveryEvidence.Claim {
  fileprivate var word: String? {
    switch self {
    case .permanent: "permanent"
    case .temporary: "temporary"
    case .sender: "sender"
    case .unclear: nil
    }
  }

  fileprivate init?(word: String) {
    guard let known = [Self.permanent, .temporary, .sender].first(where: { $0.word == word }) else {
      return nil
    }
    self = known
  }
}
