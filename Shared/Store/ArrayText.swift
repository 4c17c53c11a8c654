import Domain

/// Text of an array as PostgreSQL reads it: a list in a list of lists, which need not be equally long.
enum ArrayText {
  static func joined(_ uses: [Uses]) -> String {
    "{\(uses.map(\.rawValue.description).joined(separator: ","))}"
  }

  static func joined(_ texts: [String]) -> String {
    "{\(texts.map(quoted).joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
