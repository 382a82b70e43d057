import Commands
import Leads
import Panes
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Keys, pastes, resizes and events from elsewhere, in no sensible order, but the same for the same seed.
@MainActor final class MonkeyEvents: EventSource {
    nonisolated let wake: @Sendable () -> Void = {}

    private let screen: MonkeyScreen
    private let uptime: Stopwatch
    private let backend: ScriptedBackend
    private var generator: SeededGenerator
    private var remaining: Int
    /// The lead a trash question was on the screen about, and since when.
    private var question: (lead: Lead.ID, since: Duration)?
    /// How often each lead may have been trashed.
    private(set) var consents: [Lead.ID: Int] = [:]
    private(set) var overlaysSeen: Set<String> = []
    private var submissionsSeen = 0
    /// What came last, with what was open then, for the story of a failure.
    private var trail: [String] = []
    /// How the first trash without consent came about; `nil` as long as there is none.
    private(set) var trespass: String?

    /// What the loop is at, once there is a loop.
    var state: (@MainActor () -> AppState)?

    init(screen: MonkeyScreen, uptime: Stopwatch, backend: ScriptedBackend, seed: UInt64, waits: Int) {
        self.screen = screen
        self.uptime = uptime
        self.backend = backend
        generator = SeededGenerator(seed: seed)
        remaining = waits
    }

    var isExhausted: Bool { remaining == 0 }

    func waitForEvents(timeout: Duration?) throws(TerminalError) -> [InputEvent] {
        guard remaining > 0, let state = state?() else { return [.endOfInput] }
        remaining -= 1
        check(state)
        noticeQuestion(state)
        if chance(30) { uptime.advance(by: .milliseconds(Int.random(in: 1...400, using: &generator))) }
        if chance(10) { postSomething() }
        noticeTrespass()
        let batch = asTold(nextBatch(), state)
        noticeConsent(to: batch, state)
        trail.append("\(state.overlays.map(\.kind)) \(state.list.selected.map { "\($0)" } ?? "-"): \(batch)")
        if trail.count > 12 { trail.removeFirst() }
        return batch
    }

    // MARK: What must hold

    private func check(_ state: AppState) {
        let list = state.list
        if let selected = list.selected, list.isLoaded {
            #expect(list.rows.position(of: selected) != nil, "the selected lead is not in the list")
        }
        #expect(list.rows.count == 0 || (0..<list.rows.count).contains(list.cursor.top))
        #expect(state.queues.indices.contains(state.activeQueue))
        // Lines are counted where there is room to show them.
        if ScreenLayout(size: screen.size, preferences: state.layout, focus: state.focus).kind != .tooSmall {
            #expect(state.timeline.scroll.entry >= 0 && state.timeline.scroll.line >= 0)
        }
        #expect(list.cursor.visible >= 1)
        #expect(Set(list.handled).count == list.handled.count, "a lead is handled twice")
        switch state.overlay {
        case .picker(let picker):
            overlaysSeen.insert("picker")
            #expect(picker.matches.isEmpty || picker.matches.indices.contains(picker.cursor.position))
        case .form(let form):
            overlaysSeen.insert("form")
            #expect(form.fields.indices.contains(form.focus))
            for field in form.fields { #expect((0...field.text.text.count).contains(field.text.cursor)) }
        case .filter(let line):
            overlaysSeen.insert("filter")
            #expect((0...line.field.text.count).contains(line.field.cursor))
        case .help(let sheet):
            overlaysSeen.insert("help")
            #expect(sheet.cursor.top >= 0)
        case .outbox(let sheet):
            overlaysSeen.insert("outbox")
            #expect(sheet.cursor.position >= 0)
        case .question: overlaysSeen.insert("question")
        case .dates: overlaysSeen.insert("dates")
        case .agenda(let sheet):
            overlaysSeen.insert("agenda")
            #expect(sheet.cursor.position >= 0)
        case .report(let sheet):
            overlaysSeen.insert("report")
            #expect(sheet.cursor.top >= 0)
        case .summary: overlaysSeen.insert("summary")
        case .palette(let palette):
            overlaysSeen.insert("palette")
            #expect(palette.rows.isEmpty || palette.rows.indices.contains(palette.cursor.position))
        case .bulk(let sheet):
            overlaysSeen.insert("bulk")
            #expect(sheet.cursor.position >= 0)
        case nil: break
        }
    }

    // MARK: Consent

    /// How often each lead was trashed.
    var trashed: [Lead.ID: Int] {
        backend.submissions.reduce(into: [:]) { counts, submission in
            if case .trash = submission.change { counts[submission.lead, default: 0] += 1 }
        }
    }

    private func noticeTrespass() {
        guard trespass == nil, backend.submissions.count != submissionsSeen else { return }
        submissionsSeen = backend.submissions.count
        guard let lead = trashed.first(where: { $0.value > consents[$0.key, default: 0] })?.key else { return }
        trespass = "lead \(lead) was trashed without a yes, after\n\(trail.joined(separator: "\n"))"
    }

    /// A batch as far as it can be told which of its keys answers a question about the trash.
    ///
    /// Help that lies over the question takes keys that would answer it.
    private func asTold(_ batch: [InputEvent], _ state: AppState) -> [InputEvent] {
        guard case .question = state.overlay else { return state.asksAboutTrash ? Array(batch.prefix(1)) : batch }
        guard let help = batch.firstIndex(where: { Self.helpKeys.contains($0) }) else { return batch }
        return Array(batch.prefix(through: help))
    }

    private static let helpKeys = inputs("?<F1>")

    private func noticeQuestion(_ state: AppState) {
        guard case .question(let confirmation) = state.overlay, let lead = confirmation.question.leadForTrash else {
            if !state.asksAboutTrash { question = nil }
            return
        }
        // Once it was read, it may be covered.
        if confirmation.isShown, question?.lead == lead { return }
        guard screen.text.contains(/to the trash( again)?\?/) else {
            question = nil
            return
        }
        if question?.lead != lead { question = (lead, uptime.reading) }
    }

    /// A person has consented when the first key that answers is y, and the question could have been read.
    private func noticeConsent(to batch: [InputEvent], _ state: AppState) {
        guard case .question(let confirmation) = state.overlay, let question else { return }
        let canBeRead = uptime.reading - question.since >= .milliseconds(200)
        guard confirmation.isShown || canBeRead else { return }
        let first = batch.first { Self.answers.contains($0) }
        guard let first, Self.yes.contains(first) else { return }
        consents[question.lead, default: 0] += 1
    }

    private static let yes = inputs("y")
    private static let answers = yes.union(inputs("nNq<Enter><Esc><C-c>")).union([.signal(.interrupt)])

    private static func inputs(_ notation: String) -> Set<InputEvent> {
        Set((KeyNotation.parse(notation) ?? []).map(InputEvent.key))
    }

    // MARK: Randomness

    private func nextBatch() -> [InputEvent] {
        (0..<Int.random(in: 1...4, using: &generator)).flatMap { _ in nextInput() }
    }

    private func nextInput() -> [InputEvent] {
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<3: return [resize()]
        case 3..<6: return [.paste(pick(["one\ntwo", "\u{1B}[A", "yyy", "e\u{301}👩‍👧", ""]))]
        case 6..<8: return [pick([.wake, .signal(.interrupt), .signal(.suspend)])]
        case 8..<20:
            return keys(
                pick([
                    "Xr<Enter>", "y", "nX<Enter>y", "sc", "aa", "th<Enter>", "cn", "e", ".", "f1", "fi 2 weeks<Enter>",
                    "b3", "gt", "gtq", "gf<Esc>", "ug", "  ", "vjv", "*a*n", "*i", "*s", "*=o", "*n", "*asc", "y",
                    "vjthot<Enter>", "gb<Esc>",
                ])
            )
        case 20..<24: return keys(pick([":sort name<Enter>", ":tag x<Enter>", ":trash why<Enter>", ":9<Enter>"]))
        case 24..<30: return keys("<Esc>")
        default: return [.key(pick(Self.presses))]
        }
    }

