import ViewModels

/// Has the rest of a paused run on the disk; only the newest word counts.
struct RunKeeper {
    private let runs: AsyncStream<HeldRun?>.Continuation
    private let writer: Task<Void, Never>

    init(_ files: any WorkbenchFiles, post: @escaping @Sendable (Event) -> Void) {
        let (stream, continuation) = AsyncStream<HeldRun?>.makeStream(bufferingPolicy: .bufferingNewest(1))
        runs = continuation
        writer = Task.detached {
            for await run in stream {
                do throws(BackendError) {
                    try files.keepRun(run)
                } catch {
                    post(
                        .trouble(
                            "The paused run is lost when Foyer ends, so go on with it or leave it: \(error.sentence)"
                        )
                    )
                }
            }
        }
    }

    func keep(_ run: HeldRun?) { runs.yield(run) }

    /// Returns when the newest is on the disk.
    func finish() async {
        runs.finish()
        await writer.value
    }
}
