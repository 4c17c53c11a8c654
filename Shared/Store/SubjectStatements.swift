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

extension ProfilesStatement where Row == ProfileID {
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
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

extension KeysStatement where Row == AddressKey {
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AddressKey {
    AddressKey(stored: try row.text(0))
  }
}
