import Formats

/// Names in a package of OOXML (OPC).
enum PackageName {
  /// The part that a target leads to from another part; the slashes of Windows count as such.
  static func resolved(_ target: String, from part: String) -> String {
    let target = target.replacing("\\", with: "/")
    var path = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = path.popLast()
      default: path.append(String(step))
      }
    }
    return path.joined(separator: "/")
  }

  /// The part that holds another part's relationships.
  static func relationships(of part: String) -> String {
    var path = part.split(separator: "/").map(String.init)
    let name = path.popLast() ?? ""
    return (path + ["_rels", "\(name).rels"]).joined(separator: "/")
  }
}
