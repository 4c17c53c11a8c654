import Contract
import Domain
import Testing

@Suite("The repair of an address that was parked")
struct AddressRepairTests {
  @Test(
    "I3: what the address at a fault was meant to be is found where the fault says",
    arguments: [
      (#"{"email":"A B <a@b.se>"}"#, "a@b.se"),
      (#"{"emails":["mailto:a@b.se","x@y.se"]}"#, "a@b.se"),
      (#"{"email":"nobody"}"#, nil),
    ] as [(String, String?)])
  func repaired(data: String, address: String?) throws {
    let fault = try #require(Envelope.read(.of(data)).registrationFault)
    #expect(
      AddressRepair.address(at: fault.path, code: fault.code.text, in: Array(data.utf8)) == address)
  }

  @Test("I3: in a structured event the place counts from the top of the body")
  func structured() throws {
    let event = #"{"id":"7","type":"registration.event","data":{"email":"<a@b.se>"}}"#
    let fault = try #require(Envelope.read(.structured(event)).registrationFault)
    #expect(
      AddressRepair.address(at: fault.path, code: fault.code.text, in: Array(event.utf8))
        == "a@b.se")
  }

  @Test(
    "Another fault, another place, an address that is one by now, or no JSON have no repair",
    arguments: [
      ("illTyped", "$.email", #"{"email":"<a@b.se>"}"#),
      ("address.displayName", nil, #"{"email":"<a@b.se>"}"#),
      ("address.displayName", "$.phone", #"{"email":"<a@b.se>"}"#),
      ("address.displayName", "$.email", #"{"email":7}"#),
      ("address.displayName", "$.email", #"{"email":"a@b.se"}"#),
      ("address.displayName", "$.email", "{"),
    ] as [(String, String?, String)])
  func none(code: String, path: String?, body: String) {
    #expect(AddressRepair.address(at: path, code: code, in: Array(body.utf8)) == nil)
  }
}
