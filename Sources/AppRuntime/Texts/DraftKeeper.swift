import ViewModels

/// Has what is being typed on the disk, at most a moment later.
///
/// Only the newest texts count, so a person who types faster than the disk writes costs it nothing more.
struct DraftKeeper {
    private let texts: AsyncStream<[Draft]>.Continuation
    private let writer: Task<Void, Never>

    /// Between two writes: what is typed in it can be lost to a kill, and a disk is not asked more often.
    private static let pause = Duration.milliseconds(250)

    init(_ files: any WorkbenchFiles, post: @escaping @Sendable (Event) -> Void) {
        let (stream, continuation) = AsyncStream<[Draft]>.makeStream(bufferingPolicy: .bufferingNewest(1))
        texts = continuation
        writer = Task.detached {
            var isTold = false
            for await drafts in stream {
                do throws(BackendError) {
                    try files.keep(drafts)
                    isTold = false
                } catch {
                    // Said once, and not again at each key.
                    if !isTold { post(.trouble("What you type is not kept over an end of Foyer: \(error.sentence)")) }
                    isTold = true
                }
                // Nothing cancels it: the end of the stream comes after what was typed last.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    func keep(_ drafts: [Draft]) { texts.yield(drafts) }

    /// Returns when what was typed last is on the disk.
    func finish() async {
        texts.finish()
        await writer.value
    }
}
