import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Transactions of a lead at the workbench")
struct DealTests {
    private static let oak = Deal(id: Deal.ID(rawValue: 3), name: "12 Oak St", kind: "Purchase", stage: "Offer")
    private static let book = DealBook(
        of: Lead.ID(1),
        deals: [oak],
        pipelines: [DealBook.Pipeline(kind: "Purchase", stages: ["Offer", "Contract", "Closed"], first: "Offer")]
    )

    /// A workbench whose first lead has its transactions read.
    private func opened(new name: String? = nil, _ reading: DealReading = .read(book)) -> AppState {
        var state = workbench([lead(1), lead(2, "Bea")])
        act(&state, .contact(.deals(new: name)))
        happen(&state, .dealsRead(Lead.ID(1), reading))
        return state
    }

    private func picker(_ state: AppState) -> Picker? {
        if case .picker(let picker) = state.overlay { picker } else { nil }
    }

    private func form(_ state: AppState) -> Form? { if case .form(let form) = state.overlay { form } else { nil } }

    private func choose(_ letter: Character, _ state: inout AppState) throws -> [Effect] {
        let item = try #require(picker(state)?.items.first { $0.accelerator == letter })
        return act(&state, .overlay(.picker(.choose(item))))
    }

    @Test("are read before anything is chosen; keys wait for that, and an answer for another lead is none")
    func reading() {
        var state = workbench([lead(1), lead(2, "Bea")])
        #expect(act(&state, .contact(.deals(new: nil))) == [.readDeals(Lead.ID(1))])
        #expect(state.isAwaitingRows && state.overlay == nil)
        happen(&state, .dealsRead(Lead.ID(2), .read(DealBook(of: Lead.ID(2)))))
        #expect(state.isAwaitingRows && state.overlay == nil)
        happen(&state, .dealsRead(Lead.ID(1), .read(Self.book)))
        #expect(!state.isAwaitingRows)
        #expect(picker(state)?.purpose == .deals(of: Lead.ID(1)))
        #expect(picker(state)?.items.map(\.label) == ["Purchase 12 Oak St", "a new transaction"])
        happen(&state, .dealsRead(Lead.ID(1), .read(Self.book)))
        #expect(state.overlays.count == 1, "an answer that nobody waits for opens nothing")
    }

    @Test("two choices move one along its pipeline, as one change that one undo takes back")
    func moves() throws {
        var state = opened()
        #expect(try choose("1", &state).isEmpty)
        #expect(picker(state)?.purpose == .dealStage(of: Lead.ID(1), Self.oak))
        #expect(picker(state)?.selected?.label == "Offer", "Enter alone changes nothing")
        let effects = try choose("c", &state)
        #expect(effects.changes == [Proposal(.deal(.move(Self.oak, to: "Contract")), on: Lead.ID(1))])
        #expect(state.overlay == nil)
        let group = try #require(state.undo.done.last)
        #expect(act(&state, .undo).contains(.write(.undo(group.id))))
    }

    @Test("the stage that it has sends nothing")
    func soAlready() throws {
        var state = opened()
        _ = try choose("1", &state)
        #expect(act(&state, .overlay(.picker(.submit))).changes.isEmpty)
        #expect(state.notice == .nothingToDo(.dealIn("Offer"), lead: "Ada Byron"))
    }

    @Test("one without a pipeline is not moved, and that is said")
    func noPipeline() throws {
        var lease = Self.oak
        lease.kind = "Lease"
        var state = opened(.read(DealBook(of: Lead.ID(1), deals: [lease], pipelines: Self.book.pipelines)))
        #expect(try choose("1", &state) == [.bell])
        #expect(state.overlay == nil && state.notice != nil)
    }

    @Test("a new one is made by its name; what is refused stays typed, at the field that is wrong")
    func makes() throws {
        var state = opened()
        #expect(try choose("n", &state).isEmpty)
        #expect(form(state)?.leadName == "Ada Byron")
        type(&state, "12 Oak St")
        #expect(act(&state, .overlay(.form(.submit))) == [.bell])
        #expect(form(state)?.problem == .blocked(.deal(.exists(Self.oak))) && form(state)?.focus == 0)
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        type(&state, "14 Elm St")
        act(&state, .overlay(.form(.moveFocus(2))))
        type(&state, "Contrakt")
        act(&state, .overlay(.form(.moveFocus(1))))
        #expect(act(&state, .overlay(.form(.submit))) == [.bell])
        #expect(form(state)?.focus == 2 && form(state)?.text(of: "Name") == "14 Elm St")
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        type(&state, "contract")
        let plan = DealPlan(name: "14 Elm St", kind: .purchase, stage: "Contract")
        let effects = act(&state, .overlay(.form(.submit)))
        #expect(effects.changes == [Proposal(.deal(.add(plan)), on: Lead.ID(1))])
    }

