@testable import Store
import Testing

@Suite("Store: where a URI leads")
struct LocationTests {
  @Test(
    "The hosts are those of the URI, with the sslmode that holds; libpq's variables fill what is left",
    arguments: [
      (
        "postgres://a,b:6/c?sslmode=require", [:],
        [StoreHost(name: "a", sslmode: "require"), StoreHost(name: "b", sslmode: "require")]
      ),
      (
        "postgres:///c?hostaddr=10.0.0.1", ["PGHOST": "x"],
        [StoreHost(name: "10.0.0.1", sslmode: nil)]
      ),
      ("postgres:///c", [:], [StoreHost(name: nil, sslmode: nil)]),
      (
        "postgres:///c", ["PGHOST": "x", "PGSSLMODE": "verify-full"],
        [StoreHost(name: "x", sslmode: "verify-full")]
      ),
      ("postgres://a?nosuch=1", [:], []),
    ] as [(String, [String: String], [StoreHost])])
  func hosts(uri: String, environment: [String: String], hosts: [StoreHost]) {
    #expect(StoreLocation(uri).hosts(in: environment) == hosts)
  }
}
