import Leads
import Terminal
import ViewModels

/// The top line: account, queues with their counts, link, budget, outbox.
enum HeaderBar {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let right = rect.width < 60 ? shortStatus(state) : status(state)
        let rightWidth = right.reduce(0) { $0 + TextWidth.cells(of: $1.text) }
        let rightX = max(rect.x, rect.maxX - rightWidth)
        let left = Rect(x: rect.x, y: rect.y, width: rightX - rect.x - 1, height: 1)
        drawTabs(tabs(state, width: left.width), in: left, on: &canvas)
        canvas.write(right, in: Rect(x: rightX, y: rect.y, width: rightWidth, height: 1))
    }

    private struct Tab {
        var piece: Canvas.Piece
        var queue: Int?
    }

    private static func drawTabs(_ tabs: [Tab], in rect: Rect, on canvas: inout Canvas) {
        var x = rect.x
        for tab in tabs where x < rect.maxX {
            let end = canvas.write(tab.piece.text, x: x, y: rect.y, width: rect.maxX - x, tab.piece.role)
            if let queue = tab.queue {
                canvas.mark(Rect(x: x, y: rect.y, width: end - x, height: 1), as: .queue(queue))
            }
            x = end
        }
    }

    /// The queues around the active one, as many as fit.
    private static func tabs(_ state: AppState, width: Int) -> [Tab] {
        let name = Canvas.Piece(" \(state.account.name) ", .strong)
        let labels = state.queues.enumerated().map { index, queue in
            let count = queue.count.map { " \(Formatters.count($0))" } ?? ""
            let label = "\(index + 1) \(queue.definition.name)\(count)"
            return index == state.activeQueue ? "[\(label)]" : " \(label) "
        }
        let widths = labels.map { TextWidth.cells(of: $0) }
        var room = width - TextWidth.cells(of: name.text)
        var shown = state.activeQueue..<state.activeQueue
        // The active tab first, then its neighbours to the right, then to the left.
        while shown.upperBound < labels.count, room >= widths[shown.upperBound] {
            room -= widths[shown.upperBound]
            shown = shown.lowerBound..<(shown.upperBound + 1)
        }
        while shown.lowerBound > 0, room >= widths[shown.lowerBound - 1] {
            room -= widths[shown.lowerBound - 1]
            shown = (shown.lowerBound - 1)..<shown.upperBound
        }
        if shown.isEmpty, let active = labels.indices.contains(state.activeQueue) ? labels[state.activeQueue] : nil {
            return [Tab(piece: Canvas.Piece(active, .activeTab), queue: state.activeQueue)]
        }
        return [Tab(piece: name)]
            + shown.map {
                Tab(piece: Canvas.Piece(labels[$0], $0 == state.activeQueue ? .activeTab : .plain), queue: $0)
            }
    }

    private static func status(_ state: AppState) -> [Canvas.Piece] {
        var pieces = [link(state)]
        if let budget = state.account.budget {
            pieces.append(Canvas.Piece("  API \(budget.remaining)/\(budget.limit)", .dim))
        }
        let unsent = state.unsent
        let needsPerson = unsent.contains(where: \.needsPerson)
        let role: Role = needsPerson ? .problem : unsent.isEmpty ? .dim : .warning
        pieces.append(Canvas.Piece("  outbox \(unsent.count)\(needsPerson ? "!" : "") ", role))
        return pieces
    }

    /// A sign for the link, and how much is unsent.
    private static func shortStatus(_ state: AppState) -> [Canvas.Piece] {
        let link = link(state)
        let outbox = status(state).last?.role ?? .dim
        return [
            Canvas.Piece(String(link.text.prefix(1)), link.role),
            Canvas.Piece(" out \(state.unsent.count) ", outbox),
        ]
    }

    private static func link(_ state: AppState) -> Canvas.Piece {
        if let progress = state.account.progress {
            let total = progress.total.map { "/\(Formatters.count($0))" } ?? ""
            return Canvas.Piece("↓ reading \(Formatters.count(progress.loaded))\(total)", .warning)
        }
        return switch state.account.link {
        case .connecting: Canvas.Piece("○ connecting", .dim)
        case .online: Canvas.Piece("● synced", .good)
        case .offline(let since, _):
            Canvas.Piece("○ offline \(Formatters.age(from: since, to: state.now))", .problem)
        case .credentialRejected: Canvas.Piece("✗ key rejected", .problem)
        case .accountUnknown: Canvas.Piece("✗ account unknown", .problem)
        case .otherAccount: Canvas.Piece("✗ other account", .problem)
        case .limited: Canvas.Piece("◌ limit reached", .warning)
        }
    }
}
