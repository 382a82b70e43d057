package import FoundationEssentials
package import Leads

/// The list pane: which leads, in which order, and where the person is in it.
package struct ListState: Sendable {
    /// The rows on the screen: the index's answer with the pinned leads held in their places.
    package private(set) var rows: any LeadRows {
        didSet { revision = .next() }
    }
    /// Changes with what the rows show, and with why some of them would not be here in a new view.
    package private(set) var revision = RowsRevision.next()
    /// The selected lead; it stays selected wherever new rows put it.
    package private(set) var selected: Lead.ID?
    package private(set) var cursor: ListCursor
    package var filter: String
    package var sort: LeadSort?
    /// Leads changed since the view was opened: they keep their place even when they no longer match.
    package private(set) var handled: [Lead.ID]
    /// The groups that changed each of these; `nil` among them for one that was finished with without a change.
    private var handlers: [Lead.ID: Set<ChangeGroup.ID?>]
    /// Decisions that the rows do not show yet.
    package var pending: PendingChanges {
        didSet { revision = .next() }
    }
    /// A create whose lead the keys that follow are meant for; it is selected as soon as it is among the rows.
    package var awaited: Awaited?
    /// True while the row is looked for that a key goes to; what follows is meant for it.
    package internal(set) var isAwaitingMatch = false
    /// Why the filter could not be read.
    package var filterProblem: String?
    /// The question the person has asked last.
    package private(set) var asked: ViewQuestion
    /// The question that ``rows`` answer; `nil` until the first answer.
    package private(set) var answered: ViewQuestion?
    /// When rows or counts next change by themselves.
    package var changesAt: Date?

    /// The answer of the index without pins.
    private var base: any LeadRows {
        didSet { revision = .next() }
    }
    private var pins: [Lead.ID: Pinned] {
        didSet { revision = .next() }
    }
    /// Rows of leads that somebody here still means, wherever they are, and the last question when they were taken.
    private var meant: [Lead.ID: (row: LeadRow, serial: Int)]
    /// The lead a person chose last; a filter that it still matches comes back to it.
    private var origin: Lead.ID?
    /// Where to go in a new view when the origin is not in it.
    private var fallback: Int
    private var serial: Int
    /// The first question whose answer shows what an undo has brought back; `nil` when that is on the screen.
    private var awaitedSerial: Int?
    /// How much of each group is on its way of which the door has not told yet what came of it: the changes, their undo.
    private var undelivered: [ChangeGroup.ID: Int]
    /// The first question whose answer shows everything that the door has told.
    private var deliveredSerial: Int
    /// The question that was answered last.
    private var answeredSerial: Int

    /// A lead that is held in its place.
    private struct Pinned: Sendable {
        var row: LeadRow
        /// The row as it was when the lead still matched.
        var matching: LeadRow
        var isGone = false
    }

    package init(_ question: ViewQuestion) {
        rows = ArrayLeadRows()
        base = ArrayLeadRows()
        cursor = ListCursor()
        filter = ""
        handled = []
        handlers = [:]
        pending = PendingChanges()
        asked = question
        pins = [:]
        meant = [:]
        fallback = 0
        serial = 0
        undelivered = [:]
        deliveredSerial = 0
        answeredSerial = 0
    }

    // MARK: What is there

    /// False until the first answer of the index.
    package var isLoaded: Bool { answered != nil }

    /// True while the rows on the screen are not those the person asked for, or a lead that was just made is not there.
    package var isAwaitingRows: Bool {
        answered != asked || awaited != nil || awaitedSerial != nil || isAwaitingMatch
    }

    /// True while something that was decided may not be in the rows, or a row is looked for that another view would lose.
    ///
    /// Another view asked for now could still show a lead where it no longer belongs, or miss one.
    package var isAwaitingJournal: Bool {
        !undelivered.isEmpty || answeredSerial < deliveredSerial || awaited != nil || isAwaitingMatch
    }

    package var position: Int? { selected.flatMap { rows.position(of: $0) } }

    package var selectedRow: LeadRow? { position.map { row(at: $0) } }

    /// The row as the person has decided it.
    package func row(at position: Int) -> LeadRow { pending.applied(to: rows.row(at: position)) }

    /// The row of a lead that is in the view, or that a form or a draft is about.
    package func row(of id: Lead.ID) -> LeadRow? {
        rows.position(of: id).map { row(at: $0) } ?? meant[id].map { pending.applied(to: $0.row) }
    }

    /// `nil` for a row that matches the view.
    package func departure(of id: Lead.ID) -> Departure? {
        guard let pin = pins[id], base.position(of: id) == nil else { return nil }
        return pin.isGone ? .gone : .changed(from: pin.matching)
    }

    package func isHandled(_ id: Lead.ID) -> Bool { handled.contains(id) }

    // MARK: Moving

    /// Moves the cursor; `true` when another lead is selected than before.
    mutating func move(_ motion: Motion) -> Bool {
        guard rows.count > 0 else { return false }
        var moved = cursor
        moved.place(at: position ?? 0, count: rows.count)
        moved.move(motion, count: rows.count)
        return choose(moved)
    }

    mutating func choose(_ moved: ListCursor) -> Bool {
        let wanted = rows.id(at: moved.position)
        cursor = moved
        origin = wanted
        guard wanted != selected else { return false }
        selected = wanted
        releaseUnheld()
        return true
    }

    mutating func resize(visible: Int) { cursor.resize(visible: visible, count: rows.count) }

    // MARK: Asking

    /// Asks for the view once more, as it stands.
    ///
    /// - Parameters:
    ///   - queries: those of all queues, to be counted.
    ///   - watched: leads of which the answer has to tell whether they are still in the mirror.
    /// - Returns: the question.
    mutating func ask(counting queries: [LeadQuery], watching watched: [Lead.ID]) -> IndexQuestion {
        serial += 1
        return IndexQuestion(
            view: asked,
            serial: serial,
            counting: queries,
            keeping: wanted(watched),
            sight: IndexQuestion.Sight(lead: answered == asked ? selected : origin, lines: cursor.visible)
        )
    }

    /// Leads whose rows the next answer has to bring, matching or not.
    private func wanted(_ held: [Lead.ID]) -> [Lead.ID] {
        var seen: Set<Lead.ID> = []
        let created: [Lead.ID] = if case .lead(let id) = awaited { [id] } else { [] }
        return (handled + held + [selected].compactMap(\.self) + created).filter { seen.insert($0).inserted }
    }

    /// The serial that the next question will have.
    var nextSerial: Int { serial + 1 }

    /// What an undo has brought back is known only to rows that are asked for from now on.
    mutating func awaitNextAnswer() { awaitedSerial = nextSerial }

    /// A group, or its undo, is on its way to the journal.
    mutating func expect(_ group: ChangeGroup.ID) { undelivered[group, default: 0] += 1 }

    /// The door has told what came of a group, or of its undo; rows that are asked for from now on show it.
    mutating func deliver(_ group: ChangeGroup.ID, changesRows: Bool) {
        let left = undelivered[group, default: 1] - 1
        undelivered[group] = left > 0 ? left : nil
        if changesRows { deliveredSerial = nextSerial }
    }

    /// Where a view that is asked anew puts the cursor when the lead it was on is not there.
    var placeToReturnTo: Int { answered == asked ? position ?? 0 : fallback }

    /// Asks for another view, or for the same one anew: handled leads may go.
    ///
    /// - Parameters:
    ///   - question: what is wanted; its visit is counted here.
    ///   - place: where the cursor goes when the origin is not there.
    ///   - keepsOrigin: whether the lead that was chosen last is looked for.
    mutating func begin(_ question: ViewQuestion, place: Int = 0, keepsOrigin: Bool) {
        asked = question
        asked.visit += 1
        handled = []
        handlers = [:]
        awaited = nil
        isAwaitingMatch = false
        fallback = place
        if !keepsOrigin { origin = nil }
    }

    /// Marks a lead as worked on, so that it keeps its place; the cursor goes back to it only when it was on it.
    ///
    /// Its place is held from now on: a row beside it may be let go before the next answer comes. `group` is what was
    /// changed, so that the lead is open again when that is taken back.
    mutating func handle(_ id: Lead.ID, by group: ChangeGroup.ID? = nil) {
        if id == selected { origin = id }
        handlers[id, default: []].insert(group)
        if !handled.contains(id) { handled.append(id) }
        if pins[id] == nil, let row = Self.row(id, rows) { pins[id] = Pinned(row: row, matching: row) }
    }

    /// Keeps what is known of a lead whose text was put aside, for when its view is left.
    mutating func remember(_ id: Lead.ID) {
        if let row = Self.row(id, rows) ?? meant[id]?.row { meant[id] = (row, serial) }
    }

    /// A group was taken back or refused: leads that nothing else was done about are as if they had not been worked on.
    mutating func unhandle(by group: ChangeGroup.ID) {
        for id in handled where handlers[id]?.contains(group) == true {
            handlers[id]?.remove(group)
            if handlers[id]?.isEmpty == true { handlers[id] = nil }
        }
        handled.removeAll { handlers[$0] == nil }
    }

    // MARK: Taking answers

    /// Shows rows before the first answer, when they are of the view that is asked for.
    mutating func show(_ preview: Preview) {
        guard answered == nil, asked.queue == preview.queue, asked.sort == preview.sort, asked.filter.isEmpty else {
            return
        }
        base = ArrayLeadRows(preview.rows)
        rows = base
        selected = preview.rows.first?.lead.id
        cursor.place(at: 0, count: rows.count)
    }

    /// Takes the rows of the question that stands; those of another one are left.
    ///
    /// - Parameters:
    ///   - answer: of the index.
    ///   - held: leads that an open overlay acts on.
    mutating func take(_ answer: IndexAnswer, holding held: [Lead.ID]) {
        guard answer.request.view == asked else { return }
        let isNewView = answered != asked
        let before = isNewView ? nil : rows
        base = answer.rows
        answered = asked
        answeredSerial = answer.request.serial
        filterProblem = answer.problem
        changesAt = answer.changesAt
        pending.settle(upTo: answer.request.serial)
        takeMeant(answer)
        if let serial = awaitedSerial, serial <= answer.request.serial { awaitedSerial = nil }
        let wanted = wanted(held)
        pins = isNewView ? [:] : pins.filter { wanted.contains($0.key) }
        for id in wanted { pin(id, answer, before) }
        rebuild(before)
        select(isNewView: isNewView, asked: answer.request.keeping)
        // A lead that an answer was asked for and does not bring never comes.
        if case .lead(let id) = awaited, answer.request.keeping.contains(id) { awaited = nil }
    }

    private mutating func takeMeant(_ answer: IndexAnswer) {
        meant = meant.filter { $0.value.serial >= answer.request.serial }
        for id in answer.request.keeping { meant[id] = answer.kept[id].map { ($0, answer.request.serial) } }
    }

    private mutating func pin(_ id: Lead.ID, _ answer: IndexAnswer, _ before: (any LeadRows)?) {
        let matching = base.position(of: id).map { base.row(at: $0) }
        if let row = matching {
            pins[id] = Pinned(row: row, matching: row)
        } else if let row = answer.kept[id], pins[id] != nil || Self.row(id, before) != nil || awaited == .lead(id) {
            pins[id] = Pinned(row: row, matching: pins[id]?.matching ?? Self.row(id, before) ?? row)
        } else if let last = pins[id]?.row ?? Self.row(id, before) {
            // An answer that was not asked for the lead does not know whether it is gone.
            let isGone = answer.request.keeping.contains(id) || pins[id]?.isGone == true
            pins[id] = Pinned(row: last, matching: pins[id]?.matching ?? last, isGone: isGone)
        }
    }

    private static func row(_ id: Lead.ID, _ rows: (any LeadRows)?) -> LeadRow? {
        rows.flatMap { rows in rows.position(of: id).map { rows.row(at: $0) } }
    }

    /// Puts the pins back between the rows that stood beside them.
    private mutating func rebuild(_ before: (any LeadRows)?) {
        guard !pins.isEmpty else {
            rows = base
            return
        }
        let free = PinnedLeadRows(base, holding: pins.values.map { PinnedLeadRows.Pin($0.row, rank: 0) })
        let order = pins.keys.sorted { left, right in
            (before?.position(of: left) ?? .max, left) < (before?.position(of: right) ?? .max, right)
        }
        rows = PinnedLeadRows(
            base,
            holding: order.compactMap { id in
                pins[id].map { PinnedLeadRows.Pin($0.row, rank: rank(of: id, before, free)) }
            }
        )
    }

    /// How many free rows stand before the lead: behind the nearest row above it that is still there.
    private func rank(of id: Lead.ID, _ before: (any LeadRows)?, _ free: PinnedLeadRows) -> Int {
        if let before, let place = before.position(of: id) {
            let above = stride(from: place - 1, through: max(0, place - Self.nearness), by: -1).lazy
                .map(before.id(at:)).filter { pins[$0] == nil }
            if let rank = above.compactMap({ free.freeRank(of: $0) }).first { return rank + 1 }
            // All of them have left, as a new lead does that has its id by now: then before the row below.
            let below = (place + 1)..<min(before.count, place + 1 + Self.nearness)
            let next = below.lazy.map(before.id(at:)).filter { pins[$0] == nil }.compactMap { free.freeRank(of: $0) }
            if above.contains(where: { _ in true }), let rank = next.first { return rank }
            return place <= Self.nearness ? 0 : place
        }
        // New in this view: where it matches, else where the cursor is.
        if let place = base.position(of: id) { return free.freeRank(atBase: place) }
        return cursor.position
    }

    /// Rows further up are no neighbours any more.
    private static let nearness = 64

    private mutating func select(isNewView: Bool, asked: [Lead.ID]) {
        // Rows that nobody asked for the lead may show it under the id that it had before, too.
        if case .lead(let wanted) = awaited, asked.contains(wanted), let place = rows.position(of: wanted) {
            awaited = nil
            selected = wanted
            origin = wanted
            cursor.place(at: place, count: rows.count)
        } else if isNewView {
            let place = origin.flatMap { rows.position(of: $0) } ?? min(fallback, max(0, rows.count - 1))
            selected = rows.count > 0 ? rows.id(at: place) : nil
            cursor = ListCursor(visible: cursor.visible)
            cursor.place(at: place, count: rows.count)
        } else if let position {
            cursor.follow(to: position, count: rows.count)
        } else {
            selected = rows.count > 0 ? rows.id(at: min(cursor.position, rows.count - 1)) : nil
            cursor.place(at: cursor.position, count: rows.count)
        }
    }

    /// A lead that the cursor has left needs no place of its own any more, unless it was worked on.
    private mutating func releaseUnheld() {
        let unheld = pins.keys.filter { $0 != selected && !handled.contains($0) }
        guard !unheld.isEmpty else { return }
        let before = rows
        for id in unheld { pins[id] = nil }
        rebuild(before)
        if let position { cursor.follow(to: position, count: rows.count) }
    }

    // MARK: Ids

    /// Follows a created lead to the id the server gave it.
    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if selected == provisional {
            if let row = Self.row(provisional, rows) {
                pins[provisional] = pins[provisional] ?? Pinned(row: row, matching: row)
            }
            selected = real
            // Rows that were asked for under the provisional id may still come, and do not hold the real one.
            awaited = .lead(real)
        }
        if origin == provisional { origin = real }
        asked.rename(provisional, to: real)
        answered?.rename(provisional, to: real)
        if awaited == .lead(provisional) { awaited = .lead(real) }
        handled = handled.map { $0 == provisional ? real : $0 }
        if let groups = handlers.removeValue(forKey: provisional) { handlers[real, default: []].formUnion(groups) }
        pending.rename(provisional, to: real)
        if var known = meant.removeValue(forKey: provisional) {
            known.row.lead.id = real
            meant[real] = known
        }
        if var pin = pins.removeValue(forKey: provisional) {
            pin.row.lead.id = real
            pin.matching.lead.id = real
            pins[real] = pin
        }
        // The next answer finds it where it stands, so that it does not move under the cursor.
        rows = rows.renaming(provisional, to: real)
        base = base.renaming(provisional, to: real)
    }
}
