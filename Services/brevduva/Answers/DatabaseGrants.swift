package import Formats
package import Store
import WorkerDefinitions

/// The rights of the roles, as SQL; as JSON a list of them.
package struct DatabaseGrants: Answer {
  private let script: GrantScript

  /// Takes the script.
  package init(_ script: GrantScript) {
    self.script = script
  }

  package func write(to json: inout JSONWriter) {
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

  package func lines(on surface: Surface) -> [String] { script.lines }
}
