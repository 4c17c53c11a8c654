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
}
