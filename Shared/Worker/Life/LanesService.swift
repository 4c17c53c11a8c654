import Logging
import Observability
import ServiceLifecycle
import Threading

/// All lanes of a process as one service: services end one after another, lanes together.
struct LanesService: Service {
  let lanes: [LaneBody]
  let stop: ShutdownSignal
  let readiness: Readiness
  let logger: Logger
  let outcome: LifeOutcome

  func run() async {
    await withGracefulShutdownHandler {
      await withTaskCancellationHandler {
        await runLanes()
      } onCancel: {
        stopAll()
      }
    } onGracefulShutdown: {
      logger.info("Drains: takes nothing new and finishes the batch in hand")
      stopAll()
    }
  }

  private func stopAll() {
    readiness.drain()
    stop.request()
  }

  private func runLanes() async {
    let stop = stop
    await withTaskGroup(of: (Int, LaneEnd).self) { group in
      for (number, lane) in lanes.enumerated() {
        group.addTask {
          (number, await onOwnThread(named: "lane-\(number)") { lane(stop) })
        }
      }
      for await (number, end) in group {
        switch end {
        case .drained: continue
        case .failed(let reason):
          outcome.fail()
          logger.error(
            "A lane cannot go on, so the process ends",
            metadata: [LogKeys.lane: "\(number)", LogKeys.reason: "\(reason)"])
          stopAll()
        }
      }
    }
  }
}
