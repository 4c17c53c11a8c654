import ICU
import Messaging
import Store
import Settings

/// Versions of the program and of the libraries that it runs with.
struct LibraryFacts: Hashable, Sendable {
  /// Version of the program.
  var program: String
  /// Version of libpq as a number: 150018 for 15.18.
  var libpq: Int
  /// Version of rabbitmq-c.
  var rabbitMQ: String
  /// Version of ICU.
  var icu: String
  /// Version of OpenSSL.
  var openSSL: String

  /// Versions of this process.
  static var ours: LibraryFacts {
    LibraryFacts(
      program: Version.text, libpq: StoreLocation.libraryVersion,
      rabbitMQ: Libraries.rabbitMQ, icu: ICUVersion.text, openSSL: Libraries.openSSL)
  }
}

extension Check {
  /// Judges the libraries: older ones lack calls that the program makes.
  static func libraries(_ facts: LibraryFacts) -> [Check] {
    let libpq = "\(facts.libpq / 10_000).\(facts.libpq % 10_000)"
    return [
      .ok("brevduva", "This program is version \(facts.program)."),
      // Pipelines came with libpq 14; of rabbitmq-c nothing older than Debian 12's was ever tried.
      library("libpq", libpq, atLeast: "14.0", package: "libpq5"),
      library("librabbitmq", facts.rabbitMQ, atLeast: "0.11.0", package: "librabbitmq4"),
      .ok("ICU", "ICU is version \(facts.icu)."),
      .ok("OpenSSL", "OpenSSL is version \(facts.openSSL)."),
    ]
  }

  private static func library(
    _ name: String, _ version: String, atLeast minimum: String, package: String
  ) -> Check {
    version.isVersion(atLeast: minimum)
      ? .ok(name, "\(name) is version \(version).")
      : .fault(
        name, "\(name) is version \(version), \(minimum) is needed.",
        cure: "apt-get install --only-upgrade \(package)")
  }
}

extension String {
  /// Compares dotted numbers place by place; what is no number ends the comparison of a place.
  func isVersion(atLeast other: String) -> Bool {
    !numbers.lexicographicallyPrecedes(other.numbers)
  }

  private var numbers: [Int] {
    split(separator: ".").map { Int($0.prefix(while: \.isNumber)) ?? 0 }
  }
}
