package import Leads

/// The changes that are not on the server yet, and the texts that were never sent.
package struct OutboxSheet: Hashable, Sendable {
    package var cursor = ListCursor()

    package init() {}

    package enum Action: Hashable, Sendable {
        case move(Motion)
        case retry
        case drop
        /// Brings a draft back into its form.
        case open
        case close
    }

    /// A line of the sheet.
    package enum Item: Hashable, Sendable {
        case entry(OutboxEntry)
        case draft(Draft)
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        let items = state.outboxItems
        let item = items.indices.contains(cursor.position) ? items[cursor.position] : nil
        switch action {
        case .move(let motion):
            var sheet = self
            sheet.cursor.move(motion, count: items.count)
            state.replaceTop(with: .outbox(sheet))
            return []
        case .close:
            state.pop()
            return []
        case .retry: return retry(&state, item)
        case .drop: return drop(&state, item)
        case .open: return open(&state, item)
        }
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

    private func drop(_ state: inout AppState, _ item: Item?) -> [Effect] {
        switch item {
        case .entry(let entry): state.push(.question(Confirmation(.drop(entry))))
        case .draft(let draft): state.push(.question(Confirmation(.dropDraft(draft))))
        case nil: state.notice = .noted("There is nothing to drop.")
        }
        return []
    }

    private func open(_ state: inout AppState, _ item: Item?) -> [Effect] {
        guard case .draft(let draft) = item else {
            state.pop()
            return []
        }
        state.pop()
        return state.reopen(draft)
    }
}

extension AppState {
    /// Sends an order for an entry through the door; keys on the lines of the sheet wait until its end is known.
    mutating func order(_ make: (ChangeGroup.ID) -> WriteOrder) -> Effect {
        let id = undo.makeID()
        list.expect(id)
        return .write(make(id))
    }

    /// What the outbox sheet lists: unsent changes in the order of the decisions, then drafts.
    package var outboxItems: [OutboxSheet.Item] {
        unsent.map(OutboxSheet.Item.entry) + drafts.map(OutboxSheet.Item.draft)
    }
}
