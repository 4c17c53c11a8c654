import Corpora
import Formats
import Foundation
import Spreadsheets
import Testing

@Suite("Corpus of tables", .enabled(if: Corpora.isThere, Corpora.absence))
struct SheetCorpusTests {
  struct Label: Decodable {
    let file: String
    let rows: [[String]]
  }

  /// Files that come out otherwise than the label says, and why.
  ///
  /// In the first five a cell holds a number that had lost digits when it was written: we give those that
  /// stand there, and say so. In the last three a hidden sheet has become visible, and the first visible
  /// one is read unless another is named.
  static let others: Set<String> = [
    "duckdb-list.csv", "mariadb-default.csv", "mariadb-enclosed.csv", "mariadb-noquote.csv",
    "mariadb-outfile.csv", "gnumeric-layout.xlsx", "libreoffice-layout.xlsx",
    "libreoffice-layout1904.xlsx",
  ]

  @Test("P8: what some forty writers write comes out as a steward expects")
  func corpus() throws {
    let labels = try Corpora.text(of: "sheets/labels.jsonl").split(separator: "\n")
      .map { try JSONDecoder().decode(Label.self, from: Data($0.utf8)) }
    #expect(labels.count == 51)
    for label in labels where !Self.others.contains(label.file) {
      #expect(try rows(label.file) == Self.plain(label.rows), "\(label.file)")
    }
    for (file, sheet) in [
      ("gnumeric-layout.xlsx", "Adresser"), ("libreoffice-layout.xlsx", "Adresser"),
    ] {
      let label = try #require(labels.first { $0.file == file })
      #expect(try rows(file, sheet: sheet) == Self.plain(label.rows), "\(file)")
    }
    for file in Self.others where file.hasPrefix("mariadb") || file.hasPrefix("duckdb") {
      let label = try #require(labels.first { $0.file == file })
      let differing = zip(try rows(file).joined(), Self.plain(label.rows).joined()).filter {
        $0 != $1
      }
      #expect(differing.count == 1, "\(file)")
    }
  }

  /// The rows of a file, none if it or one of its rows is refused.
  private func rows(_ file: String, sheet: String? = nil) throws -> [[String]] {
    let octets = [UInt8](try Corpora.data("sheets/\(file)"))
    do throws(TableFault) {
      let rows = try ReadTable.all(octets, sheet: sheet)
      guard rows.allSatisfy({ $0.fault?.isReadable ?? true }) else { return [] }
      return Self.plain(rows.map { $0.cells.map { PrintedValue($0).text } })
    } catch {
      return []
    }
  }

  /// Rows without empty cells at their ends, empty rows and carriage returns.
  private static func plain(_ rows: [[String]]) -> [[String]] {
    rows.map { row in
      let row = row.map { $0.replacing("\r\n", with: "\n") }
      return Array(row[..<((row.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }.filter { !$0.isEmpty }
  }
}
