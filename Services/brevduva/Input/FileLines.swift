/// Many files, each told in one line of JSON as it is read; one that cannot be read is told on standard error, and
/// the others are read all the same.
struct FileLines: CommandAnswer {
  /// Names as they were typed; `-` alone for those that standard input holds.
  let names: [String]
  /// Word for what is done to a file: `read`.
  let verb: String
  /// Gives the line of a file.
  let line: (String) throws(Failure) -> [UInt8]

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    var lines = LineBuffer(console)
    var (failed, last) = (0, Failure.refused(""))
    let files = try InputFile.named(names)
    for file in files {
      do throws(Failure) {
        lines.append(try line(file))
      } catch {
        console.say(Array("\(error.sentence)\n".utf8), on: .errors)
        (failed, last) = (failed + 1, error)
      }
    }
    lines.flush()
    guard failed > 0 else { return }
    let auxiliary = failed == 1 ? "was" : "were"
    throw last.saying("\(failed) of \(files.count) files \(auxiliary) not \(verb).")
  }
}

/// Answer about one file, or a line for each of many.
enum FileAnswer<Report: CommandOutput>: CommandAnswer {
  case one(Report)
  case many(FileLines)

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    switch self {
    case .one(let report): try report.print(asJSON: asJSON, on: console)
    case .many(let files): try files.print(asJSON: asJSON, on: console)
    }
  }
}
