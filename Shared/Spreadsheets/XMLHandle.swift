internal import CXML
import Formats

/// Owns one parser of libxml2; no other file calls it.
@safe
struct XMLHandle: ~Copyable {
  private let parser: OpaquePointer

  /// A parser at the beginning of a document.
  init(_ vocabulary: XMLVocabulary) {
    // Safe: the lists are copied.
    let parser = unsafe cxml_new(
      vocabulary.namespaces.joined(separator: "\n"), vocabulary.elements.joined(separator: "\n"),
      vocabulary.attributes.joined(separator: "\n"))
    guard let parser = unsafe parser else {
      preconditionFailure("libxml2 gives no parser: no memory.")
    }
    unsafe self.parser = parser
  }

  deinit {
    // Safe: it is ours, and no call follows.
    unsafe cxml_free(parser)
  }

  /// Takes the next piece of the document, and writes what it holds on the tape.
  mutating func parse(
    _ octets: [UInt8], isLast: Bool, onto tape: inout XMLTape
  ) throws(TableFault) {
    // Safe: the octets are lent for the call.
    let status = unsafe octets.withUnsafeBytes {
      unsafe cxml_parse(parser, $0.baseAddress, $0.count, isLast ? 1 : 0)
    }
    guard Int(status) == cxml_ok else { throw .damaged }
    copy(onto: &tape)
  }

  private func copy(onto tape: inout XMLTape) {
    tape.removeAll()
    var count = 0
    // Safe: both lists are the parser's until its next call, and as long as it says.
    if let words = unsafe cxml_words(parser, &count) {
      unsafe tape.words.append(contentsOf: UnsafeBufferPointer(start: words, count: count))
    }
    if let bytes = unsafe cxml_bytes(parser, &count) {
      unsafe tape.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
  }
}
