import Worker

@main
struct Main {
  static func main() async {
    await WorkerProcess.run(MailingWorker.self)
  }
}
