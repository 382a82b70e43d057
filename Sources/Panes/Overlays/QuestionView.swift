import Leads
import Terminal
import ViewModels

/// A question whose answer cannot be taken back.
enum QuestionView {
    static func draw(_ confirmation: Confirmation, _ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        let wording = Wording.question(confirmation.question, undo: state.undoSeconds, state.keys)
        let width = OverlayPlace(.low, lines: 1, layout: layout, look: canvas.look).content.width - 2
        let early = Wording.earlyKeys(confirmation.ignoredKeys)
        let head = Canvas.wrap([Canvas.Piece(wording.text, .danger, on: nil, .bold)], width: width, indent: 0)
        let detail = ([wording.detail] + early).flatMap { TextWrap.lines($0, width: max(8, width)) }
        let lines = head + detail.map { [Canvas.Piece($0)] } + [[]]
        let place = OverlayPlace(.low, lines: lines.count + 1, layout: layout, look: canvas.look)
        let title = PaneTitle(name: confirmation.question.title, chip: .dangerChip)
        OverlayView.drawFrame(title, at: place, on: &canvas)
        OverlayView.keepRow(of: confirmation.question.subject, state, above: place, layout, on: &canvas)
        // The answers always show, whatever of the words has to go.
        let inner = place.content
        for (line, pieces) in lines.prefix(max(0, inner.height - 1)).enumerated() {
            let rect = Rect(x: inner.x + 1, y: inner.y + line, width: inner.width - 2, height: 1)
            canvas.write(pieces, in: rect, on: .raised)
        }
        guard inner.height > 0 else { return }
        let y = inner.y + min(lines.count, inner.height - 1)
        drawAnswers(confirmation.question.verb, state.keys, in: inner, y: y, on: &canvas)
    }

    private static func drawAnswers(
        _ verb: String,
        _ keys: KeyNames,
        in inner: Rect,
        y: Int,
        on canvas: inout Canvas
    ) {
        let answers = [
            Canvas.Piece(" No ", .strong, on: .accentChip), Canvas.Piece("   "), Canvas.Piece(keys[.yes], .key),
            Canvas.Piece(" \(verb)", .danger, on: nil, .bold),
            Canvas.Piece("   \(keys.no(isLong: inner.width >= 50))", .muted),
        ]
        canvas.write(answers, in: Rect(x: inner.x + 1, y: y, width: inner.width - 2, height: 1), on: .raised)
        canvas.frame.cursor = Point(x: inner.x + 2, y: y)
    }
}

extension KeyNames {
    /// Which keys say no: Enter above all, as hands press it without looking.
    fileprivate func no(isLong: Bool) -> String {
        let all = all(.no)
        let told = ["Enter", "n", "Esc"].filter(all.contains)
        let keys = told.isEmpty ? [self[.no]] : told
        guard isLong, keys.count > 1, let last = keys.last else { return "\(keys[0]) is No" }
        return "\(keys.dropLast().joined(separator: ", ")) and \(last) are No"
    }
}

extension Confirmation.Question {
    /// The verb and the lead.
    fileprivate var title: String {
        switch self {
        case .trash(_, let name, _): "Trash \(name)?"
        case .dispose(_, let name, let disposition, _): "\(name): \(disposition.label)?"
        case .dialUnread(_, let name, _, _): "Call \(name) as last read?"
        case .dropAll(let entries): "Drop \(entries.count) changes?"
        case .drop(let entry): "Drop a change of \(entry.leadName)?"
        case .dropDraft(let draft): "Drop a text for \(draft.leadName ?? "a new lead")?"
        case .overrule(_, let entry, _): "Undo over a colleague's change of \(entry.leadName)?"
        case .assist(.follow, _, let name): "\(name) to the assistant?"
        case .assist(.stop, _, let name): "Stop the assistant for \(name)?"
        case .again(let repetition):
            repetition.kind == .trash
                ? "Trash \(Wording.leads(of: repetition)) again?" : "Again for \(Wording.leads(of: repetition))?"
        case .burst: "Typed or pasted?"
        }
    }

    fileprivate var verb: String {
        switch self {
        case .trash: "Trash"
        case .dispose(_, _, let disposition, _): disposition.label
        case .dialUnread: "Call all the same"
        case .drop, .dropAll, .dropDraft: "Drop"
        case .overrule: "Undo all the same"
        case .assist(.follow, _, _): "Let it write"
        case .assist(.stop, _, _): "Stop it"
        case .again(let repetition): repetition.kind == .trash ? "Trash again" : "Do it again"
        case .burst: "They are keys"
        }
    }

    fileprivate var subject: Lead.ID? {
        switch self {
        case .trash(let lead, _, _), .dispose(let lead, _, _, _), .dialUnread(let lead, _, _, _): lead
        case .drop(let entry), .overrule(_, let entry, _): entry.leadID
        case .again(let repetition): repetition.lead
        case .assist(_, let lead, _): lead
        case .dropAll, .dropDraft, .burst: nil
        }
    }
}
