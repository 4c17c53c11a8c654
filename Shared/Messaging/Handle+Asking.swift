internal import CRabbitMQ

/// Questions with an answer, each within the limit in time; frames that arrive meanwhile are kept in
/// order for the next receive.
extension Handle {
  func consume(_ queue: String, prefetch: UInt16, tag: String) throws(AMQPError) {
    var question = try question()
    unsafe amqp_basic_qos(state, Handle.channel, 0, prefetch, 0)
    try checkAnswer()
    try unsafe amqp_basic_consume(
      state, Handle.channel, question.name(queue), question.name(tag), 0, 0, 0, amqp_empty_table)
    try checkAnswer()
  }

  func selectConfirms() throws(AMQPError) {
    _ = try question()
    unsafe amqp_confirm_select(state, Handle.channel)
    try checkAnswer()
  }

  func declareExchange(
    _ exchange: String, _ type: String, passive: Bool, durable: Bool, _ arguments: [Header]
  ) throws(AMQPError) {
    var question = try question()
    try unsafe amqp_exchange_declare(
      state, Handle.channel, question.name(exchange), question.name(type), passive ? 1 : 0,
      durable ? 1 : 0, 0, 0, question.arguments(arguments))
    try checkAnswer()
  }

  func declareQueue(
    _ queue: String, passive: Bool, durable: Bool, _ arguments: [Header]
  ) throws(AMQPError) -> QueueStatus {
    var question = try question()
    let answer = try unsafe amqp_queue_declare(
      state, Handle.channel, question.name(queue), passive ? 1 : 0, durable ? 1 : 0, 0, 0,
      question.arguments(arguments))
    try checkAnswer()
    guard let answer = unsafe answer?.pointee else { throw .protocolViolation("an empty answer") }
    return unsafe QueueStatus(
      name: Handle.string(answer.queue), messages: Int(answer.message_count),
      consumers: Int(answer.consumer_count))
  }

  func bind(
    _ queue: String, to exchange: String, _ routingKey: String, _ arguments: [Header]
  ) throws(AMQPError) {
    var question = try question()
    try unsafe amqp_queue_bind(
      state, Handle.channel, question.name(queue), question.name(exchange),
      question.name(routingKey), question.arguments(arguments))
    try checkAnswer()
  }

  func deleteExchange(_ exchange: String) throws(AMQPError) {
    var question = try question()
    try unsafe amqp_exchange_delete(state, Handle.channel, question.name(exchange), 0)
    try checkAnswer()
  }

  func deleteQueue(_ queue: String) throws(AMQPError) -> Int {
    var question = try question()
    let answer = try unsafe amqp_queue_delete(
      state, Handle.channel, question.name(queue), 0, 0)
    try checkAnswer()
    return unsafe Int(answer?.pointee.message_count ?? 0)
  }

  private func question() throws(AMQPError) -> Encoder {
    unsafe amqp_maybe_release_buffers(state)
    try waitForRoom()
    return encoder()
  }

  /// Checks that the question before was answered as it should.
  func checkAnswer() throws(AMQPError) {
    try unsafe check(amqp_get_rpc_reply(state), during: .answer)
  }
}

extension Encoder {
  fileprivate mutating func name(_ text: String) throws(AMQPError) -> amqp_bytes_t {
    try unsafe short(text, "a name")
  }

  /// Encodes arguments, which travel with the names of the question, in a frame of at least 4096
  /// bytes.
  fileprivate mutating func arguments(_ headers: [Header]) throws(AMQPError) -> amqp_table_t {
    let table = try unsafe table(headers)
    guard size <= 4000 else { throw .tooLarge("arguments of \(size) bytes") }
    return unsafe table
  }
}
