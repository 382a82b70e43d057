import Dispatch

/// Runs an engine on a thread of its own, because its store waits for the disk.
///
/// Store and outbox change in one step there: nothing else of the engine runs between a commit and its consequences.
final class EngineExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "foyer.sync")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
