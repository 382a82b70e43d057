import Leads
import Terminal
import ViewModels

/// A list to choose from, with accelerators or a filter line.
enum PickerView {
    static func draw(_ picker: Picker, _ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        let matches = picker.matches
        let place = place(picker, layout: layout, look: canvas.look)
        let room = rows(picker, in: place.content)
        let thumb = ScrollThumb(top: picker.cursor.top, visible: room, total: matches.count)
        OverlayView.drawFrame(title(picker, thumb, canvas.glyphs), at: place, thumb: thumb, on: &canvas)
        OverlayView.keepRow(of: picker.lead, state, above: place, layout, on: &canvas)
        let inner = place.content
        drawHead(picker, in: inner, on: &canvas)
        if matches.isEmpty, inner.height > 1 {
            canvas.write("nothing matches", x: inner.x + 1, y: inner.y + 1, width: inner.width - 2, .muted, on: .raised)
        }
        let pipeline = Pipeline(state.account.team.stages)
        for (line, item) in matches.enumerated().dropFirst(picker.cursor.top).prefix(room) {
            let row = line - picker.cursor.top
            let rect = Rect(x: inner.x, y: inner.y + 1 + row, width: inner.width, height: 1)
            guard rect.y < inner.maxY else { break }
            let isSelected = line == picker.cursor.position
            let count = count(of: item, state.vocabulary)
            draw(item, of: picker, count, pipeline, in: rect, isSelected: isSelected, on: &canvas)
            canvas.mark(rect, as: .item(line))
            if isSelected, picker.filter == nil { canvas.frame.cursor = Point(x: rect.x + 1, y: rect.y) }
        }
        drawEffect(picker, state, pipeline, below: inner.y + 1 + min(room, matches.count), in: inner, on: &canvas)
    }

    static func extent(_ picker: Picker, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        let inner = place(picker, layout: layout, look: look).content
        return Viewport.Extent(visible: max(1, rows(picker, in: inner)), total: picker.matches.count)
    }

    private static func place(_ picker: Picker, layout: ScreenLayout, look: Look) -> OverlayPlace {
        OverlayPlace(.picker, lines: max(picker.items.count, 1) + 1 + effectHeight, layout: layout, look: look)
    }

    /// Blank, heading, what changes, what it costs.
    private static let effectHeight = 4

    /// Lines for items: all, and what Enter does below them, where there is room for both.
    private static func rows(_ picker: Picker, in inner: Rect) -> Int {
        let room = max(0, inner.height - 1)
        return room >= picker.matches.count + effectHeight ? picker.matches.count : room
    }

