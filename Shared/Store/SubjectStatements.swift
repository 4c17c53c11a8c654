import Domain
import Postgres

/// Statement about one profile, its only parameter.
protocol ProfileStatement: Statement {
  var profile: ProfileID { get }
}

extension ProfileStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }
}

/// Statement about several profiles, its only parameter.
protocol ProfilesStatement: Statement {
  var profiles: [ProfileID] { get }
}

extension ProfilesStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.value }
  }
}

/// Statement about addresses, its only parameter.
protocol KeysStatement: Statement {
  var keys: [AddressKey] { get }
}

extension KeysStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.textArray(keys) { $0.text }
  }
}
