import Compression
import Testing

@Suite("Compression")
struct DeflateTests {
  private static let text = Array("kim@example.se och en gång till kim@example.se".utf8)

  @Test("A packed text comes back, whatever follows its stream", arguments: Deflate.allCases)
  func roundTrip(form: Deflate) {
    let stream = form.packed(Self.text)
    guard case .unpacked(let found) = form.unpacked(stream + [1, 2, 3], limit: 1000) else {
      Issue.record("nothing came back")
      return
    }
    #expect(found.octets == Self.text)
    #expect(found.consumed == stream.count)
  }

  @Test("A small stream of much content is not unpacked", arguments: Deflate.allCases)
  func bomb(form: Deflate) {
    let stream = form.packed([UInt8](repeating: 0, count: 1 << 20))
    #expect(stream.count < 2000)
    #expect(form.unpacked(stream, limit: 1 << 16) == .tooLarge)
  }

  @Test("A stream that is cut off, damaged or none gives nothing", arguments: Deflate.allCases)
  func damaged(form: Deflate) {
    let stream = form.packed(Self.text)
    #expect(form.unpacked([], limit: 1000) == .none)
    #expect(form.unpacked(Array(stream.dropLast(5)), limit: 1000) == .none)
    #expect(form.unpacked(Array("no stream at all".utf8), limit: 1000) == .none)
  }
}
