/// The version of the programs, as `--version` and the metrics show it.
public enum Version {
  /// Semantic, without a `v`.
  public static let text = "0.1.0"
}
