internal import CICU

/// Version of the library, as it tells it at run time.
public enum ICUVersion {
  /// Number with its parts, such as `72.1`.
  public static var text: String {
    unsafe String(unsafeUninitializedCapacity: 20) { target in
      // C ends the text with a zero.
      unsafe cicu_version(target.baseAddress)
      return unsafe target.firstIndex(of: 0) ?? 0
    }
  }
}
