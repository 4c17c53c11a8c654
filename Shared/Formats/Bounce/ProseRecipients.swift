/// Recipients whom a notice names in prose, each with the words about it.
struct ProseRecipients {
  /// One recipient.
  struct Recipient {
    /// Address as it is written.
    let address: ArraySlice<UInt8>
    /// Its other names.
    var aliases: [ArraySlice<UInt8>] = []
    /// The words about it, from its line to that of the next one.
    var passages: [ArraySlice<UInt8>] = []
  }

  private(set) var recipients: [Recipient] = []
  /// Words before the first recipient.
  private(set) var preface: ArraySlice<UInt8>
  /// Role in which they are mentioned, which says how sure it is that they are recipients.
  private(set) var role: Mention.Role = .other

  /// A notice names no more; what follows is not read.
  private static let limit = 2_000
  /// Nothing is told of one recipient more often.
  private static let passages = 16

  private let prose: ArraySlice<UInt8>

  /// Reads the prose of a notice.
  ///
  /// - Parameters:
  ///   - prose: the words.
  ///   - known: recipients that fields have named; if there are any, only words about them count.
  ///   - foreign: addresses that are no recipients: the sender's own, the reporter's.
  init(_ prose: ArraySlice<UInt8>, known: Set<String>, foreign: Set<String>) {
    self.prose = prose
    preface = prose
    let mentions = Self.mentions(in: prose)
    let aliases = mentions.filter { $0.role == .alias }
    var ranked = mentions.filter { $0.role <= .mentioned }
    // A target that is kept secret: `an undisclosed address (generated from …)`.
    if ranked.isEmpty { ranked = aliases }
    let wanted: [Mention]
    if known.isEmpty {
      let foreign = foreign
      let candidates = ranked.filter { !foreign.contains(Self.key($0.address)) }
      // Where only the sender himself is named, it is he.
      let best = (candidates.isEmpty ? ranked.filter { $0.role <= .labelled } : candidates)
      role = best.map(\.role).min() ?? .other
      let role = role
      wanted = best.filter { $0.role == role }
    } else {
      role = .leading
      wanted = ranked.filter { known.contains(Self.key($0.address)) }
    }
    group(wanted, aliases: role == .alias ? [] : aliases)
  }

  /// The form in which addresses of one report are compared.
  static func key(_ address: ArraySlice<UInt8>) -> String {
    String(decoding: address, as: UTF8.self).lowercased()
  }

  private static func mentions(in prose: ArraySlice<UInt8>) -> [Mention] {
    var mentions: [Mention] = []
    var lines = Lines(prose)
    var before = prose[prose.startIndex..<prose.startIndex]
    var indentation: Int?
    while mentions.count < limit, let line = lines.next() {
      let content = prose[line]
      if content.allSatisfy(\.isSpace) {
        indentation = nil
        continue
      }
      for mention in Mention.all(in: content, before: before) {
        mentions.append(
          mention.role == .leading ? indented(mention, in: content, &indentation) : mention)
      }
      before = content
    }
    return mentions
  }

  /// A mention at the beginning of a line that is indented deeper than the one before it in the paragraph
  /// is no new recipient: a long answer was wrapped there.
  private static func indented(
    _ mention: Mention, in line: ArraySlice<UInt8>, _ outer: inout Int?
  ) -> Mention {
    let own = line.prefix { $0.isBlank }.count
    defer { outer = min(outer ?? own, own) }
    return own > outer ?? own ? mention.with(.mentioned) : mention
  }

  /// Gives each recipient the words behind it.
  ///
  /// Recipients in lines of their own that follow each other share the words behind the last of them.
  private mutating func group(_ wanted: [Mention], aliases: [Mention]) {
    guard let first = wanted.first else { return }
    preface = prose[..<first.line.lowerBound]
    var places: [String: Int] = [:]
    var open: [Int] = []
    var start = first.line.lowerBound
    var end = first.line.lowerBound
    for mention in wanted {
      let isList = mention.line.lowerBound == start || isSilent(end..<mention.line.lowerBound)
      if !isList {
        close(open, start..<mention.line.lowerBound)
        open.removeAll()
      }
      start = mention.line.lowerBound
      let key = Self.key(mention.address)
      let index = places[key] ?? recipients.count
      if index == recipients.count {
        places[key] = index
        recipients.append(Recipient(address: mention.address))
      }
      if !open.contains(index) { open.append(index) }
      end = mention.saysMore ? mention.line.lowerBound : mention.line.upperBound
    }
    close(open, start..<prose.endIndex)
    for alias in aliases { add(alias) }
  }

  /// Tells whether nothing is said in a range: white space and marks.
  private func isSilent(_ range: Range<Int>) -> Bool {
    prose[range].allSatisfy { !$0.isLetter && !$0.isDigit && $0 < 0x80 }
  }

  private mutating func close(_ open: [Int], _ range: Range<Int>) {
    for index in open where recipients[index].passages.count < Self.passages {
      recipients[index].passages.append(prose[range])
    }
  }

  /// Gives another name to the recipients whose words hold it.
  private mutating func add(_ alias: Mention) {
    for index in recipients.indices
    where recipients[index].passages.contains(where: {
      $0.startIndex <= alias.line.lowerBound && alias.line.lowerBound < $0.endIndex
    }) {
      recipients[index].aliases.append(alias.address)
    }
  }
}
