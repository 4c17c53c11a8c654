import Contract
import Domain
import Settings
import Worker

@main
struct Main {
  static func main() async {
    await Worker.run(as: "lifecycle-worker", on: .lifecycle) { settings in
      LifecycleWorker(rules: LifeRules(unmergeDays: settings.unmergeDays))
    }
  }
}
