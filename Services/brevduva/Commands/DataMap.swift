import ArgumentParser
import Formats
import Store

/// `data-map`: the register of processing, as the schema's comments have it.
struct DataMap: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "data-map",
    abstract: "Print the register of processing: what is kept, what of it is personal, until when.",
    discussion: """
      It is read from the comments of the database's tables and columns, and printed as Markdown.

      Example: brevduva data-map > register.md
      """)

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> DataMapReport {
    let columns = try context.servers.withStore { store, waiter throws(StoreError) in
      try store.columns(waiting: &waiter)
    }
    return DataMapReport(columns)
  }
}

/// Register of processing: each table and column with what it holds and when that is erased.
struct DataMapReport: CommandOutput {
  private let tables: [SchemaTable]

  /// A table with its columns.
  private struct SchemaTable {
    let name: String
    let purpose: String
    var columns: [ColumnRecord]

    var isPersonal: Bool { columns.contains { $0.comment.isPersonal } }
  }

  /// Gathers the columns of the schema, by table, those with personal data first.
  init(_ columns: [ColumnRecord]) {
    let tables = columns.reduce(into: [SchemaTable]()) { tables, column in
      if tables.last?.name != column.table {
        tables.append(SchemaTable(name: column.table, purpose: column.purpose, columns: []))
      }
      tables[tables.count - 1].columns.append(column)
    }
    self.tables = tables.filter(\.isPersonal) + tables.filter { !$0.isPersonal }
  }

  func write(to json: inout JSONWriter) {
    json.array(tables) { json, table in
      json.object {
        $0.member("table", table.name)
        $0.member("purpose", table.purpose)
        $0.member("columns", each: table.columns) { json, column in
          json.object {
            $0.member("column", column.name)
            $0.member("meaning", column.comment.meaning)
            $0.member("personal", column.comment.erasure != .never)
            $0.member("erasedOnDeath", column.comment.erasure == .onDeath)
            $0.member("erasedOnPurge", column.comment.erasure != .never)
          }
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    Self.preface + ["", "## Overview", ""]
      + ["| table | what for | personal data in |", "|---|---|---|"] + tables.map(summary)
      + tables.flatMap(details)
  }

  private func summary(_ table: SchemaTable) -> String {
    let personal = table.columns.filter { $0.comment.erasure != .never }.map { "`\($0.name)`" }
    let cell = personal.isEmpty ? "none" : personal.joined(separator: ", ")
    return "| [`\(table.name)`](#\(table.name)) | \(table.purpose.markdownCell) | \(cell) |"
  }

  private func details(_ table: SchemaTable) -> [String] {
    let rows = table.columns.map { column in
      "| `\(column.name)` | \(column.comment.meaning.markdownCell) | \(column.comment.cells) |"
    }
    return ["", "## \(table.name)", "", table.purpose, ""]
      + ["| column | what it holds | personal | erased |", "|---|---|---|---|"] + rows
  }
}

extension ColumnComment {
  /// `true` if it is known to be personal.
  fileprivate var isPersonal: Bool { erasure == .onPurge || erasure == .onDeath }

  /// The cells 'personal' and 'erased'.
  fileprivate var cells: String {
    switch erasure {
    case .never: "no | –"
    case .onPurge: "**yes** | on purge"
    case .onDeath: "**yes** | on death and on purge"
    case nil: "not said | not said"
    }
  }
}

extension DataMapReport {
  /// Beginning of the register, before its tables.
  private static let preface = """
    # Register of processing

    What Brevduva keeps, what of it is personal data, and when that is erased: for the record of
    processing (GDPR, article 30), and for whoever asks. The tables below are written from the comments
    of the database's own tables and columns by `./dev docs`, and a test fails when the two differ;
    `brevduva data-map` prints the same of a running system. What stands in brackets, such as (L2), names
    a rule.

    ## Purpose, persons, recipients

    - **Purpose**: an address book with which a university reaches its alumni, donors and guests, and
      which files what they register for with the right person.
    - **Whose data**: those who register by a form, those whom a steward enters or imports with a list, and
      those who stand in mail that is filed as a note, as sender or recipient. Of employees, who acted and
      decided (`…actor`, `decided_by`), as an account of the processing.
    - **From where**: from the persons themselves by forms, from stewards and their lists, from mail that is
      copied to the system, and from what mail servers and gateways say of mail. Each address and each
      opt-out keeps which message brought it, from whom and when.
    - **To whom**: the systems that the university connects to the exchange `brevduva.events`. A person
      with protected identity is named to none of them.
    - **The controller adds** its name and contact, the legal ground, the systems that it has connected,
      and how long backups and the broker's disks are kept. Brevduva has no part in these.

    ## When it is erased

    - **On death** (`profile.deceased`): addresses, with their past and their marks, telephone, of
      registrations everything but name, ids, event and donation, and of notes that nobody else has all but
      the subject.
    - **On purge** (`profile.purge`): everything personal, of all profiles that were one person, and
      messages that are kept whole and mention the person. It cannot be undone.
    - **Before that**: a row of `outbox` goes when the broker has confirmed its messages, one of `parked`
      when it is retried or discarded, one of `erased_address` at its `expires_at`; one of `inbox` goes
      after `INBOX_DAYS` (400), unless its message is parked, one of `refused` after `REFUSED_DAYS` (400),
      one of `bounce` after 400 days, unless a storm holds it, one of `import_line` with its turn, or 30 days
      after the import ended if it was refused, or 7 days after the reading of its file came to a stand, one of
      `import_profile` after 90 days, one of `counter` after an hour. Nothing else goes by time alone.

    A person's rights: `brevduva profile export` gives all that is held (article 15), `profile.update`
    and the commands on addresses correct (16), `profile.purge` erases (17), `profile.optOut` ends bulk
    mail (21).

    ## What is kept, and why

    | after | what is kept | why |
    |---|---|---|
    | death | name, external ids, event and donation of registrations | the person's history stays |
    | death | an opt-out of all bulk mail | nobody writes to the dead, nor after an error is mended |
    | death, purge | a keyed hash of each erased address, for a limited time | so that the erased do not come back by accident; without the secret, which is not in the database, it tells nothing, and with it it is a pseudonym |
    | purge | the profile's id, state, version, when it was made, what it was merged into | other systems know the id and get an answer |
    | purge | the receipt: when, by which decision, on whose request, how much of what | to prove the erasure |
    | purge | ids, types and outcomes of the messages that were handled | for `INBOX_DAYS`, a message that comes again has no second effect |

    Ids of messages and of their senders are words of the sender's own, which must not hold an address or
    a name. A column that is not personal may stand in a row that is erased as a whole.
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
