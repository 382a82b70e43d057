import Commands
import FoundationEssentials
import Leads
import ViewModels

/// Carries out effects in the background and posts what came of them.
///
/// Every effect is counted before it starts and after its last post, so that "idle" is a number a test can wait for.
@MainActor final class EffectRunner {
    enum Message: Sendable {
        case event(Event)
        /// An effect has posted its last event.
        case finished
        /// The index has answered, or the question was given up.
        case queryFinished
    }

    private let backend: any WorkbenchBackend
    private let mailbox: Mailbox<Message>
    private let orders: AsyncStream<WriteOrder>.Continuation
    private let door: Task<Void, Never>
    private let sights: AsyncStream<(Attention, Date)>.Continuation
    private let watcher: Task<Void, Never>
    private var syncing: Task<Void, Never>?
    private var timeline: Task<Void, Never>?
    private var kin: Task<Void, Never>?
    private let files: (any WorkbenchFiles)?
    private let surroundings: (any WorkbenchSurroundings)?
    private let keeper: DraftKeeper?
    private let tools: (any WorkbenchTools)?
    private let views: ViewKeeper?
    private let runs: RunKeeper?
    private var query: (question: IndexQuestion, task: Task<Void, Never>)?
    /// The same view asked again while it is being answered; one more answer serves all of these.
    private var nextQuestion: IndexQuestion?
    /// Effects that have not posted their last message yet.
    private(set) var inFlight = 0

    init(
        backend: any WorkbenchBackend,
        files: (any WorkbenchFiles)?,
        surroundings: (any WorkbenchSurroundings)?,
        tools: (any WorkbenchTools)?,
        mailbox: Mailbox<Message>
    ) {
        self.tools = tools
        views = files.map { ViewKeeper($0) }
        self.backend = backend
        self.surroundings = surroundings
        self.files = files
        self.mailbox = mailbox
        keeper = files.map { DraftKeeper($0) { mailbox.post(.event($0)) } }
        runs = files.map { RunKeeper($0) { mailbox.post(.event($0)) } }
        let (stream, continuation) = AsyncStream<WriteOrder>.makeStream()
        orders = continuation
        // Not a child of anything that a quit cancels: what a person decided is journaled whatever happens next.
        door = Task.detached {
            var door = WriteDoor(backend) { mailbox.post(.event($0)) }
            for await order in stream {
                await door.carryOut(order)
                mailbox.post(.finished)
            }
        }
        let (seen, sights) = AsyncStream<(Attention, Date)>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.sights = sights
        watcher = Task.detached {
            for await (attention, lastKeyAt) in seen { await backend.attend(attention, lastKeyAt: lastKeyAt) }
        }
    }

    /// Says what a person has before them; only the newest word counts.
    func attend(_ attention: Attention, lastKeyAt: Date) { sights.yield((attention, lastKeyAt)) }

    /// Starts syncing, which goes on until ``stop()`` and does not count as being in flight.
    func start() {
        syncing = Task.detached { [backend, mailbox] in
            await backend.run { mailbox.post(.event($0)) }
        }
    }

    func stop() {
        for task in [syncing, query?.task, timeline] { task?.cancel() }
        orders.finish()
        sights.finish()
        watcher.cancel()
    }

    /// Lets the door carry out what it has; nothing can be ordered after it.
    func finishWrites() async {
        orders.finish()
        await door.value
        await keeper?.finish()
        await views?.finish()
        await runs?.finish()
    }

    func keepForNextStart() async { await backend.keepForNextStart() }

    /// Keeps texts over the end of the program, whatever kind of end that is.
    func keep(_ drafts: [Draft]) { keeper?.keep(drafts) }

    /// Keeps how the workbench is arranged.
    func keep(_ view: RememberedView) { views?.keep(view) }

    /// Keeps the rest of a paused run.
    func keepRun(_ run: HeldRun?) { runs?.keep(run) }

    /// Keeps a macro over the end of the program.
    func keep(_ macro: Macro) {
        guard let files else { return }
        perform { _, post in
            do throws(BackendError) {
                try files.keepMacro(macro.name, steps: macro.steps.compactMap(MacroLine.text))
            } catch {
                post(.trouble("“\(macro.name)” lasts until Foyer ends: \(error.sentence)"))
            }
        }
    }

    /// Writes a text into a file of the person's.
    func export(_ text: String) {
        guard let files else { return }
        perform { _, post in
            do throws(BackendError) {
                post(.exported(path: try files.export(text)))
            } catch {
                post(.trouble("Nothing was written: \(error.sentence)"))
            }
        }
    }

