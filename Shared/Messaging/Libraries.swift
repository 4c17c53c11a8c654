internal import CRabbitMQ

/// The versions of the libraries behind this room, as they tell them at run time.
public enum Libraries {
  /// rabbitmq-c, such as `0.11.0`.
  public static var rabbitMQ: String { unsafe String(cString: amqp_version()) }

  /// OpenSSL, such as `3.0.19`.
  public static var openSSL: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
  }
}
