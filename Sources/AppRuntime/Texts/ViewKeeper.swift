import ViewModels

/// Has how the workbench is arranged on the disk; only the newest arrangement counts.
struct ViewKeeper {
    private let views: AsyncStream<RememberedView>.Continuation
    private let writer: Task<Void, Never>

    init(_ files: any WorkbenchFiles) {
        let (stream, continuation) = AsyncStream<RememberedView>.makeStream(bufferingPolicy: .bufferingNewest(1))
        views = continuation
        writer = Task.detached {
            for await view in stream {
                // Whoever cannot be remembered finds the workbench as it is new; that is no reason to disturb them.
                try? files.keep(view)
            }
        }
    }

    func keep(_ view: RememberedView) { views.yield(view) }

    /// Returns when the newest is written.
    func finish() async {
        views.finish()
        await writer.value
    }
}
