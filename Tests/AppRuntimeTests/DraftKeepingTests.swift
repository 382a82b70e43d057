import FoundationEssentials
import Leads
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Files in memory that remember what was written.
final class ScriptedFiles: WorkbenchFiles {
    private let state: Mutex<(kept: [[Draft]], exports: [String], views: [RememberedView])> = Mutex(([], [], []))
    private let refusal: BackendError?

    init(refusal: BackendError? = nil) { self.refusal = refusal }

    var kept: [[Draft]] { state.withLock(\.kept) }
    var exports: [String] { state.withLock(\.exports) }

    func keep(_ drafts: [Draft]) throws(BackendError) {
        state.withLock { $0.kept.append(drafts) }
        if let refusal { throw refusal }
    }

    var views: [RememberedView] { state.withLock(\.views) }

    func keep(_ view: RememberedView) throws(BackendError) { state.withLock { $0.views.append(view) } }

    /// What was kept of a paused run, each time.
    let runs = Mutex<[HeldRun?]>([])

    func keepRun(_ run: HeldRun?) throws(BackendError) {
        runs.withLock { $0.append(run) }
        if let refusal { throw refusal }
    }

    /// What was kept of macros: their names and lines.
    let macros = Mutex<[String]>([])

    func keepMacro(_ name: String, steps: [String]) throws(BackendError) {
        if let refusal { throw refusal }
        macros.withLock { $0.append(([name] + steps).joined(separator: " | ")) }
    }

    func export(_ text: String) throws(BackendError) -> String {
        if let refusal { throw refusal }
        state.withLock { $0.exports.append(text) }
        return "/state/exports/outbox.txt"
    }

    func lend(_ text: String) throws(BackendError) -> String {
        if let refusal { throw refusal }
        lent.withLock { $0 = text }
        return "/state/texts/note.txt"
    }

    func takeBack(_ path: String) throws(BackendError) -> String { lent.withLock(\.self) }

    /// The text in the file of the editor; a program that is given the terminal may change it.
    let lent = Mutex("")
}

@Suite("Keeping what is typed", .timeLimit(.minutes(1)))
@MainActor struct DraftKeepingTests {
    @Test("the last key is in the file when the loop has ended, whatever ended it")
    func kept() async throws {
        let files = ScriptedFiles()
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: files)
        bench.waitUntilLoaded()
        try bench.press("mcalled twice")
        bench.send([.signal(.hangup)])

        #expect(try bench.run() == .signal(.hangup))
        await bench.program.finishWrites()

        let last = try #require(files.kept.last)
        #expect(last.map { $0.form.text(of: "Note") } == ["called twice"])
        #expect(last.map(\.isOpen) == [true])
        #expect(files.kept.count < "called twice".count, "a fast hand costs the disk no more than a slow one")
    }

    @Test("what the journal has is in the file no more")
    func forgotten() async throws {
        let files = ScriptedFiles()
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3), allowing: [.submit]), files: files)
        bench.waitUntilLoaded()
        try bench.press("mcalled<Enter>")
        try bench.run()
        await bench.program.finishWrites()

        #expect(files.kept.last == [])
    }

    @Test("a disk that refuses is told once, and typing goes on")
    func refused() async throws {
        let files = ScriptedFiles(refusal: BackendError("The disk is full."))
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: files)
        bench.waitUntilLoaded()
        try bench.press("mca")
        bench.wait { $0.terminal.text.contains("The disk is full.") }
        try bench.press("ll")

        try bench.run()
        #expect(openForm(bench.state) == "call")
    }

    @Test("the outbox is written whole into a file, and its path is told")
    func export() throws {
        let files = ScriptedFiles()
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try LoopBench(backend: backend, files: files)
        bench.waitUntilLoaded()
        let text = "first line\n" + String(repeating: "a long note \u{1B}[31m ", count: 100)
        bench.note { _ in backend.post(.outboxChanged([Self.entry(.addNote(text))])) }
        bench.wait { $0.state.unsent.count == 1 }
        try bench.press("we")
        bench.wait { $0.terminal.text.contains("/state/exports/outbox.txt") }

        try bench.run()
        let written = try #require(files.exports.first)
        #expect(written.contains("Somebody · lead 1 · change 7") && written.contains("    first line\n"))
        #expect(written.count { $0 == "g" } >= 100 && !written.contains("\u{1B}"))
    }

    private func openForm(_ state: AppState) -> String? {
        if case .form(let form) = state.overlay { form.fields[0].text.text } else { nil }
    }

    private nonisolated static func entry(_ change: LeadChange) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: 7),
            leadID: Lead.ID(1),
            leadName: "Somebody",
            change: change,
            status: .wedged(.init(reason: "no.")),
            createdAt: SampleLeads.now
        )
    }
}

@Suite("A kept text as a line")
struct DraftLineTests {
    private static let forms = [
        Form(.note(on: Lead.ID(7)), for: "Ana", fields: [Form.Field("Note", "line one\nline “two” \\ 李\u{301}")]),
        Form(
            .call(on: Lead.ID(-3), Disposition("talked", "talked", letter: "t", outcome: .talked)),
            fields: [Form.Field("What was said", "hello", limit: 5_000)]
        ),
        Form(.trash(Lead.ID(1 << 62)), fields: [Form.Field("Reason", "twin")]),
        Form(.create, fields: [Form.Field("First name", "Zoë", limit: 30), Form.Field("Last name", "")]),
    ]

