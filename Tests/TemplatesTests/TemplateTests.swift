import Domain
import Formats
import Templates
import TestSupport
import Testing

@Suite("Texts with fields")
struct TemplateTests {
  private static let fields: Set<String> = ["givenName", "familyName"]

  private func filled(
    _ text: String, _ kind: Template.Kind = .text, values: [String: String]
  ) throws -> String {
    try Template(text, kind, fields: Self.fields).filled(values)
  }

  @Test(
    "R7: fields are filled in, and sections cover empty ones",
    arguments: [
      ("Hej {{givenName}} {{ familyName }}!", "Hej Åsa Ek!", "Hej  !"),
      ("Hej{{#givenName}} {{givenName}}{{/givenName}}!", "Hej Åsa!", "Hej!"),
      ("{{^givenName}}du{{/givenName}}{{givenName}}", "Åsa", "du"),
      (
        "\nen rad\n{{#familyName}}\n{{familyName}}\n{{/familyName}}\nslut\n",
        "\nen rad\nEk\nslut\n",
        "\nen rad\nslut\n"
      ),
      ("inget } fält { här {", "inget } fält { här {", "inget } fält { här {"),
      ("{{givenName}} {", "Åsa {", " {"), ("{{#givenName}}{{/givenName}}{", "{", "{"),
      ("{{givenName}}{\n", "Åsa{\n", "{\n"), ("{{!}}\r\n{", "{", "{"),
      ("{{! till er }}text", "text", "text"),
    ])
  func fills(text: String, full: String, empty: String) throws {
    #expect(try filled(text, values: ["givenName": "Åsa", "familyName": "Ek"]) == full)
    #expect(try filled(text, values: [:]) == empty)
    #expect(try filled(text, values: ["givenName": "", "familyName": ""]) == empty)
  }

  @Test("R7: a text is filled for one reader after another as it is for each alone")
  func readersInTurn() throws {
    var random = SeededGenerator(seed: 72)
    let parts = [
      "Hej ", "{{givenName}}", "{{familyName}}", "{{#givenName}}", "{{/givenName}}",
      "{{^givenName}}", "{{#familyName}}", "{{/familyName}}", "\n", "<p>", "å",
    ]
    let names = ["", "Åsa", "<b>", "givenName", "{{givenName}}", "0", "false"]
    var sound = 0
    for _ in 0..<6_000 {
      let text = (0..<Int.random(in: 1..<12, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      guard let template = try? Template(text, .html, fields: Self.fields) else { continue }
      for _ in 0..<4 {
        let values = [
          "givenName": names.randomElement(using: &random) ?? "",
          "familyName": names.randomElement(using: &random) ?? "",
        ]
        let alone = try Template(text, .html, fields: Self.fields).filled(values)
        #expect(template.filled(values) == alone)
      }
      sound += text.contains("{{#") ? 1 : 0
    }
    #expect(sound > 50)
  }

  @Test("R7: a text is filled in for its part, and HTML is escaped")
  func compiled() throws {
    let templates = try #require(
      CompiledTemplates(
        MailText(
          subject: "{{givenName}}", text: "{{name}} <{{address}}>", html: "<p>{{name}}</p>")))
    let text = templates.filled([.givenName: "Å<", .name: "Å< Ö&", .address: "a@x.se"])
    #expect(
      text
        == MailText(subject: "Å<", text: "Å< Ö& <a@x.se>", html: "<p>Å&#60; Ö&#38;</p>"))
    #expect(CompiledTemplates(MailText(subject: "{{", text: nil, html: nil)) == nil)
  }

  @Test("R7: a value looks like nothing but itself, whatever stands in it")
  func valuesAreValues() throws {
    for name in ["0", "false", "familyName", "{{familyName}}", " ", "\u{0}familyName\u{0}"] {
      #expect(
        try filled(
          "{{#givenName}}Hej {{givenName}}, {{familyName}}{{/givenName}}",
          values: ["givenName": name, "familyName": "Ek"]) == "Hej \(name), Ek")
    }
    #expect(throws: TemplateFault.badTag) { try filled("a\u{0}b {{givenName}}", values: [:]) }
  }

  @Test("R7: a value is escaped for HTML there, and stands as it is in plain text")
  func escaped() throws {
    let name = ["givenName": "<b>\"Å\" & 'o'</b>"]
    #expect(
      try filled("<p title=\"{{givenName}}\">", .html, values: name)
        == "<p title=\"&#60;b&#62;&#34;Å&#34; &#38; &#39;o&#39;&#60;/b&#62;\">")
    #expect(try filled("{{givenName}}", .text, values: name) == "<b>\"Å\" & 'o'</b>")
    #expect(
      try filled("{{givenName}}", .text, values: ["givenName": "{{familyName}}"])
        == "{{familyName}}")
  }

  @Test(
    "R7: an unknown field, and whatever else Mustache may do, is refused",
    arguments: [
      ("{{shoeSize}}", .unknownField), ("{{GivenName}}", .unknownField),
      ("{{#shoeSize}}x{{/shoeSize}}", .unknownField), ("{{>partial}}", .badTag),
      ("{{<layout}}{{/layout}}", .badTag), ("{{$block}}{{/block}}", .badTag),
      ("{{=<% %>=}}<%givenName%>", .badTag), ("{{{givenName}}}", .badTag),
      ("{{&givenName}}", .badTag), ("{{givenName.count}}", .badTag),
      ("{{uppercased(givenName)}}", .badTag), ("{{.}}", .badTag), ("{{}}", .badTag),
      ("{{% CONTENT_TYPE:TEXT}}", .badTag), ("{{givenName", .badTag), ("{{", .badTag),
      ("{{#givenName}}x", .badTag), ("x{{/givenName}}", .badTag),
      ("{{#givenName}}{{#familyName}}{{/givenName}}{{/familyName}}", .badTag),
      (String(repeating: "{{givenName}}", count: 201), .tooManyTags),
    ] as [(String, TemplateFault)])
  func refused(text: String, fault: TemplateFault) {
    for kind in [Template.Kind.text, .html] {
      #expect(throws: fault) { try Template(text, kind, fields: Self.fields) }
    }
  }

  @Test("R7: no text brings the reader down, and what has no tags comes back as it is")
  func anyText() {
    var random = SeededGenerator(seed: 71)
    let parts = [
      "{", "{{", "}", "}}", "#", "/", "^", "!", "givenName", "familyName", " ", "\n", "\r\n", "å",
      "👩‍👩‍👧", "<", "=", "%", ">", "&", "\u{301}",
    ]
    var sound = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<12, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let isAllowed = (try? TagScanner.count(in: text, fields: Self.fields)) != nil
      let template = try? Template(text, .text, fields: Self.fields)
      #expect((template != nil) == isAllowed, "\(text.debugDescription)")
      guard let template else { continue }
      let filled = template.filled(["givenName": "G"])
      if !text.contains("{{") { #expect(filled == text) }
      sound += text.contains("{{") ? 1 : 0
    }
    #expect(sound > 20)
  }
}
