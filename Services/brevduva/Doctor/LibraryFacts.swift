import ICU
import Messaging
import Postgres
import Settings

/// The versions of the program and of the libraries that it runs with.
package struct LibraryFacts: Hashable, Sendable {
  /// Our own.
  package var program: String
  /// libpq as a number: 150018 for 15.18.
  package var libpq: Int
  /// rabbitmq-c.
  package var rabbitMQ: String
  /// ICU.
  package var icu: String
  /// OpenSSL.
  package var openSSL: String

  /// Versions of a test.
  package init(program: String, libpq: Int, rabbitMQ: String, icu: String, openSSL: String) {
    self.program = program
    self.libpq = libpq
    self.rabbitMQ = rabbitMQ
    self.icu = icu
    self.openSSL = openSSL
  }

  /// Those of this process.
  static var ours: LibraryFacts {
    LibraryFacts(
      program: Version.text, libpq: Postgres.Connection.libraryVersion,
      rabbitMQ: Libraries.rabbitMQ, icu: ICUVersion.text, openSSL: Libraries.openSSL)
  }
}
