import ArgumentParser
import Formats
import Store
import WorkerDefinitions

/// `grants database`: SQL that makes the roles and gives each its rights.
struct GrantsDatabase: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "database",
    abstract: "Print the SQL that gives each worker's role its rights on tables and columns.",
    discussion: """
      Run it in the database after each migrate, before newer workers start:

        brevduva grants database | psql -v ON_ERROR_STOP=1 DATABASE

      The first time it makes the roles, for which it needs a user who may (CREATEROLE); later the \
      database's owner will do. All is one transaction, and can be run again. Rights that a role should \
      not have are taken away. The roles have no password: give each one with psql's \\password, or let \
      pg_hba.conf say how they log in.

      Example: brevduva grants database > rights.sql
      """)

  @OptionGroup var names: GrantOptions
  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> GrantsDatabaseReport {
    GrantsDatabaseReport(script: GrantScript(prefix: names.prefix))
  }
}

/// The rights of the roles, as SQL; as JSON a list of them.
struct GrantsDatabaseReport: CommandOutput {
  let script: GrantScript

  func write(to json: inout JSONWriter) {
    json.array(Program.all) { json, program in
      json.object {
        $0.member("role", script.name(of: program.role))
        $0.member("executable", program.name)
        $0.member("grants", each: program.role.grants) { json, grant in
          json.object {
            $0.member("privilege", grant.privilege.rawValue)
            $0.member("table", grant.table)
            $0.key("columns")
            if let columns = grant.columns {
              $0.array(columns) { $0.value($1) }
            } else {
              $0.null()
            }
          }
        }
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] { script.lines }
}
