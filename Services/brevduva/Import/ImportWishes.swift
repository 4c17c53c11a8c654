public import ArgumentParser
public import Domain

/// Options that say how the rows of an import are applied.
struct ImportWishes: ParsableArguments {
  @Flag(
    help: "An address that loses its use to one of the file leaves its profile; else it stays (P3)."
  )
  var replace = false

  @Option(
    help: ArgumentHelp(
      "A column of names or telephones that overwrites what is there; may be given several times.",
      valueName: "header"), transform: ArgumentParsing.text)
  var overwrite: [String] = []

  @Flag(help: "Repair addresses with a plain slip.")
  var repair = false

  @Flag(help: "Make no new profiles.")
  var updateOnly = false

  @Option(
    help: ArgumentHelp(
      "Let somebody come back whom a list does not bring back otherwise (P9); may be given several times.",
      valueName: "code"))
  var allow: [ImportOptions.Exception] = []

  @Option(help: "The language of the report's sentences.")
  var language = Language.english

  /// The options as they are typed.
  var words: [String] {
    var words = replace ? ["--replace"] : []
    for header in overwrite { words += ["--overwrite", header.shellWord] }
    if repair { words.append("--repair") }
    if updateOnly { words.append("--update-only") }
    for exception in allow { words += ["--allow", exception.rawValue] }
    if language != .english { words += ["--language", language.rawValue] }
    return words
  }
}

extension ImportOptions.Exception: ExpressibleByArgument {}