    private static let presses: [KeyPress] = {
        let letters = (32..<127).compactMap { UnicodeScalar($0) }.map { KeyPress(.character(Character($0))) }
        let named =
            "<Enter><Esc><Tab><S-Tab><Backspace><Delete><Insert><Up><Down><Left><Right><Home><End><PgUp><PgDn><F1>"
        let controls = "<C-a><C-c><C-d><C-e><C-k><C-l><C-n><C-p><C-u><C-w><C-z><A-x>"
        let wide = ["李", "é", "\u{301}", "👩‍👧", "🇸"].map { KeyPress(.character(Character($0))) }
        return letters + (KeyNotation.parse(named + controls) ?? []) + wide
    }()

    private func keys(_ notation: String) -> [InputEvent] { (KeyNotation.parse(notation) ?? []).map(InputEvent.key) }

    private func resize() -> InputEvent {
        screen.size = Size(
            width: Int.random(in: 1...160, using: &generator),
            height: Int.random(in: 1...60, using: &generator)
        )
        return .resize(screen.size)
    }

    private func postSomething() {
        let number = Int64.random(in: 1...40, using: &generator)
        let entry = OutboxEntry(
            id: OutboxEntry.ID(rawValue: number),
            leadID: Lead.ID(number),
            leadName: "Somebody",
            change: .addNote("hello"),
            status: pick([
                .queued, .wedged(.init(reason: "no.")), .conflicted(theirs: "x"), .settled(at: SampleLeads.now),
            ]),
            createdAt: SampleLeads.now
        )
        let group = ChangeGroup.ID(rawValue: Int.random(in: 1...20, using: &generator))
        let events: [Event] = [
            .leadsChanged, .outboxChanged([entry]), .outboxChanged([]), .progress(nil), .link(.credentialRejected),
            .link(.online), .identified(provisional: Lead.ID(-1), as: Lead.ID(number)), .trouble("disk"),
            .undone(group, [.cancelled(entry)]), .undone(group, [.impossible(reason: "no.")]),
            .submitted(group, [entry]), .submitFailed(group, reason: "no.", restoring: nil),
            .timelineLoaded(Lead.ID(number), Timeline(merging: []), isFresh: true), .refreshFailed(reason: "no."),
        ]
        backend.post(pick(events))
    }

    private func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    private func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }
}

extension AppState {
    /// True while a question about the trash is open, also where something lies over it.
    fileprivate var asksAboutTrash: Bool {
        overlays.contains { overlay in
            if case .question(let confirmation) = overlay { confirmation.question.leadForTrash != nil } else { false }
        }
    }
}

extension ViewModels.Confirmation.Question {
    /// The lead that a yes moves to the trash, for the first time or again after an undo.
    fileprivate var leadForTrash: Lead.ID? {
        switch self {
        case .trash(let lead, _, _): lead
        case .again(let repetition): repetition.kind == .trash ? repetition.lead : nil
        case .drop, .dispose, .dialUnread, .dropAll, .dropDraft, .overrule, .assist, .burst: nil
        }
    }
}
