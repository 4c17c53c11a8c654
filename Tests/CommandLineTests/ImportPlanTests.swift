import Domain
import Foundation
import Spreadsheets
import Testing

@testable import brevduva

/// What is shown of a file before it is imported.
struct ImportPlanTests {
  private static func plan(
    _ text: String, _ options: ImportOptions = ImportOptions(columns: [:])
  ) throws -> ImportPlan {
    let file = try SourceFile(octets: Array(text.utf8)[...], temporaryFolder: "/tmp")
    return try ImportPlan(
      ImportPlan.Head(of: TableFile(file, temporaryFolder: "/tmp")), options)
  }

  @Test(
    "P2, P8: columns are proposed from the header, and what is not read is told with the reason")
  func proposed() throws {
    let plan = try Self.plan("Förnamn;Mejl;E-post 2;Telefon;Mobil;Personnr;Ort;Ort\nÅsa;a@x.se\n")
    #expect(
      plan.choices.map(\.text) == [
        "Förnamn=givenName", "Mejl=email.primary", "E-post 2=email.additional", "Mobil=phone",
      ])
    #expect(
      plan.options.columns == [
        "Förnamn": "givenName", "Mejl": "email.primary", "E-post 2": "email.additional",
        "Mobil": "phone",
      ])
    #expect(
      plan.lines(in: Shell.pipe).prefix(9) == [
        "COLUMN    IS READ AS", "Förnamn   givenName", "Mejl      email.primary",
        "E-post 2  email.additional", "Telefon   not read; another column is for phone",
        "Mobil     phone", "Personnr  not read", "Ort       not read", "Ort       not read",
      ])
    let twice = try Self.plan("Mejl,Mejl,e-post\na@x.se,b@x.se,c@x.se\n")
    #expect(twice.choices.map(\.text) == ["e-post=email.primary"])
    #expect(
      twice.lines(in: Shell.pipe)[1]
        == "Mejl    not read; another column has the same header: give them different ones")
  }

  @Test("P2, P3: what somebody has chosen is taken, and nothing is proposed beside it")
  func chosen() throws {
    let plan = try Self.plan(
      "Namn,Mejl,Telefon\nÅsa,a@x.se,1\n",
      ImportOptions(
        columns: ["namn": "givenName", "Mejl": "email.work"], overwritten: ["Namn"]))
    #expect(plan.choices.map(\.text) == ["Namn=givenName", "Mejl=email.work"])
    #expect(
      plan.lines(in: Shell.pipe).prefix(4) == [
        "COLUMN   IS READ AS", "Namn     givenName; overwrites", "Mejl     email.work",
        "Telefon  not read",
      ])
  }

  @Test("P7, P11: the first five rows are shown as they will be understood, the faults in words")
  func rows() throws {
    let text = """
      externalId:ladok,givenName,familyName,E-post,Jobbmejl,phone,optOut,optOut:News,deceased
      7,Åsa,Öberg,asa@x.se,asa@y.se,'+46701,ja,x,
      ,,,asa.x.se,,,,,
      8,,Ek,,,,,,2026-11-30
      9,,,,,,kanske,,
      "10,,
      """
    let lines = try Self.plan(text, ImportOptions(columns: [:])).lines(in: Shell.pipe)
    let table = lines.drop { !$0.hasPrefix("LINE") }.dropFirst().map { line in
      line.replacing(/\ {2,}/, with: "|").trimmingPrefix("|")
    }
    #expect(
      table == [
        "2|Åsa Öberg|asa@x.se (primary), asa@y.se (work)|ladok 7|+46701, wants no bulk mail, "
          + "wants no news",
        "3|–|–|–|refused: E-post: The address has no @ between its two parts.",
        "4|Ek|–|ladok 8|has died",
        "5|–|–|–|refused: optOut: It cannot be told whether this means yes or no; write yes, no, "
          + "or a day such as 2026-11-30.",
        "6|–|–|–|refused: A cell begins with a quotation mark and never ends; put one behind it.",
      ])
    let swedish = try Self.plan(text, ImportOptions(columns: [:], language: .swedish))
    #expect(swedish.lines(in: Shell.pipe).joined().contains("Adressen saknar @"))
    let many = String(repeating: "a@x.se\n", count: 9)
    #expect(try Self.plan("E-post\n" + many).rows.count == 5)
    #expect(
      try Self.plan("E-post\n").lines(in: Shell.pipe).last == "There is no row below the header.")
    let repaired = try Self.plan(
      "E-post\nmailto:a@x.se\n", ImportOptions(columns: [:], repairs: true))
    #expect(
      repaired.lines(in: Shell.pipe).last?.hasSuffix("a@x.se (primary)  –    repaired") == true)
  }

  @Test(
    "P2: a file of which nothing is proposed, and a choice that does not fit, make no plan",
    arguments: [
      ([:], [], MappingFault.noColumns), (["Mejl": "phone"], [], .unknownColumn("Mejl")),
      (["Ort": "phone"], ["Kod"], .unknownColumn("Kod")),
    ] as [([String: String], Set<String>, MappingFault)])
  func unfit(columns: [String: String], overwritten: Set<String>, fault: MappingFault) throws {
    #expect(throws: fault) {
      try Self.plan("Ort,Kod\nBorås,5\n", ImportOptions(columns: columns, overwritten: overwritten))
    }
  }
}
