import ViewModels

/// What came from elsewhere, and whether it is a reason for another frame.
extension Program {
    func handle(_ message: EffectRunner.Message) {
        switch message {
        case .event(.timelinesKnown(let timelines)): takePast(.timelinesKnown(timelines))
        case .event(.timelineLoaded(let lead, let timeline, isFresh: false)):
            takePast(.timelineLoaded(lead, timeline, isFresh: false))
        case .event(let event): dispatch(.happened(event))
        case .finished: runner.finishedOne()
        case .queryFinished: runner.queryFinished()
        }
        releaseHeld()
    }

    /// Tells the time; that alone moves nothing on the screen.
    func tick() { takeQuietly(.tick(clock.now())) }

    /// Takes what alone is no reason for another frame.
    private func takeQuietly(_ event: Event) {
        let before = (isLaidOut, hasNews)
        dispatch(.happened(event))
        (isLaidOut, hasNews) = before
    }

    /// Takes what the mirror knows of the past of leads; mostly it is what the screen shows already, or of other leads.
    private func takePast(_ event: Event) {
        let shown = state.timeline.content
        takeQuietly(event)
        if state.timeline.content != shown { (isLaidOut, hasNews) = (false, true) }
    }
}
