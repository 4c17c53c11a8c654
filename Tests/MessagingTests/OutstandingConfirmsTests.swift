@testable import Messaging
import TestSupport
import Testing

/// Publish that a tracker hands out, in order.
private struct Settled: Equatable {
  let token: String
  let how: OutstandingConfirms<String>.Settlement
}

@Suite("Confirms on paper")
struct ConfirmsTests {
  private static let unroutable = Returned(
    code: 312, text: "NO_ROUTE", exchange: "x", routingKey: "k", messageID: "b")

  /// Publishes a, b, c … with sequence numbers from 1, each mandatory under its own name.
  private func tracker(_ names: String) -> OutstandingConfirms<String> {
    var confirms = OutstandingConfirms<String>()
    for (place, name) in names.enumerated() {
      confirms.track(UInt64(place + 1), messageID: String(name), String(name))
    }
    return confirms
  }

  private func settle(_ confirms: inout OutstandingConfirms<String>, _ events: [Event]) -> [Settled]
  {
    var settled: [Settled] = []
    for event in events {
      confirms.settle(event) { settled.append(Settled(token: $0, how: $1)) }
    }
    return settled
  }

  @Test("Each confirm settles its own, in whatever order they come")
  func single() {
    var confirms = tracker("abc")
    let settled = settle(
      &confirms,
      [
        .confirmed(3, multiple: false), .confirmed(1, multiple: false),
        .confirmed(2, multiple: false),
      ])
    #expect(settled.map(\.token) == ["c", "a", "b"])
    #expect(confirms.isEmpty)
  }

  @Test("A multiple confirm settles all up to it that are not settled, oldest first")
  func multiple() {
    var confirms = tracker("abcd")
    let settled = settle(
      &confirms, [.confirmed(2, multiple: false), .confirmed(3, multiple: true)])
    #expect(settled.map(\.token) == ["b", "a", "c"])
    #expect(confirms.count == 1)
  }

  @Test("A rejection settles as rejected, single or multiple")
  func rejected() {
    var confirms = tracker("abc")
    let settled = settle(
      &confirms, [.rejected(1, multiple: false), .rejected(3, multiple: true)])
    #expect(settled == ["a", "b", "c"].map { Settled(token: $0, how: .rejected) })
  }

  @Test("A returned message settles as returned when its confirm comes")
  func returned() {
    var confirms = tracker("abc")
    #expect(settle(&confirms, [.returned(Self.unroutable)]) == [])
    #expect(confirms.count == 3)
    let settled = settle(&confirms, [.confirmed(3, multiple: true)])
    #expect(
      settled == [
        Settled(token: "a", how: .confirmed),
        Settled(token: "b", how: .returned(Self.unroutable)),
        Settled(token: "c", how: .confirmed),
      ])
  }

  @Test("Of two publishes with one message id, returns name the older one first")
  func twice() {
    var confirms = OutstandingConfirms<Int>()
    confirms.track(1, messageID: "b", 1)
    confirms.track(2, messageID: "b", 2)
    var settled: [Int: OutstandingConfirms<Int>.Settlement] = [:]
    confirms.settle(.returned(Self.unroutable)) { settled[$0] = $1 }
    confirms.settle(.confirmed(2, multiple: true)) { settled[$0] = $1 }
    #expect(settled == [1: .returned(Self.unroutable), 2: .confirmed])
  }

  @Test("Each return finds its publish, in whatever order returns and confirms come")
  func returnsInAnyOrder() {
    var random = SeededGenerator(seed: 20_261_201)
    for _ in 0..<300 {
      var confirms = OutstandingConfirms<Int>()
      let count = Int.random(in: 1...40, using: &random)
      for number in 1...count { confirms.track(UInt64(number), messageID: "\(number)", number) }
      var unroutable: Set<Int> = []
      var came: Set<Int> = []
      for number in Bool.random(using: &random)
        ? Array(1...count) : (1...count).shuffled(using: &random)
      {
        if Bool.random(using: &random) {
          let returned = Returned(
            code: 312, text: "NO_ROUTE", exchange: "x", routingKey: "k", messageID: "\(number)")
          confirms.settle(.returned(returned)) { _, _ in Issue.record("A return settles nothing.") }
          unroutable.insert(number)
        }
        confirms.settle(.confirmed(UInt64(number), multiple: false)) { token, settlement in
          came.insert(token)
          #expect((settlement != .confirmed) == unroutable.contains(token))
        }
      }
      #expect(came.count == count && confirms.isEmpty)
    }
  }

  @Test(
    "An answer for what is not pending settles nothing",
    arguments: [
      .confirmed(0, multiple: false), .confirmed(1, multiple: false), .confirmed(1, multiple: true),
      .rejected(1, multiple: false), .confirmed(9, multiple: false), .unblocked,
      .confirmed(UInt64.max, multiple: false), .returned(unroutable),
    ] as [Event])
  func strangers(event: Event) {
    var confirms = tracker("ac")
    _ = settle(&confirms, [.confirmed(1, multiple: false)])
    #expect(settle(&confirms, [event]) == [])
    #expect(confirms.count == 1)
  }

  @Test("A multiple confirm beyond the last settles all; so does 0, as AMQP has it")
  func beyond() {
    for last in [7, UInt64.max, 0] {
      var confirms = tracker("ab")
      #expect(settle(&confirms, [.confirmed(last, multiple: true)]).count == 2)
      #expect(settle(&confirms, [.confirmed(last, multiple: true)]).isEmpty)
    }
  }

  @Test("Random histories: each token is settled once, as it was answered")
  func histories() {
    var random = SeededGenerator(seed: 20_261_124)
    for _ in 0..<300 {
      var confirms = OutstandingConfirms<UInt64>()
      var pending: Set<UInt64> = []
      var settled: Set<UInt64> = []
      var last: UInt64 = 0
      for _ in 0..<200 {
        if Int.random(in: 0..<3, using: &random) > 0 {
          last += UInt64.random(in: 1...2, using: &random)
          confirms.track(last, last)
          pending.insert(last)
        } else {
          let sequence = UInt64.random(in: 0...(last + 1), using: &random)
          let multiple = Bool.random(using: &random)
          let expected = pending.filter {
            multiple ? (sequence == 0 || $0 <= sequence) : $0 == sequence
          }
          confirms.settle(.confirmed(sequence, multiple: multiple)) { token, _ in
            #expect(expected.contains(token) && settled.insert(token).inserted)
          }
          pending.subtract(expected)
        }
        #expect(confirms.count == pending.count)
      }
    }
  }
}
