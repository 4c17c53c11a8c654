import Foundation
import Testing

@testable import brevduva

/// `import rows`: what it prints of a file, without a server.
struct ImportRowsTests {
  @Test("P8: rows are printed as JSON, the header first, as they are read")
  func rows() throws {
    try Shell.withFile(Data("Namn;Telefon\r\n\r\n\"Åsa \"\"Å\"\"\";'+46701234567\r\nBo\r\n".utf8)) {
      let result = Shell.result(of: "import rows \($0)")
      #expect(result.exitCode == 0 && result.errors.isEmpty)
      #expect(
        Shell.text(result.output) == """
          ["Namn","Telefon"]
          ["Åsa \\"Å\\"","+46701234567"]
          ["Bo",""]

          """)
    }
  }

  @Test("P8: a row is one line, to whoever cuts at Unicode's line ends as well")
  func lineEnds() throws {
    try Shell.withFile(Data("a;b\nÂ£€“\u{2028}\\\u{2029};\u{85}§\n".utf8)) {
      let result = Shell.result(of: "import rows \($0)")
      #expect(
        Shell.text(result.output)
          == #"["a","b"]"# + "\n" + #"["Â£€“\u2028\\\u2029","\u0085§"]"# + "\n")
    }
  }

  @Test("P8: a row that cannot be read is told with its line, and the others are printed: exit 1")
  func unreadable() throws {
    try Shell.withFile(Data("a;b\n1;2\n1;2;3\n4;5\n\"6;7\n".utf8)) {
      let result = Shell.result(of: "import rows \($0)")
      #expect(result.exitCode == 1)
      #expect(Shell.text(result.output) == #"["a","b"]\#n["1","2"]\#n["4","5"]\#n"#)
      let errors = Shell.text(result.errors).split(separator: "\n")
      #expect(errors.count == 3)
      #expect(errors[0].hasPrefix("Line 3: The row has more cells"))
      #expect(errors[1].hasPrefix("Line 5: A cell begins with a quotation mark"))
      #expect(errors[2] == "Error: 2 rows could not be read.")
    }
  }

  @Test("P8: a file that is no table is refused with a sentence: exit 1, no output")
  func refused() throws {
    for (octets, sentence) in [
      (Data(), "The file is empty."), (Data("%PDF-1.7".utf8), "The file is no table"),
      (Data([0x50, 0x4b, 3, 4, 0, 0]), "The file is damaged"),
    ] {
      try Shell.withFile(octets) {
        let result = Shell.result(of: "import rows \($0)")
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(Shell.text(result.errors).hasPrefix("Error: \($0): \(sentence)"))
      }
    }
    #expect(Shell.text(Shell.result(of: "import rows /").errors).contains("no regular file"))
    try Shell.withFile(Data("a,b\n".utf8)) {
      let result = Shell.result(of: "import rows \($0) --sheet Blad1")
      #expect(result.exitCode == 1)
      #expect(Shell.text(result.errors).contains("The file has no sheets; name none."))
    }
  }

  @Test("What memory is not to hold lies where TMPDIR says")
  func temporaryFolder() throws {
    let result = Shell.result(of: "import rows -", ["TMPDIR": "/nowhere"])
    #expect(result.exitCode == 1)
    #expect(Shell.text(result.errors).contains("name a folder with room by TMPDIR"))
  }

  @Test("P8: many rows come out in their order, whatever pieces they are printed in")
  func many() throws {
    let numbers = 0..<40_000
    try Shell.withFile(Data("nr;text\n".utf8) + numbers.flatMap { Array("\($0);Åsa\n".utf8) }) {
      let result = Shell.result(of: "import rows \($0)")
      #expect(result.exitCode == 0)
      let lines = Shell.text(result.output).split(separator: "\n")
      #expect(lines.dropFirst().elementsEqual(numbers.map { #"["\#($0)","Åsa"]"# }, by: ==))
    }
  }

  @Test("P8: standard input is read as a file is, from a pipe too")
  func standardInput() throws {
    try CLIHarness.use(prepared: false) { harness in
      let text = "namn,ort\n" + String(repeating: "Åsa,Borås\n", count: 20_000)
      let ran = try harness.run("import rows -", input: text)
      #expect(ran.exitCode == 0 && ran.errors.isEmpty)
      let lines = ran.output.split(separator: "\n")
      #expect(lines.count == 20_001 && lines.first == #"["namn","ort"]"#)
      #expect(lines.last == #"["Åsa","Borås"]"#)
    }
  }

  /// Writes a table of 400,000 rows to the file `sys.argv[1]`: 24 MB of text, or as many shared texts.
  private static let writers = [
    """
    import sys
    with open(sys.argv[1], "w") as file:
        file.write("nr;name;address;remark\\n")
        for nr in range(400_000): file.write(f'{nr};Asa Oberg;asa.oberg.{nr}@example.se;"one\\ntwo"\\n')
    """,
    """
    import sys, zipfile
    def part(name, root, body):
        head = "http://schemas.openxmlformats.org/"
        with book.open(name, "w") as file:
            file.write(f'<{root} xmlns="{head}spreadsheetml/2006/main" '
                       f'xmlns:r="{head}officeDocument/2006/relationships">'.encode())
            for text in body: file.write(text.encode())
            file.write(f"</{root}>".encode())
    def links(name, *targets):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        links = "".join(f'<Relationship Id="{id}" Type="{kind}{type}" Target="{to}"/>' for id, type, to in targets)
        book.writestr(name, '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      + links + "</Relationships>")
    with zipfile.ZipFile(sys.argv[1], "w") as book:
        book.writestr("[Content_Types].xml",
                      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        links("_rels/.rels", ("a", "officeDocument", "xl/workbook.xml"))
        links("xl/_rels/workbook.xml.rels", ("a", "worksheet", "sheet.xml"), ("b", "sharedStrings", "texts.xml"))
        part("xl/workbook.xml", "workbook", ['<sheets><sheet name="A" sheetId="1" r:id="a"/></sheets>'])
        part("xl/texts.xml", "sst", (f"<si><t>asa.oberg.{nr}@student.example.se</t></si>" for nr in range(400_001)))
        part("xl/sheet.xml", "worksheet", ["<sheetData>"] + [
            f"<row><c t='s'><v>{nr}</v></c></row>" for nr in range(400_001)] + ["</sheetData>"])
    """,
  ]

  @Test("P8: memory is bounded, however many rows and shared texts a table has", arguments: writers)
  func memory(writer: String) throws {
    try CLIHarness.use(prepared: false) { harness in
      try Shell.withFile(Data()) { path in
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", writer, path]
        try python.run()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        let (process, output) = try harness.start("import rows \(path)")
        let reader = output.fileHandleForReading
        var (lines, most) = (0, 0)
        while let piece = try reader.read(upToCount: 1 << 20), !piece.isEmpty {
          lines += piece.count { $0 == 0x0a }
          most = max(most, Self.peak(of: process) ?? 0)
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && lines == 400_001)
        #expect(0 < most && most < 40_000, "\(most) kB")
      }
    }
  }

  /// The most memory that a process has had, in kB; `nil` once it has ended.
  private static func peak(of process: Process) -> Int? {
    let status = try? String(
      contentsOf: URL(filePath: "/proc/\(process.processIdentifier)/status"), encoding: .utf8)
    return status?.firstMatch(of: /VmHWM:\s*(\d+) kB/).flatMap { Int($0.1) }
  }
}
