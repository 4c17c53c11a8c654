/// Tree of phrases, word by word, in one table with open addresses.
struct Trie: Sendable {
  /// Keys of edges: node and word mixed; 0 is an empty place.
  private var keys: [UInt64] = Array(repeating: 0, count: 1024)
  private var children: [Int32] = Array(repeating: 0, count: 1024)
  /// The row of the phrase that ends at a node; -1 where none does.
  private var rows: [Int32] = [-1]
  private(set) var phrases = 0

  /// Adds a phrase; where it is there already, the earlier row stays.
  mutating func insert(_ words: [UInt64], row: Int) {
    var node = 0
    for word in words {
      let known = child(of: node, by: word)
      if known != 0 {
        node = known
        continue
      }
      rows.append(-1)
      add(Self.key(node, word), child: Int32(rows.count - 1))
      node = rows.count - 1
    }
    if rows[node] < 0 {
      rows[node] = Int32(row)
      phrases += 1
    }
  }

  /// The node behind a word; 0 if there is none.
  @inline(__always)
  func child(of node: Int, by word: UInt64) -> Int {
    let key = Self.key(node, word)
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key >> 32) & mask
    while true {
      let found = keys[place]
      if found == key { return Int(children[place]) }
      if found == 0 { return 0 }
      place = (place + 1) & mask
    }
  }

  /// The row of the phrase that ends at a node.
  @inline(__always)
  func row(at node: Int) -> Int? {
    rows[node] < 0 ? nil : Int(rows[node])
  }

  @inline(__always)
  private static func key(_ node: Int, _ word: UInt64) -> UInt64 {
    let mixed =
      (word ^ UInt64(truncatingIfNeeded: node) &* 0x9e37_79b9_7f4a_7c15) &* 0xff51_afd7_ed55_8ccd
    return (mixed ^ mixed >> 29) | 1
  }

  /// A third of the places is taken at the most.
  private mutating func add(_ key: UInt64, child: Int32) {
    if rows.count * 3 > keys.count {
      let old = zip(keys, children).filter { $0.0 != 0 }
      keys = Array(repeating: 0, count: keys.count * 2)
      children = Array(repeating: 0, count: keys.count)
      for (key, child) in old { place(key, child) }
    }
    place(key, child)
  }

  private mutating func place(_ key: UInt64, _ child: Int32) {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key >> 32) & mask
    while keys[place] != 0 { place = (place + 1) & mask }
    keys[place] = key
    children[place] = child
  }
}