    @Test("what was typed comes back: after Esc, and when the journal refuses")
    func keeps() throws {
        var state = opened(new: "")
        type(&state, "14 Elm St")
        act(&state, .overlay(.form(.cancel)))
        act(&state, .contact(.deals(new: "")))
        happen(&state, .dealsRead(Lead.ID(1), .read(Self.book)))
        #expect(form(state)?.text(of: "Name") == "14 Elm St")
        let effects = act(&state, .overlay(.form(.submit)))
        guard case .write(.submit(let group, let restoring?))? = effects.first else {
            Issue.record("nothing is submitted")
            return
        }
        happen(&state, .submitFailed(group.id, reason: "the disk is full.", restoring: restoring))
        #expect(form(state)?.text(of: "Name") == "14 Elm St")
    }

    @Test("a line of the palette brings its name along, beside what was left before")
    func palette() {
        var state = opened(new: "9 Fir St")
        #expect(form(state)?.text(of: "Name") == "9 Fir St" && form(state)?.text(of: "Kind") == "Purchase")
        act(&state, .overlay(.form(.cancel)))
        act(&state, .contact(.deals(new: "Other St")))
        happen(&state, .dealsRead(Lead.ID(1), .read(Self.book)))
        #expect(form(state)?.text(of: "Name") == "Other St")
    }

    @Test("without a link the list says why it is not there, and a new one can be made all the same")
    func offline() {
        let failed = DealReading.failed(reason: "the server cannot be reached.")
        #expect(opened(failed).overlay == nil)
        guard case .trouble(let reason) = opened(failed).notice else {
            Issue.record("nothing is said")
            return
        }
        #expect(reason.contains("the server cannot be reached."))
        var state = opened(new: "14 Elm St", failed)
        let plan = DealPlan(name: "14 Elm St", kind: .purchase)
        act(&state, .overlay(.form(.moveFocus(2))))
        type(&state, "Offer")
        #expect(act(&state, .overlay(.form(.submit))) == [.bell])
        #expect(form(state)?.problem == .blocked(.deal(.unread)))
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        #expect(act(&state, .overlay(.form(.submit))).changes == [Proposal(.deal(.add(plan)), on: Lead.ID(1))])
    }

    @Test("nothing is read for marked leads, for one that Lofty does not have yet, or for nobody")
    func refuses() {
        var marked = workbench([lead(1), lead(2, "Bea")])
        act(&marked, .mark(.toggle))
        #expect(act(&marked, .contact(.deals(new: nil))) == [.bell])
        var new = workbench([lead(-1)])
        #expect(act(&new, .contact(.deals(new: nil))) == [.bell])
        var none = workbench([])
        #expect(act(&none, .contact(.deals(new: nil))) == [.bell])
    }

    @Test("a lead that goes while its transactions are read, or under the form, is told, and the text is kept")
    func gone() {
        var state = workbench([lead(1), lead(2, "Bea")])
        act(&state, .contact(.deals(new: "14 Elm St")))
        state.goneLeads.insert(Lead.ID(1))
        #expect(happen(&state, .dealsRead(Lead.ID(1), .read(Self.book))) == [.bell])
        #expect(state.overlay == nil && !state.isAwaitingRows)
        var under = opened(new: "14 Elm St")
        under.goneLeads.insert(Lead.ID(1))
        #expect(act(&under, .overlay(.form(.submit))) == [.bell])
        #expect(under.drafts.contains { $0.form.text(of: "Name") == "14 Elm St" })
    }

    @Test("names of homes are masked where others look on")
    func masked() throws {
        var state = opened()
        act(&state, .navigate(.toggleMask))
        #expect(picker(state.masked)?.items.first?.label.contains("Oak") == false)
        _ = try choose("1", &state)
        guard case .dealStage(_, let deal)? = picker(state.masked)?.purpose else {
            Issue.record("no stages are offered")
            return
        }
        #expect(!deal.words.contains("Oak"))
        #expect(LeadChange.deal(.move(Self.oak, to: "Contract")).masked != .deal(.move(Self.oak, to: "Contract")))
    }
}