    @Test("is read back as it was, whatever the form", arguments: forms)
    func roundTrip(_ form: Form) throws {
        let draft = Draft(form, leadName: "Ana de la Cruz", typedAt: SampleLeads.now, isOpen: true)
        let line = try #require(DraftLine.encode(draft))

        #expect(!line.contains("\n"))
        #expect(DraftLine.decode(line) == draft)
    }

    @Test("that is damaged, or of a newer Foyer, is told from the others", arguments: ["", "{", "[]", #"{"form":{}}"#])
    func unreadable(_ line: String) { #expect(DraftLine.decode(line) == nil) }

    @Test("is known again when the journal has it already, and only then")
    func saved() {
        let form = Form(.note(on: Lead.ID(7)), fields: [Form.Field("Note", " called \n")])
        let draft = Draft(form, leadName: nil, typedAt: SampleLeads.now)
        #expect(draft.isSaved(in: [Self.entry(.addNote("called"), on: 7, at: SampleLeads.now)]))
        // An equal note from before, on another lead, or of other words is another note.
        #expect(!draft.isSaved(in: [Self.entry(.addNote("called"), on: 7, at: SampleLeads.now - 1)]))
        #expect(!draft.isSaved(in: [Self.entry(.addNote("called"), on: 8, at: SampleLeads.now)]))
        #expect(!draft.isSaved(in: [Self.entry(.addNote("called twice"), on: 7, at: SampleLeads.now)]))
        #expect(!draft.isSaved(in: []))
    }

    @Test("of a new lead, a call, a trash or of marked leads is known again as well")
    func savedOthers() {
        var create = Form.newLead()
        create.fields[0].text = TextField("Zoe")
        let new = NewLead(firstName: "Zoe", tags: ["hot"])
        let call = LeadChange.CallLog(outcome: .noAnswer, phone: "5125550142", text: "No answer")
        let pairs: [(Form, LeadChange)] = [
            (create, .create(new)),
            (
                Form(
                    .call(on: Lead.ID(7), Disposition("no-answer", "no answer", outcome: .noAnswer)),
                    fields: [Form.Field("What was said", "")]
                ), .logCall(call)
            ),
            (Form(.trash(Lead.ID(7)), fields: [Form.Field("Reason", "twin")]), .trash(reason: "twin")),
            (Form(.note(on: .marked), fields: [Form.Field("Note", "open house")]), .addNote("open house")),
        ]
        for (form, change) in pairs {
            let draft = Draft(form, leadName: nil, typedAt: SampleLeads.now)
            #expect(draft.isSaved(in: [Self.entry(change, on: 7, at: SampleLeads.now)]), "\(change)")
        }
    }

    @Test("of a new lead is another one when a name, the address or the number is another", arguments: 0..<4)
    func anotherLead(field: Int) {
        var form = Form.newLead()
        for (place, text) in ["Zoe", "Quist", "zoe@example.com", "5125550199"].enumerated() {
            form.fields[place].text = TextField(text)
        }
        let new = NewLead(
            firstName: "Zoe",
            lastName: "Quist",
            emails: ["zoe@example.com"],
            phones: ["5125550199"]
        )
        let saved = [Self.entry(.create(new), on: -1, at: SampleLeads.now)]
        #expect(Draft(form, leadName: nil, typedAt: SampleLeads.now).isSaved(in: saved))
        form.fields[field].text = TextField("another")
        #expect(!Draft(form, leadName: nil, typedAt: SampleLeads.now).isSaved(in: saved))
    }

    @Test("a macro is handed to the files as lines, and a file that cannot be written is told")
    @MainActor func macro() async throws {
        for refusal in [nil, BackendError("the disk is full.")] {
            let files = ScriptedFiles(refusal: refusal)
            let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3), allowing: [.submit]), files: files)
            bench.waitUntilLoaded()
            try bench.press(":record lost<Enter>scthot<Enter>:record<Enter>")
            bench.wait { !$0.state.macros.isEmpty && $0.program.inFlight == 0 }
            try bench.run()

            #expect(bench.state.macros.map(\.name) == ["lost"])
            #expect(files.macros.withLock(\.self) == (refusal == nil ? ["lost | stage Contacted | tag hot"] : []))
            #expect(
                (bench.state.notice == .trouble(reason: "“lost” lasts until Foyer ends: the disk is full."))
                    == (refusal != nil)
            )
        }
    }

    private static func entry(_ change: LeadChange, on lead: Int64, at date: Date) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(lead),
            leadName: "Ana",
            change: change,
            status: .settled(at: date),
            createdAt: date
        )
    }
}

@Suite("Keeping how the workbench is arranged", .timeLimit(.minutes(1)))
@MainActor struct ViewKeepingTests {
    @Test("what was arranged last is in the file when the loop has ended")
    func kept() async throws {
        let files = ScriptedFiles()
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: files)
        bench.waitUntilLoaded()
        try bench.press("jjP++Sn")

        try bench.run()
        await bench.program.finishWrites()

        #expect(files.views.last?.prefersStacked == true && files.views.last?.listSteps == 2)
        #expect(files.views.last?.sorts == ["All": LeadSort(.name, descending: false)])
    }

    @Test("moving about keeps nothing")
    func nothing() async throws {
        let files = ScriptedFiles()
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: files)
        bench.waitUntilLoaded()
        try bench.press("jk<Tab>")

        try bench.run()
        await bench.program.finishWrites()

        #expect(files.views.isEmpty)
    }
}
