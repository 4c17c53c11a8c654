/// The version of the programs, as `--version` and the metrics show it.
public enum Version {
  /// Version by semantic versioning, without a `v`.
  public static let text = "0.1.0"
}
