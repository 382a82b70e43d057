package import Leads

/// A report over the panes, and the way to the next.
package struct ReportSheet: Hashable, Sendable {
    package var name: ReportName
    package var content = Content.reading
    package var cursor = ListCursor()
    /// Lines of the text, as the screen counted them.
    package var count = 0

    package init(_ name: ReportName) { self.name = name }

    package enum Content: Hashable, Sendable {
        case reading
        case report(Report)
        case failed(reason: String)
    }

    package enum Action: Hashable, Sendable {
        case scroll(Motion)
        /// The next (1) or previous (-1) report; behind the last comes the first.
        case step(Int)
        /// The report at this place, from 0.
        case choose(Int)
        case reload
        case close
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        let all = ReportName.allCases
        switch action {
        case .scroll(let motion):
            var sheet = self
            sheet.cursor.scroll(motion, count: count)
            state.replaceTop(with: .report(sheet))
            return []
        case .step(let step):
            let place = (all.firstIndex(of: name) ?? 0) + step
            return show(&state, all[(place % all.count + all.count) % all.count])
        case .choose(let place): return all.indices.contains(place) ? show(&state, all[place]) : []
        case .reload: return show(&state, name)
        case .close:
            state.pop()
            return []
        }
    }

    private func show(_ state: inout AppState, _ name: ReportName) -> [Effect] {
        state.replaceTop(with: .report(ReportSheet(name)))
        return [.loadReport(name)]
    }
}

extension AppState {
    /// Takes in a report that was asked for; one that nobody waits for any more is passed over.
    mutating func take(_ content: ReportSheet.Content, of name: ReportName) {
        for index in overlays.indices {
            guard case .report(var sheet) = overlays[index], sheet.name == name else { continue }
            sheet.content = content
            overlays[index] = .report(sheet)
        }
    }
}
