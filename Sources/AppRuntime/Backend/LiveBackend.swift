import Dispatch
package import FoundationEssentials
import LeadIndex
package import Leads
package import LoftyAPI
package import Sync
package import ViewModels

/// The real thing behind the screen: the index in memory, the journal on disk, the server over the network.
package struct LiveBackend: WorkbenchBackend {
    let engine: SyncEngine
    let feed: MirrorFeed
    let holds: UndoWindows
    let clock: any SyncClock
    let zone: ZoneRules
    private let bookFile: String?
    let assistant: LoftyClient?
    let memory = AssistantMemory()

    /// How long a change waits before it is sent, during which undo costs no request.
    package struct UndoWindows: Hashable, Sendable {
        package var change: Duration
        /// Longer, because Lofty offers no way back.
        package var trash: Duration

        package init(change: Duration = .seconds(8), trash: Duration = .seconds(60)) {
            self.change = change
            self.trash = trash
        }
    }

    /// - Parameters:
    ///   - engine: made with `feed` as its observer.
    ///   - feed: what the engine reports to.
    ///   - holds: the undo windows.
    ///   - clock: wall clock.
    ///   - zone: of the person, for days in queries.
    ///   - bookFile: where the columns of the book are kept for the next start; `nil` keeps none.
    ///   - assistant: asks Lofty's assistant, which is no part of the mirror; `nil` where there is none.
    package init(
        engine: SyncEngine,
        feed: MirrorFeed,
        holds: UndoWindows,
        clock: any SyncClock,
        zone: ZoneRules,
        bookFile: String? = nil,
        assistant: LoftyClient? = nil
    ) {
        self.engine = engine
        self.feed = feed
        self.holds = holds
        self.clock = clock
        self.zone = zone
        self.bookFile = bookFile
        self.assistant = assistant
    }

    package func run(post: @escaping @Sendable (Event) -> Void) async {
        feed.connect(post)
        feed.announce(unsent: await engine.unsentEntries, reference: await engine.referenceData)
        // Neither what is written nor what the server says waits for the book to be read.
        async let loading: Void = load()
        async let worker: Void = engine.run()
        async let keeping: Void = keepBook()
        do throws(BackendError) {
            _ = try await refresh(full: false)
        } catch {
            post(.refreshFailed(reason: error.sentence))
        }
        await loading
        await worker
        await keeping
    }

    private func keepBook() async { await keeper?.run() }

    package func keepForNextStart() async { await keeper?.finish() }

    private var keeper: BookKeeper? { bookFile.map { BookKeeper(engine, feed, file: $0, clock: clock) } }

    func context(at now: Date) -> QueryContext {
        let reference = feed.reference
        return QueryContext(
            now: now,
            me: reference.me,
            members: reference.members,
            clock: zone,
            nextSteps: feed.nextSteps
        )
    }

    /// Reads the book on a thread of its own, because that takes its time and waits for the disk.
    private func load() async {
        let cancellation = ScanCancellation()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "foyer.book", qos: .userInitiated).async {
                    do throws(StoreError) {
                        try feed.load(from: engine.store, saved: bookFile) { cancellation.isCancelled }
                    } catch {
                        // An empty book is an answer too: without one, keys would wait for rows that never come.
                        feed.post(.trouble(error.sentence))
                    }
                    feed.index.giveBackMemory()
                    continuation.resume()
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    package func query(_ question: IndexQuestion) async -> IndexAnswer {
        await feed.waitUntilRead()
        let (query, problem) = Self.query(of: question.view)
        readNextSteps(for: [query] + question.counting)
        for number in 0..<Self.mostTries {
            let (answer, isWhole, isCurrent) = await answer(question, query, problem)
            if isWhole, isCurrent || number >= Self.mostTriesBehind { return answer }
            // Cancelled when nobody wants the answer any more.
            try? await Task.sleep(for: .milliseconds(2))
        }
        return await answer(question, query, problem).answer
    }

    /// Reads what is planned when somebody asks for it first; the answer comes anew when it is known.
    private func readNextSteps(for queries: [LeadQuery]) {
        guard queries.contains(where: \.asksForNextSteps), feed.beginReadingNextSteps() else { return }
        Task {
            do throws(SyncError) {
                try await engine.readFollowUps()
            } catch {
                feed.post(.trouble(error.sentence))
            }
        }
    }

    /// Times that an answer is asked for again because a lead on it has left the store and the index is yet to hear of it.
    private static let mostTries = 25

    /// The same because it was changed there: why a lead leaves the view is seen on its row as it was when it matched.
    private static let mostTriesBehind = 3

    /// An answer with the rows that are shown first; not whole when one of them has just left, not current when one that
    /// the screen holds no longer matches.
    private func answer(
        _ question: IndexQuestion,
        _ query: LeadQuery,
        _ problem: String?
    ) async -> (answer: IndexAnswer, isWhole: Bool, isCurrent: Bool) {
        var context = context(at: clock.now)
        let source = MirrorRows(engine.store) { [feed] in feed.post(.trouble($0.backgroundSentence)) }
        let aside = LeadsAside(feed.snoozes, rows: source, at: context.now)
        context.snoozed = aside.leads
        let asked = BookQuestion(query, sort: question.view.sort, context: context)
        guard let rows = await rows(of: question.view, asked, source) else {
            // Given up for another question; nobody looks at this answer.
            return (IndexAnswer(request: question, rows: ArrayLeadRows(), counts: []), true, true)
        }
        let kept = Array(zip(question.keeping, source.rows(of: question.keeping)))
        let isWhole = rows.prepare(kept, lines: question.sight.lines, near: question.sight.lead)
        let present = kept.compactMap { id, row in rows.position(of: id).flatMap { _ in row } }
        let isCurrent = present.allSatisfy { query.matches($0, context: context) }
        let answer = IndexAnswer(
            request: question,
            rows: query.asksForSnoozed ? rows : aside.left(out: rows, question.view),
            counts: aside.left(out: feed.index.counts(question.counting, context: context), question, context),
            kept: Dictionary(kept.compactMap { id, row in row.map { (id, $0) } }, uniquingKeysWith: { one, _ in one }),
            problem: problem,
            vocabulary: question.view.isTyping || question.wantsLabels ? feed.index.vocabulary : nil,
            changesAt: [nextChange(of: query, counting: question.counting, after: context), aside.nextChange]
                .compactMap(\.self).min()
        )
        if let opening = OpeningView(answer) { feed.note(opening) }
        return (answer, isWhole, isCurrent)
    }

    private func rows(of view: ViewQuestion, _ asked: BookQuestion, _ source: MirrorRows) async -> IndexedLeadRows? {
        guard let only = view.only else { return await feed.index.answer(asked, rows: source) }
        return feed.index.answer(asked, among: only, rows: source)
    }

    package func find(_ finding: LeadFinding) async -> Set<Lead.ID> {
        await feed.waitUntilRead()
        let (query, _) = Self.query(of: finding.view)
        guard await knowsNextSteps(for: [query, finding.condition]) else { return [] }
        var context = context(at: clock.now)
        let source = MirrorRows(engine.store) { [feed] in feed.post(.trouble($0.backgroundSentence)) }
        let aside = LeadsAside(feed.snoozes, rows: source, at: context.now)
        context.snoozed = aside.leads
        let narrowed = LeadQuery(.all(of: [query.root, finding.condition.root]))
        let asked = BookQuestion(narrowed, sort: finding.view.sort, context: context)
        guard let matches = await rows(of: finding.view, asked, source) else { return [] }
        let shown: any LeadRows = query.asksForSnoozed ? matches : aside.left(out: matches, finding.view)
        return Set((0..<shown.count).lazy.map { shown.id(at: $0) })
    }

    /// False when what is planned is asked for and cannot be read: `-next:planned` would then be everybody.
    private func knowsNextSteps(for queries: [LeadQuery]) async -> Bool {
        guard feed.nextSteps == nil, queries.contains(where: \.asksForNextSteps) else { return true }
        do throws(SyncError) {
            try await engine.readFollowUps()
        } catch {
            feed.post(.trouble("Nobody was marked, as it is not known what is planned: \(error.sentence)"))
        }
        return feed.nextSteps != nil
    }

    /// When the answer or the counts next change by themselves, but for what is too near to be worth a look of its own.
    private func nextChange(of query: LeadQuery, counting queries: [LeadQuery], after context: QueryContext) -> Date? {
        let own = queries.contains(query) ? nil : feed.index.nextChange(of: query, after: context)
        return [own, feed.index.nextDeadline].compactMap(\.self).min().map { max($0, context.now + Self.shortestWait) }
    }

    /// Seconds; a book in which a lead becomes a day old at every moment is not asked all the time.
    private static let shortestWait = 1.0

    package func timeline(of lead: Lead.ID, post: @escaping @Sendable (Event) -> Void) async {
        do throws(SyncError) {
            if let page = try await engine.mirroredPage(of: lead), !Task.isCancelled {
                post(.timelineLoaded(lead, page, isFresh: false))
                // The first lines of a long past do not wait for the rest of it.
                if page.older != nil, let whole = try await engine.mirroredTimeline(of: lead), !Task.isCancelled {
                    post(.timelineLoaded(lead, whole, isFresh: false))
                }
            }
            guard await staysHere() else { return }
            post(.lookRecalled(lead, try await engine.look(of: lead)))
            if let row = try await engine.row(of: lead) {
                post(.kinKnown(lead, await kin(of: .lead(row.lead))))
            }
            _ = try await engine.timeline(of: lead, maximumAge: Self.timelineLifetime)
            guard !Task.isCancelled, let reading = await assistantReading(of: lead), !Task.isCancelled else { return }
            post(.assistantKnown(reading))
        } catch {
            // A lead that is gone leaves the list by itself; anything else is told above what is known.
            if !Task.isCancelled { post(.timelineFailed(lead, reason: error.sentence)) }
        }
    }

    package func knownTimelines(of leads: [Lead.ID]) async -> [Lead.ID: Timeline] {
        var known: [Lead.ID: Timeline] = [:]
        for lead in leads {
            do throws(SyncError) {
                known[lead] = try await engine.mirroredPage(of: lead)
            } catch {
                // The cursor asks again when it comes to the lead, and tells then.
                continue
            }
        }
        return known
    }

    package func keep(_ look: LeadLook, of lead: Lead.ID) async {
        do throws(SyncError) {
            try await engine.keep(look, of: lead)
        } catch {
            // A look that is not kept costs a mark of what is new, nothing else; a full disk is told by the writes.
            return
        }
    }

    /// A cursor that only passes by costs no calls: six a lead would use the limit up while a key is held down.
    private func staysHere() async -> Bool {
        do {
            try await clock.sleep(until: clock.now + Self.restingTime)
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    /// Seconds after which a lead's past is read again although the lead tells of nothing new: a colleague's note shows
    /// nowhere else.
    private static let timelineLifetime = 300.0

    /// Seconds the cursor rests on a lead before its timeline is asked for.
    private static let restingTime = 0.25

    package func attend(_ attention: Attention, lastKeyAt: Date) async {
        await engine.attend(Presence(cursor: attention.cursor, rows: attention.rows, lastKeyAt: lastKeyAt))
        let looks = await looks(of: attention.rows)
        if !looks.isEmpty { feed.post(.looksKnown(looks)) }
    }

    package func submit(_ proposals: [Proposal]) async throws(BackendError) -> [OutboxEntry] {
        let hold = proposals.map { holds.window(for: $0.change) }.max() ?? .zero
        do throws(SubmitError) {
            return try await engine.submit(proposals, hold: hold)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    package func create(_ new: NewLead) async throws(BackendError) -> OutboxEntry {
        do throws(SubmitError) {
            return try await engine.submit(create: new, hold: holds.window(for: .create(new)))
        } catch {
            throw BackendError(error.sentence)
        }
    }

    package func undo(_ entry: OutboxEntry.ID) async -> UndoAnswer { await undo(entry, isOverriding: false) }

    package func overrule(_ entry: OutboxEntry.ID) async -> UndoAnswer { await undo(entry, isOverriding: true) }

    private func undo(_ entry: OutboxEntry.ID, isOverriding: Bool) async -> UndoAnswer {
        do throws(SyncError) {
            switch try await engine.undo(entry, isOverriding: isOverriding) {
            case .cancelled(let entries):
                guard let first = entries.first else { return .impossible(reason: "the change is not known any more.") }
                return .cancelled(first)
            case .inverseQueued(let inverse): return .inverse(inverse)
            case .impossible(.changedByOthers(let theirs)):
                guard let contested = try await engine.entry(entry) else {
                    return .impossible(reason: UndoObstacle.unknownEntry.sentence)
                }
                return .contested(contested, theirs: theirs)
            case .impossible(let obstacle):
                let reason = obstacle.sentence
                return obstacle.isPassing ? .postponed(reason: reason) : .impossible(reason: reason)
            }
        } catch {
            return .postponed(reason: error.sentence)
        }
    }

    package func retry(_ entry: OutboxEntry.ID) async throws(BackendError) {
        try await translating { () async throws(SyncError) in _ = try await engine.retry(entry) }
    }

    package func drop(_ entry: OutboxEntry.ID) async throws(BackendError) {
        var obstacle: UndoObstacle?
        try await translating { () async throws(SyncError) in
            guard try await engine.drop(entry).isEmpty else { return }
            // Nothing was wrong with it, so dropping it is taking it back.
            if case .impossible(let reason) = try await engine.undo(entry) { obstacle = reason }
        }
        if let obstacle { throw BackendError("The change cannot be dropped: \(obstacle.sentence)") }
    }

    package func record(_ override: ContactOverride, on lead: Lead.ID) async throws(BackendError) {
        do throws(StoreError) {
            try await engine.record(override, on: lead)
        } catch {
            throw BackendError(error.sentence)
        }
    }

    package func loadFollowUps() async throws(BackendError) {
        try await translating { () async throws(SyncError) in try await engine.readFollowUps() }
    }

    package func refresh(full: Bool) async throws(BackendError) -> Int {
        // A person who asks for a refresh also wants what waits for the link, or for a new key, to be tried now.
        await engine.poke()
        try await translating { () async throws(SyncError) in try await engine.refresh(full ? .full : .incremental) }
        return feed.index.count
    }

    private func translating(_ work: () async throws(SyncError) -> Void) async throws(BackendError) {
        do {
            try await work()
        } catch {
            throw BackendError(error.sentence)
        }
    }
}

extension LiveBackend.UndoWindows {
    func window(for change: LeadChange) -> Duration {
        switch change {
        case .trash: trash
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .addNote, .logCall, .followUp,
            .deal, .snooze:
            self.change
        }
    }
}
