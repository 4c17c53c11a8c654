import Contract
import Domain
public import Settings
import Store

extension WorkerDefinition {
  /// Mailings, each to an address of many profiles.
  public static let mailingWorker = WorkerDefinition(
    queue: .mailings, role: .mailings,
    events: ["mailing.prepared", "mailing.completed", "mailing.cancelled", "message.*"],
    needsErasureKeys: false,
    variables: [unsubscribeURL.row, returnPathDomain.row, mailingChunk.row])

  /// The page for opt-outs, to which a token is appended (R6).
  public static let unsubscribeURL = Variable<String>(
    required: "UNSUBSCRIBE_URL",
    "the page where one-click opt-outs go; the token is appended as a parameter",
    right: "an https URL without a fragment"
  ) { (text: String) throws(Flaw) in
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>\"#,".utf8.contains($0) }
    guard text.hasPrefix("https://"), text.utf8.count > 8, isPlain else {
      throw Flaw("is", quoting: text)
    }
    return text
  }

  /// The domain to which bounces come back.
  public static let returnPathDomain = Variable<String>(
    required: "RETURN_PATH_DOMAIN", "the domain to which bounces come back, as bounce+TOKEN at it",
    right: "a domain name in A-labels"
  ) { (text: String) throws(Flaw) in
    guard let domain = domain(text), domain == text.lowercased() else {
      throw Flaw("is", quoting: text)
    }
    return domain
  }

  /// The recipients that are committed together.
  public static let mailingChunk = Variable<Int>(
    "MAILING_CHUNK", "how many recipients of a mailing are committed together",
    in: 1...10_000, fallback: 500)
}

/// The domain of an address that could stand there; `nil` if none could.
private func domain(_ text: String) -> String? {
  do throws(AddressRefusal) {
    return try EmailAddress("bounce@\(text)").key.domain
  } catch {
    return nil
  }
}
