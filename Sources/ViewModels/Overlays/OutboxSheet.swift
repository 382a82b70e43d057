package import Leads

/// The changes that are not on the server yet, and the texts that were never sent: a list, and the selected one whole.
package struct OutboxSheet: Hashable, Sendable {
    /// The item that keys act on; it stays selected wherever it stands in the list.
    package private(set) var selected: Item.ID?
    package var cursor = ListCursor()
    /// Where the whole text of the selected item begins on the screen.
    package var text = ListCursor()
    /// Lines of that text, as the screen counted them.
    package var textCount = 0
    /// What can be done about the selected item.
    package private(set) var offer = Offer.nothing

    package init(selecting selected: Item.ID? = nil) { self.selected = selected }

    package enum Action: Hashable, Sendable {
        case move(Motion)
        /// Moves in the whole text of the selected item.
        case scroll(Motion)
        /// Lets the selected item go out.
        case retry
        case drop
        /// Brings a draft back into its form, or chooses another value in a conflict.
        case open
        /// Lets all go out that waited for very long.
        case retryAll
        /// Gives all up that waited for very long.
        case dropAll
        /// Writes everything that is listed into a file.
        case export
        case close
    }

    /// A line of the sheet.
    package enum Item: Hashable, Sendable, Identifiable {
        case entry(OutboxEntry)
        case draft(Draft)

        package enum ID: Hashable, Sendable {
            case entry(OutboxEntry.ID)
            case draft(Draft.ID)
        }

        package var id: ID {
            switch self {
            case .entry(let entry): .entry(entry.id)
            case .draft(let draft): .draft(draft.id)
            }
        }
    }

    /// What keys can do about an item.
    package enum Offer: Hashable, Sendable {
        case nothing
        /// It goes out by itself.
        case goesOut
        /// Somebody else changed the same thing; another value can be chosen where there is one to choose.
        case conflict(canChoose: Bool)
        case stopped
        /// It waited for very long and goes out only when the person says so.
        case review
        case draft

        fileprivate init(_ item: Item?) {
            switch item {
            case .entry(let entry): self.init(entry)
            case .draft: self = .draft
            case nil: self = .nothing
            }
        }

        private init(_ entry: OutboxEntry) {
            switch entry.status {
            case _ where entry.awaitsReview: self = .review
            case .conflicted: self = .conflict(canChoose: entry.change.hasChoice)
            case .wedged: self = .stopped
            case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: self = .goesOut
            }
        }
    }

    /// The sheet on these items: the same one stays selected, or else the one that took its place.
    func following(_ items: [Item]) -> OutboxSheet {
        var sheet = self
        let known = selected.flatMap { id in items.firstIndex { $0.id == id } }
        sheet.cursor.place(at: known ?? cursor.position, count: items.count)
        sheet.select(items)
        return sheet
    }

    private mutating func select(_ items: [Item]) {
        let item = items.indices.contains(cursor.position) ? items[cursor.position] : nil
        if item?.id != selected { text = ListCursor(visible: text.visible) }
        selected = item?.id
        offer = Offer(item)
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        let items = state.outboxItems
        var sheet = following(items)
        let item = items.first { $0.id == sheet.selected }
        switch action {
        case .move(let motion):
            sheet.cursor.move(motion, count: items.count)
            sheet.select(items)
        case .scroll(let motion): sheet.text.scroll(motion, count: textCount)
        case .close:
            state.pop()
            return []
        case .retry: return retry(&state, item)
        case .drop: return drop(&state, item)
        case .open: return open(&state, item)
        case .retryAll: return retryAll(&state)
        case .dropAll: return dropAll(&state)
        case .export:
            guard !items.isEmpty else {
                state.notice = .noted("There is nothing to write into a file.")
                return []
            }
            return state.refuseUnderMask("Writing into a file") ?? [.exportOutbox(items)]
        }
        state.replaceTop(with: .outbox(sheet))
        return []
    }

    private func retry(_ state: inout AppState, _ item: Item?) -> [Effect] {
        guard case .entry(let entry) = item else {
            state.notice = .noted("Nothing here can be sent again.")
            return []
        }
        guard entry.needsPerson else {
            state.notice = .noRetryNeeded(entry)
            return []
        }
        return [state.order { .retry(entry.id, as: $0) }]
    }

    private func retryAll(_ state: inout AppState) -> [Effect] {
        let waiting = state.unsent.filter(\.awaitsReview)
        if waiting.isEmpty { state.notice = .noted("Nothing here waited for so long.") }
        return waiting.map { entry in state.order { .retry(entry.id, as: $0) } }
    }

    private func dropAll(_ state: inout AppState) -> [Effect] {
        let waiting = state.unsent.filter(\.awaitsReview)
        if waiting.isEmpty {
            state.notice = .noted("Nothing here waited for so long.")
        } else {
            state.push(.question(Confirmation(.dropAll(waiting))))
        }
        return []
    }

    private func drop(_ state: inout AppState, _ item: Item?) -> [Effect] {
        switch item {
        case .entry(let entry): state.push(.question(Confirmation(.drop(entry))))
        case .draft(let draft): state.push(.question(Confirmation(.dropDraft(draft))))
        case nil: state.notice = .noted("There is nothing to drop.")
        }
        return []
    }

    private func open(_ state: inout AppState, _ item: Item?) -> [Effect] {
        switch item {
        case .draft(let draft):
            state.pop()
            return state.reopen(draft)
        case .entry(let entry):
            guard case .conflicted(let theirs) = entry.status, let picker = state.picker(replacing: entry, theirs)
            else {
                state.notice = .noted("There is nothing to choose here.")
                return []
            }
            state.push(.picker(picker))
            return []
        case nil:
            state.pop()
            return []
        }
    }
}

extension AppState {
    /// Sends an order for an entry through the door; keys on the lines of the sheet, and on the lead, which may look
    /// otherwise or be gone without the entry, wait until its end is known.
    ///
    /// `form` holds the text that the order carries, which is kept until its end is known.
    mutating func order(restoring form: Form? = nil, _ make: (ChangeGroup.ID) -> WriteOrder) -> Effect {
        let id = undo.makeID()
        submitting[id] = form
        list.expect(id)
        list.awaited = .group(id)
        return .write(make(id))
    }

    /// What the outbox sheet lists: unsent changes in the order of the decisions, then drafts.
    package var outboxItems: [OutboxSheet.Item] {
        unsent.map(OutboxSheet.Item.entry) + drafts.map(OutboxSheet.Item.draft)
    }

    /// The sheet with what waits for the person first in mind: of the selected lead, else of any.
    func openedOutbox() -> OutboxSheet {
        let waiting = unsent.filter(\.needsPerson)
        let first = waiting.first { $0.leadID == list.selected } ?? waiting.first
        return OutboxSheet(selecting: first.map { .entry($0.id) }).following(outboxItems)
    }

    /// Keeps the sheet on the item it was on.
    mutating func followOutbox() {
        let items = outboxItems
        overlays = overlays.map { overlay in
            guard case .outbox(let sheet) = overlay else { return overlay }
            return .outbox(sheet.following(items))
        }
    }
}
