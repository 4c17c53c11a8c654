import Domain
import Testing

struct CurrencyTests {
  @Test(
    "An amount has no more decimals than its currency has (ISO 4217)",
    arguments: [("ISK", 0), ("XOF", 0), ("SEK", 2), ("IQD", 3), ("KWD", 3), ("ALL", 2), ("ZZZ", 2)])
  func decimals(code: String, decimals: Int) throws {
    let currency = try #require(Currency(code))
    #expect(currency.decimals == decimals)
    #expect(currency.hasAmount("123456789012"))
    for count in 1...5 {
      let amount = "12." + String(repeating: "0", count: count)
      #expect(currency.hasAmount(amount) == (count <= decimals), "\(amount) \(code)")
    }
  }

  @Test(
    "What is no amount is none in any currency",
    arguments: [
      "", ".", "1.", ".5", "1,5", "-1", "+1", "1 000", "1e3", "1.5.0", "1234567890123", "١",
    ])
  func noAmount(text: String) throws {
    for code in ["JPY", "SEK", "KWD"] {
      #expect(try #require(Currency(code)).hasAmount(text) == false)
    }
  }

  @Test("A currency is three capital letters", arguments: ["", "kr", "sek", "SEKK", "S€K", "S1K"])
  func noCurrency(code: String) {
    #expect(Currency(code) == nil)
  }
}
