import Foundation
import TestSupport
import Testing

/// `doctor` and the policies on our queues, which the broker's management alone tells.
struct DoctorPolicyTests {
  /// The management's URL for an administrator.
  private static var management: String? {
    ProcessInfo.processInfo.environment["BREVDUVA_TEST_MANAGEMENT_URL"]
  }

  @Test("A blanket policy with a message-ttl is seen by doctor, if it knows the management")
  func blanket() throws {
    try CLIHarness.use { harness in
      let management = try #require(Self.management)
      let policy = #"{"pattern":".*","definition":{"message-ttl":1000},"apply-to":"all"}"#
      try harness.curl("PUT", "policies/\(harness.vhost)/blanket", policy)
      // The management tells a policy once the queue has.
      var report = try DoctorReport(of: harness, ["BROKER_MANAGEMENT_URL": management])
      let deadline = ContinuousClock.now + .seconds(60)
      while report.exitCode == 0, ContinuousClock.now < deadline {
        report = try DoctorReport(of: harness, ["BROKER_MANAGEMENT_URL": management])
      }
      let check = try report.check("policy on registrations")
      #expect(report.exitCode == 1 && check.state == "fault")
      #expect(check.found == "The policy blanket drops what waits longer than 1000 ms.")
      let without = try DoctorReport(of: harness)
      #expect(without.exitCode == 0 && !without.text.contains("blanket"))
      #expect(!report.text.contains(management))
    }
  }

  @Test("A management that lets nobody in is a warning without the password")
  func refused() throws {
    try CLIHarness.use { harness in
      let management = try #require(Self.management)
        .replacing(/:\/\/[^@\/]*@/, with: "://nobody:hush@")
      let report = try DoctorReport(of: harness, ["BROKER_MANAGEMENT_URL": management])
      let check = try report.check("rabbitmq policies")
      #expect(report.exitCode == 0 && check.state == "warning")
      #expect(check.found.contains("status 401") && !report.text.contains("hush"))
    }
  }
}