    /// Puts a text where the person pastes from.
    func take(_ text: String) {
        guard let surroundings else { return }
        perform { _, _ in surroundings.take(text) }
    }

    func open(_ address: String) {
        guard let surroundings else { return }
        perform { _, post in
            do throws(BackendError) {
                try surroundings.open(address)
            } catch {
                post(.trouble("\(address) was not opened: \(error.sentence)"))
            }
        }
    }

    /// Runs a program of the person's; where there is nobody to run it, that is told.
    func run(_ call: ToolCall, on lead: Lead) {
        perform { [tools] _, post in
            let none = ToolAnswer(lines: [], trouble: "programs cannot be run from here.")
            post(.toolAnswered(call, await tools?.run(call, on: lead) ?? none))
        }
    }

    func write(_ order: WriteOrder) {
        inFlight += 1
        orders.yield(order)
    }

    func finishedOne() { inFlight -= 1 }

    /// Asks for a view.
    ///
    /// A question for another view ends the one before it; the same view is asked once more when the answer that is
    /// under way has come, so that a mirror that changes all the time still shows something.
    func query(_ question: IndexQuestion) {
        guard let current = query else {
            start(question)
            return
        }
        if current.question.view != question.view { current.task.cancel() }
        nextQuestion = question
    }

    func queryFinished() {
        inFlight -= 1
        query = nil
        if let question = nextQuestion { start(question) }
    }

    private func start(_ question: IndexQuestion) {
        nextQuestion = nil
        inFlight += 1
        let task = Task.detached { [backend, mailbox] in
            let answer = await backend.query(question)
            if !Task.isCancelled { mailbox.post(.event(.queryAnswered(answer))) }
            mailbox.post(.queryFinished)
        }
        query = (question, task)
    }

    func find(_ finding: LeadFinding) {
        perform { backend, post in post(.found(await backend.find(finding), for: finding)) }
    }

    /// Asks for rows beside those of the view, which stay.
    func findMatch(_ question: IndexQuestion, step: Int) {
        perform { backend, post in post(.matchFound(await backend.query(question), step: step)) }
    }

    func loadTimeline(of lead: Lead.ID) {
        timeline?.cancel()
        timeline = perform { backend, post in await backend.timeline(of: lead, post: post) }
    }

    func reach(_ lead: Lead.ID) {
        perform { backend, post in post(.reached(lead, await backend.reach(lead))) }
    }

    func readDeals(of lead: Lead.ID) {
        perform { backend, post in post(.dealsRead(lead, await backend.deals(of: lead))) }
    }

    func findKin(of new: NewLead) {
        kin?.cancel()
        kin = perform { backend, post in
            let kin = await backend.kin(of: .new(new))
            if !Task.isCancelled { post(.formKinKnown(new, kin)) }
        }
    }

    func previewRouting(_ person: NewLead) {
        perform { backend, post in post(.routing(await backend.routing(of: person), of: person)) }
    }

    func recallTimelines(of leads: [Lead.ID]) {
        perform { backend, post in post(.timelinesKnown(await backend.knownTimelines(of: leads))) }
    }

    func keep(_ look: LeadLook, of lead: Lead.ID) {
        perform { backend, _ in await backend.keep(look, of: lead) }
    }

    func loadFollowUps() {
        perform { backend, post in
            do throws(BackendError) {
                try await backend.loadFollowUps()
            } catch {
                post(.followUpsFailed(reason: error.sentence))
            }
        }
    }

    func loadReport(_ name: ReportName) {
        perform { backend, post in
            do throws(BackendError) {
                post(.reported(try await backend.report(name)))
            } catch {
                post(.reportFailed(name, reason: error.sentence))
            }
        }
    }

    func refresh(full: Bool) {
        perform { backend, post in
            do throws(BackendError) {
                post(.refreshed(leads: try await backend.refresh(full: full)))
            } catch {
                post(.refreshFailed(reason: error.sentence))
            }
        }
    }

    @discardableResult
    private func perform(
        _ work: @escaping @Sendable (any WorkbenchBackend, @escaping @Sendable (Event) -> Void) async -> Void
    ) -> Task<Void, Never> {
        inFlight += 1
        return Task.detached { [backend, mailbox] in
            await work(backend) { mailbox.post(.event($0)) }
            mailbox.post(.finished)
        }
    }
}
