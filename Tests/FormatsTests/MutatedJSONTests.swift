import Formats
import Foundation
import TestSupport
import Testing

/// Any JSON value, as `JSONDecoder` reads it: the judge of what ours gives.
indirect enum Judged: Decodable, Equatable {
  case object([String: Judged])
  case array([Judged])
  case string(String)
  case number(Double)
  case bool(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([Judged].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: Judged].self))
    }
  }

  init(_ value: JSONValue) {
    switch value.kind {
    case .object:
      self = .object(
        Dictionary(
          value.members.map { ($0.key, Judged($0)) }, uniquingKeysWith: { first, _ in first }))
    case .array: self = .array(value.elements.map { Judged($0) })
    case .string: self = .string(value.string ?? "")
    case .number: self = .number(Double(value.number ?? "") ?? .nan)
    case .true: self = .bool(true)
    case .false: self = .bool(false)
    case .null: self = .null
    }
  }
}

@Suite("Mutated JSON")
struct MutatedJSONTests {
  static let seeds = [
    #"{"email":"asa@example.se","name":{"given":"Åsa","family":"Öberg"},"phone":null}"#,
    #"{"emails":["a@example.se","b@example.se"],"donation":{"amount":"500.00","n":-1.5e+3}}"#,
    #"{"answers":{"diet":"vegan \u00e5\n\"\\","guests":2,"ok":true,"no":false,"x":[[],{},[{}]]}}"#,
    #"[0,-0,1.25,1E2,"\ud83d\ude00","é😀",{"a":{"b":{"c":[1,2,3]}}}]"#,
  ]

  /// Octets that matter to the grammar; the others are drawn from all.
  static let pieces = Array(#"{}[]",:\u0dDeE.-+1 tfn"#.utf8) + [0, 0x1f, 0x80, 0xc3, 0xed, 0xf4]

  static func mutated(_ text: [UInt8], by random: inout SeededGenerator) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
      let at = Int.random(in: 0..<text.count, using: &random)
      let piece =
        Bool.random(using: &random)
        ? pieces[Int.random(in: 0..<pieces.count, using: &random)]
        : UInt8.random(in: 0...255, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: text.remove(at: at)
      case 1: text.insert(piece, at: at)
      case 2: text[at] = piece
      case 3: text.removeSubrange(at...)
      default:
        let end = min(text.count, at + Int.random(in: 1...12, using: &random))
        text.insert(contentsOf: text[at..<end], at: at)
      }
    }
    return text
  }

  @Test("Mutated texts never crash, and what is accepted JSONDecoder reads alike")
  func againstDecoder() {
    let seed: UInt64 = 20_260_901
    var random = SeededGenerator(seed: seed)
    let decoder = JSONDecoder()
    var accepted = 0
    for round in 0..<20_000 {
      let text = Self.mutated(Array(Self.seeds[round % Self.seeds.count].utf8), by: &random)
      let read = JSONText(text)
      exercise(read.root)
      guard read.fault == nil, let root = read.root else { continue }
      accepted += 1
      let judged = try? decoder.decode(Judged.self, from: Data(text))
      #expect(judged == Judged(root), "seed \(seed), round \(round)")
    }
    #expect(accepted > 1000)
  }

  @Test("Every beginning of a text is refused and looked at without harm")
  func truncated() {
    for seed in Self.seeds {
      let text = Array(seed.utf8)
      for end in 0..<text.count {
        let read = JSONText(Array(text[..<end]))
        #expect(read.fault != nil)
        #expect((read.fault?.offset ?? 0) <= end)
        exercise(read.root)
      }
      #expect(JSONText(text).fault == nil)
    }
  }

  /// Walks all that can be asked for.
  private func exercise(_ value: JSONValue?) {
    guard let value else { return }
    _ = (value.string, value.number, value.bool, value.octets.count, value["email"], value.path)
    for member in value.members {
      _ = member.key
      exercise(member)
    }
    for element in value.elements { exercise(element) }
  }
}
