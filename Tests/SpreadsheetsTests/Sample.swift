import Formats
import Spreadsheets

/// A workbook of one sheet or more, written as a test wants it.
struct Sample {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
  static let offices = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The content of each sheet's `sheetData`.
  var sheets: [String]
  /// Names of the sheets; those that are missing are called by their number.
  var names: [String] = []
  /// Attributes of each `sheet` in the workbook.
  var states: [String] = []
  /// The content of `sst`; nil for no such part.
  var texts: String?
  /// The content of `styleSheet`; nil for no such part.
  var styles: String?
  /// The content of the workbook before and behind its sheets.
  var (properties, calculation) = ("", "")
  var namespace = Sample.main
  var zip = ZipWriter()
  var packing = ZipWriter.Packing.deflated
  /// The letters before a part's name where a relationship leads to it.
  var targets = ""

  init(_ sheets: String...) {
    self.sheets = sheets
  }

  /// The file.
  var octets: [UInt8] {
    var zip = zip
    zip.add("[Content_Types].xml", "<Types/>", packing)
    zip.add(
      "_rels/.rels", Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")]), packing)
    var parts = sheets.indices.map {
      ("s\($0)", "worksheet", "\(targets)worksheets/sheet\($0).xml")
    }
    if texts != nil { parts.append(("t", "sharedStrings", "\(targets)sharedStrings.xml")) }
    if styles != nil { parts.append(("f", "styles", "\(targets)styles.xml")) }
    zip.add("xl/_rels/workbook.xml.rels", Self.relationships(parts), packing)
    zip.add("xl/workbook.xml", workbook, packing)
    if let texts {
      zip.add("xl/sharedStrings.xml", "<sst xmlns='\(namespace)'>\(texts)</sst>", packing)
    }
    if let styles {
      zip.add("xl/styles.xml", "<styleSheet xmlns='\(namespace)'>\(styles)</styleSheet>", packing)
    }
    for (place, sheet) in sheets.enumerated() {
      let text =
        "<worksheet xmlns='\(namespace)'><dimension ref='A1'/><sheetData>\(sheet)</sheetData></worksheet>"
      zip.add("xl/worksheets/sheet\(place).xml", text, packing)
    }
    return zip.finish()
  }

  private var workbook: String {
    let list = sheets.indices.map { place in
      let name = place < names.count ? names[place] : "Blad\(place + 1)"
      let state = place < states.count ? states[place] : ""
      return "<sheet name='\(name)' sheetId='\(place + 1)' r:id='s\(place)' \(state)/>"
    }.joined()
    return """
      <?xml version='1.0' encoding='UTF-8'?>
      <workbook xmlns='\(namespace)' xmlns:r='\(Self.offices)'>\(properties)<sheets>\(list)</sheets>\(calculation)</workbook>
      """
  }

  static func relationships(_ parts: [(id: String, type: String, target: String)]) -> String {
    let list = parts.map {
      "<Relationship Id='\($0.id)' Type='\(offices)/\($0.type)' Target='\($0.target)'/>"
    }.joined()
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return "<?xml version='1.0'?><Relationships xmlns='\(namespace)'>\(list)</Relationships>"
  }

  /// A row of inline texts.
  static func row(_ cells: String...) -> String {
    "<row>" + cells.map { "<c t='inlineStr'><is><t>\($0)</t></is></c>" }.joined() + "</row>"
  }
}

/// An OpenDocument spreadsheet, written as a test wants it.
struct OpenDocumentSample {
  /// The content of `office:spreadsheet`.
  var content: String
  /// The content of `office:automatic-styles`.
  var styles = ""
  var manifest = ""

  init(_ content: String) {
    self.content = content
  }

  /// A sheet with these rows.
  static func sheet(_ rows: String, _ attributes: String = "table:name='Blad1'") -> String {
    "<table:table \(attributes)>\(rows)</table:table>"
  }

  /// The file.
  var octets: [UInt8] {
    var zip = ZipWriter()
    zip.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    let names = ["office", "table", "text", "style", "draw"].map {
      "xmlns:\($0)='urn:oasis:names:tc:opendocument:xmlns:\($0 == "draw" ? "drawing" : $0):1.0'"
    }.joined(separator: " ")
    zip.add(
      "content.xml",
      """
      <office:document-content \(names) xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'>\
      <office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\
      \(content)</office:spreadsheet></office:body></office:document-content>
      """, .deflated)
    let manifests = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    zip.add("META-INF/manifest.xml", "<m:manifest xmlns:m='\(manifests)'>\(manifest)</m:manifest>")
    return zip.finish()
  }
}

/// Result of reading a file: its rows, or why it has none.
enum ReadTable: Equatable {
  case rows([[String]])
  case refused(TableFault)

  init(_ octets: [UInt8], sheet: String? = nil) {
    do throws(TableFault) {
      self = .rows(try Self.all(octets, sheet: sheet).map(\.cells))
    } catch {
      self = .refused(error)
    }
  }

  /// All rows of a file.
  static func all(_ octets: [UInt8], sheet: String? = nil) throws(TableFault) -> [TableRow] {
    let file = try SourceFile(octets: octets[...], temporaryFolder: "/tmp")
    let table = try TableFile(file, sheet: sheet, temporaryFolder: "/tmp")
    var rows: [TableRow] = []
    while let row = try table.next() { rows.append(row) }
    return rows
  }
}
