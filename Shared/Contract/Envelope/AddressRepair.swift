import Domain
import Formats

/// Repair of the address at which a parked message could not be read (I3).
public enum AddressRepair {
  /// The longest body that is searched, in octets.
  private static let limit = 65_536

  /// Finds out what an address was probably meant to be.
  ///
  /// - Parameters:
  ///   - path: where the address stands in the body.
  ///   - code: why the message was parked (``FaultCode/text``).
  ///   - body: the message's, as it is kept.
  /// - Returns: `nil` if it was not parked for an address, or if what was meant is not plain to see.
  ///   Personal data: shown beside the parked message, never told.
  public static func address(at path: String?, code: String, in body: [UInt8]) -> String? {
    guard code.hasPrefix(FaultCode.addressPrefix), let path, body.count <= limit,
      let text = JSONText(body).root?.value(at: path)?.string
    else { return nil }
    do throws(AddressRefusal) {
      _ = try EmailAddress(text)
      return nil
    } catch {
      return error.repaired
    }
  }
}
