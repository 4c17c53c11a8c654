import Foundation
import Testing

/// The examples that stand between the workers and mail: the gateway, and the page behind the link of each mail.
@Suite("Examples of mail", .serialized)
struct MailExampleTests {
  /// A Python that has pika: the one on the path, or Debian's own.
  static let python = ["python3", "/usr/bin/python3"].first { python in
    (try? run(python, ["-c", "import pika"]).status) == 0  // what cannot be run is not there
  }

  /// Runs the tests of an example, which logs in with a user of its own.
  private func check(_ file: String, as user: String) throws {
    let testbed = try Testbed()
    let python = try #require(Self.python)
    let ran = try run(
      python, [Project.url("Tests/Mail/\(file)").path],
      ["AMQP_URL": testbed.broker(as: user), "ADMINISTRATOR_AMQP_URL": testbed.amqpURL])
    #expect(ran.status == 0, "\(ran.errors)")
  }

  @Test(
    "R4: the gateway of the examples sends each mail once, none too late, and tells what is refused",
    .enabled(if: python != nil, "pika is not installed (python3-pika)"))
  func gateway() throws { try check("gateway_test.py", as: "gateway") }

  @Test(
    "R6: the page of the examples opts out by a POST alone, and tells nobody whether a token is known",
    .enabled(if: python != nil, "pika is not installed (python3-pika)"))
  func page() throws { try check("opt_out_test.py", as: "opt-outs") }
}
