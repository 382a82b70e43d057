import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// One unsent change or draft, whole: what it says, what it is doing, and what to do next.
package struct OutboxText {
    private let state: AppState
    private let context: PaneContext
    private let width: Int

    init(_ state: AppState, _ context: PaneContext, width: Int) {
        self.state = state
        self.context = context
        self.width = max(8, width)
    }

    func lines(of item: OutboxSheet.Item) -> [[Canvas.Piece]] {
        switch item {
        case .entry(let entry): lines(of: entry)
        case .draft(let draft): lines(of: draft)
        }
    }

    // MARK: Changes

    private func lines(of entry: OutboxEntry) -> [[Canvas.Piece]] {
        let told = OutboxExplanation(entry, among: state.unsent, link: state.account.link, now: state.now)
        let role: TextRole = entry.needsPerson ? .danger : .accent
        return head(entry.leadName, "decided \(moment(entry.createdAt)) · change \(entry.id.rawValue)")
            + facts(told.facts) + [[]] + wrapped(told.state, role) + wrapped(told.advice(in: .keys(state.keys)), .text)
    }

    // MARK: Drafts

    private func lines(of draft: Draft) -> [[Canvas.Piece]] {
        let form = draft.form
        let texts = form.fields.filter { !$0.text.isBlank }.map {
            OutboxExplanation.Fact(form.fields.count == 1 ? Wording.kind(of: draft) : $0.label, $0.text.text)
        }
        return head(draft.leadName ?? "New lead", "typed \(moment(draft.typedAt))") + facts(texts) + [[]]
            + wrapped("Never sent: the text was left before it was saved.", .caution)
            + wrapped("\(state.keys[.outboxOpen]) goes on writing, \(state.keys[.outboxDrop]) throws it away.", .text)
    }

    // MARK: Parts

    private func head(_ name: String, _ when: String) -> [[Canvas.Piece]] {
        Canvas.wrap([Canvas.Piece(name, .strong), Canvas.Piece(" · \(when)", .muted)], width: width, indent: 2)
    }

    private func facts(_ facts: [OutboxExplanation.Fact]) -> [[Canvas.Piece]] {
        let label = (facts.map { TextWidth.cells(of: $0.label) }.max() ?? 0) + 2
        // A narrow screen has no column to spare for the names.
        let isBelow = width < label + 24
        return facts.flatMap { fact -> [[Canvas.Piece]] in
            let indent = isBelow ? 2 : label
            let text = TextWrap.lines(fact.text, width: max(8, width - indent))
            let named = Canvas.Piece(isBelow ? fact.label : TextWidth.pad(fact.label, to: label), .muted)
            let margin = Canvas.Piece(String(repeating: " ", count: indent))
            if isBelow { return [[named]] + text.map { [margin, Canvas.Piece($0)] } }
            return text.enumerated().map { [$0.offset == 0 ? named : margin, Canvas.Piece($0.element)] }
        }
    }

    private func wrapped(_ words: String, _ role: TextRole) -> [[Canvas.Piece]] {
        TextWrap.lines(words, width: width).map { [Canvas.Piece($0, role)] }
    }

    private func moment(_ date: Date) -> String {
        let age = Formatters.age(from: date, to: state.now)
        return "\(Formatters.moment(date, now: state.now, offset: context.offsetFromGMT)), \(age) ago"
    }
}