    private static func drawHead(_ picker: Picker, in inner: Rect, on canvas: inout Canvas) {
        let rect = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: min(1, inner.height))
        guard rect.height > 0 else { return }
        if let filter = picker.filter {
            FieldView.draw([Canvas.Piece("> ", .key)], filter, in: rect, on: .raised, &canvas)
        } else {
            let words = [
                Canvas.Piece("press a letter, or ", .muted), Canvas.Piece("/", .key),
                Canvas.Piece(" to search", .muted),
            ]
            canvas.write(words, in: rect, on: .raised)
        }
    }

    private static func title(_ picker: Picker, _ thumb: ScrollThumb, _ glyphs: Glyphs) -> PaneTitle {
        let lead = picker.leadName.map { " of \($0)" } ?? ""
        let name =
            switch picker.purpose {
            case .stage: "Stage\(lead)"
            case .tags: picker.isRemoving ? "Take a tag off \(picker.leadName ?? "")" : "Tags\(lead)"
            case .assignee: "Owner\(lead)"
            case .callOutcome:
                "Call with \(picker.leadName ?? "the lead"): \(picker.asksForWords ? "what was said?" : "how did it end?")"
            case .deals: "Transactions\(lead)"
            case .dealStage(_, let deal): "\(deal.words)\(lead)"
            case .template: "Text for \(picker.leadName ?? "the lead")"
            case .likeness: "Mark leads like \(picker.leadName ?? "this one")"
            case .sort: "Sort by"
            }
        let below = thumb.total - thumb.top - thumb.visible
        let place =
            below > 0
            ? Canvas.Piece("\(glyphs[.more]) \(below) more", .accent)
            : Canvas.Piece("\(min(picker.cursor.position + 1, thumb.total)) of \(thumb.total)", .muted)
        return PaneTitle(name: name, place: [place])
    }

    private static func draw(
        _ item: Picker.Item,
        of picker: Picker,
        _ count: String,
        _ pipeline: Pipeline,
        in rect: Rect,
        isSelected: Bool,
        on canvas: inout Canvas
    ) {
        let ground: Ground = isSelected ? .selection : .raised
        canvas.fill(rect, ground)
        var pieces = [Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)]
        if picker.filter == nil { pieces.append(Canvas.Piece(" \(item.accelerator.map(String.init) ?? " ")", .key)) }
        pieces.append(Canvas.Piece("  "))
        pieces += label(of: item, pipeline, canvas.glyphs)
        // How many there are and what is so now stay whole; the words before them take what the name leaves.
        let facts = [
            Canvas.Piece(count.isEmpty ? "" : "  \(count)", .text),
            Canvas.Piece(
                item.isCurrent ? "  now " : picker.items.contains(where: \.isCurrent) ? "      " : " ",
                .accent
            ),
        ]
        let detail = [Canvas.Piece(item.detail, .muted)]
        let most = max(rect.width / 2, rect.width - pieces.cells - 1) - facts.cells
        let widths = (detail: max(0, min(detail.cells, most)), facts: min(facts.cells, rect.width / 2))
        let middle = rect.maxX - widths.facts - widths.detail
        canvas.write(pieces, in: Rect(x: rect.x, y: rect.y, width: middle - 1 - rect.x, height: 1), on: ground)
        canvas.write(detail, in: Rect(x: middle, y: rect.y, width: widths.detail, height: 1), on: ground)
        canvas.write(
            facts,
            in: Rect(x: rect.maxX - widths.facts, y: rect.y, width: widths.facts, height: 1),
            on: ground
        )
    }

    /// How many leads of the book have the stage, the tag or the owner; empty where that is not known.
    private static func count(of item: Picker.Item, _ vocabulary: QueryVocabulary) -> String {
        let (labels, name): ([QueryVocabulary.Label], String)
        switch item.choice {
        case .intent(.setStage(let stage)): (labels, name) = (vocabulary.stages, stage)
        case .intent(.addTag(let tag)): (labels, name) = (vocabulary.tags, tag)
        case .intent(.assign(to: .member(let member))): (labels, name) = (vocabulary.owners, member.fullName)
        case .intent, .disposition, .mark, .template, .deal, .newDeal, .dropCall, .sort: return ""
        }
        guard !labels.isEmpty else { return "" }
        return Formatters.count(labels.first { $0.name == name }?.count ?? 0)
    }

    private static func label(of item: Picker.Item, _ pipeline: Pipeline, _ glyphs: Glyphs) -> [Canvas.Piece] {
        guard case .intent(.setStage(let stage)) = item.choice else {
            return [Canvas.Piece(item.label, item.isCurrent ? .strong : .text)]
        }
        return pipeline.pieces(stage, glyphs)
    }

    /// What Enter will do and what it costs, before it is pressed.
    private static func drawEffect(
        _ picker: Picker,
        _ state: AppState,
        _ pipeline: Pipeline,
        below y: Int,
        in inner: Rect,
        on canvas: inout Canvas
    ) {
        if picker.lead == .marked, inner.maxY - y >= effectHeight {
            let words = [
                Canvas.Piece("\(state.keys[.pickerSubmit]) shows the plan for ", .muted),
                Canvas.Piece(picker.leadName ?? "", .mark),
                Canvas.Piece("; nothing is sent before you have seen it", .muted),
            ]
            for (index, line) in Canvas.wrap(words, width: inner.width - 2, indent: 2).prefix(3).enumerated() {
                let place = Rect(x: inner.x + 1, y: y + 1 + index, width: inner.width - 2, height: 1)
                canvas.write(line, in: place, on: .raised)
            }
            return
        }
        guard inner.maxY > y, let item = picker.selected, let lead = picker.lead,
            let row = state.list.row(of: lead)
        else { return }
        let dialled = state.call.flatMap { $0.lead == lead ? Phone($0.number) : nil }
        let number = dialled ?? ContactLookup(state).standing(of: row.lead).bestNumber(for: .call)
        let effect = effect(of: item, of: picker, on: row, state, calling: number, pipeline, canvas.glyphs)
        let head = Canvas.Piece("\(state.keys[.pickerSubmit]) will", .muted)
        guard inner.maxY - y >= effectHeight else {
            // On a low screen the last line has to do, and the cost goes first.
            let place = Rect(x: inner.x + 1, y: inner.maxY - 1, width: inner.width - 2, height: 1)
            let whole = [head, Canvas.Piece("  ")] + effect.change + [Canvas.Piece("   ")] + effect.cost
            canvas.write(whole, in: place, on: .raised)
            return
        }
        let lines = [[head], effect.change, effect.cost]
        for (index, line) in lines.enumerated() {
            let inset = index == 0 ? 1 : 3
            let place = Rect(x: inner.x + inset, y: y + 1 + index, width: inner.width - inset - 1, height: 1)
            canvas.write(line, in: place, on: .raised)
        }
    }

    private static func effect(
        of item: Picker.Item,
        of picker: Picker,
        on row: LeadRow,
        _ state: AppState,
        calling number: Phone?,
        _ pipeline: Pipeline,
        _ glyphs: Glyphs
    ) -> Effect {
        var effect = Effect(item, on: row.lead, state.keys, pipeline, glyphs)
        if case .mark(let likeness) = item.choice {
            let words = "mark the leads of this view with \(likeness.rawValue) "
            effect.change = [Canvas.Piece(words, .muted), Canvas.Piece(likeness.value(of: row.lead), .strong)]
            effect.cost = [Canvas.Piece("nothing is sent", .muted)]
        }
        guard case .disposition(let id) = item.choice, let disposition = state.disposition(id) else { return effect }
        let words = DispositionWords(disposition, on: row, state, pipeline, glyphs)
        effect.change = words.pieces
        if picker.asksForWords { effect.change = [Canvas.Piece("ask what was said, then ", .muted)] + effect.change }
        if words.obstacle != nil {
            effect.cost = [Canvas.Piece("nothing is sent", .muted)]
        } else if disposition.outcome != nil, let number {
            let told = Formatters.phone(number, isMasked: state.isMasked)
            effect.cost = [Canvas.Piece("as a call to \(told); one ", .muted)] + Effect.undo(state.keys)
        } else {
            effect.cost = [Canvas.Piece("one ", .muted)] + Effect.undo(state.keys)
        }
        return effect
    }

    private struct Effect {
        static func undo(_ keys: KeyNames) -> [Canvas.Piece] {
            [Canvas.Piece(keys[.undo], .key), Canvas.Piece(" takes all of it back", .muted)]
        }

        var change: [Canvas.Piece]
        var cost: [Canvas.Piece]

        init(_ item: Picker.Item, on lead: Lead, _ keys: KeyNames, _ pipeline: Pipeline, _ glyphs: Glyphs) {
            let free = [Canvas.Piece("nothing is sent", .muted)]
            cost = [
                Canvas.Piece("1 API call; ", .muted), Canvas.Piece(keys[.undo], .key),
                Canvas.Piece(" takes it back until it goes out", .muted),
            ]
            let arrow = Canvas.Piece("  →  ", .muted)
            switch item.choice {
            case .intent(.setStage(let stage)):
                change = pipeline.pieces(lead.stage, glyphs) + [arrow] + pipeline.pieces(stage, glyphs)
                if stage == lead.stage { cost = free }
            case .intent(.addTag(let tag)):
                change = [Canvas.Piece("add ", .muted), Canvas.Piece.tag(tag)]
                if item.isCurrent { cost = free }
            case .intent(.removeTag(let tag)): change = [Canvas.Piece("take off ", .muted), Canvas.Piece.tag(tag)]
            case .intent(.assign):
                change = [Canvas.Piece(lead.assignee?.name ?? "nobody"), arrow, Canvas.Piece(item.label, .strong)]
                if item.isCurrent { cost = free }
            case .intent(.moveDeal(let deal, to: let stage)):
                change = [Canvas.Piece(deal.stage ?? "no stage", .muted), arrow, Canvas.Piece(stage, .strong)]
                cost = [
                    Canvas.Piece("2 API calls; ", .muted), Canvas.Piece(keys[.undo], .key),
                    Canvas.Piece(" moves it back", .muted),
                ]
                if item.isCurrent { cost = free }
            case .deal(let deal): (change, cost) = ([Canvas.Piece("ask for the stage of \(deal.words)")], free)
            case .newDeal: (change, cost) = ([Canvas.Piece("ask for the name of a new one")], free)
            case .dropCall: (change, cost) = ([Canvas.Piece("stop the clock and log nothing")], free)
            case .template: (change, cost) = ([Canvas.Piece("put \(item.label) into the text")], free)
            case .intent(.setField), .intent(.setHidden), .intent(.addNote), .intent(.logCall), .intent(.trash),
                .intent(.addFollowUp),
                .intent(.moveFollowUp), .intent(.finishFollowUp), .intent(.addDeal), .intent(.snooze), .intent(.wake),
                .disposition, .mark, .sort:
                change = [Canvas.Piece(item.label)]
            }
        }
    }
}

extension Picker {
    /// The lead that the choice is about.
    fileprivate var lead: Lead.ID? {
        switch purpose {
        case .stage(let lead), .tags(let lead), .assignee(let lead), .callOutcome(let lead), .likeness(let lead),
            .template(let lead), .deals(let lead), .dealStage(let lead, _):
            lead
        case .sort: nil
        }
    }
}
