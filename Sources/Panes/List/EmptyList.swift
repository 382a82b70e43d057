import Leads
import Terminal
import ViewModels

/// A view without leads: says why nothing is here, and what to do next.
enum EmptyList {
    static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let indent = rect.width >= 60 ? 4 : 1
        let lines = lines(state).flatMap { Canvas.wrap($0, width: max(8, rect.width - 2 * indent), indent: 0) }
        let top = max(0, min(3, rect.height - lines.count))
        for (line, pieces) in lines.enumerated() where top + line < rect.height {
            let place = Rect(x: rect.x + indent, y: rect.y + top + line, width: rect.width - indent, height: 1)
            canvas.write(pieces, in: place)
        }
    }

    private static func lines(_ state: AppState) -> [[Canvas.Piece]] {
        let name = state.queue?.definition.name ?? "This queue"
        if !state.list.isLoaded { return [[Canvas.Piece("Reading the mirror…", .muted)]] }
        if let progress = state.account.progress {
            let total = progress.total.map { " of \(Formatters.count($0))" } ?? ""
            return [
                [Canvas.Piece("Reading leads from the server…", .strong)],
                [
                    Canvas.Piece(
                        "\(Formatters.count(progress.loaded))\(total) so far; they come in as they are read.",
                        .muted
                    )
                ],
            ]
        }
        if !state.list.filter.isEmpty {
            return [
                [Canvas.Piece("No lead matches “\(state.list.filter)” in \(name).", .strong)],
                [
                    Canvas.Piece(state.keys[.clearFilter], .key), Canvas.Piece(" clears the filter."),
                    Canvas.Piece("   \(state.keys[.filter])", .key),
                    Canvas.Piece(" changes it."),
                ],
            ]
        }
        if isUnread(state) { return unread(state) }
        if state.marks.alone != nil { return [[Canvas.Piece("No marked lead is left.", .strong)], []] + next(state) }
        return [[Canvas.Piece("\(name) is empty.", .strong)]] + goneStages(state) + [[]] + next(state)
    }

    /// True before anything of the account was read: that a queue is empty says nothing then.
    private static func isUnread(_ state: AppState) -> Bool {
        state.account.freshness.bookAt == nil && state.queues.allSatisfy { ($0.count ?? 0) == 0 }
    }

    private static func unread(_ state: AppState) -> [[Canvas.Piece]] {
        switch state.account.link {
        case .connecting, .online, .limited:
            [
                [Canvas.Piece("Reading leads from the server…", .strong)],
                [Canvas.Piece("They come in as they are read.", .muted)],
            ]
        case .offline:
            [
                [Canvas.Piece("Nothing has been read yet, and the server cannot be reached.", .strong)],
                [
                    Canvas.Piece("Leads come in when it answers.   "), Canvas.Piece(state.keys[.refresh], .key),
                    Canvas.Piece(" tries now."),
                ],
            ]
        // The header says what is wrong.
        case .credentialRejected, .accountUnknown, .otherAccount:
            [[Canvas.Piece("Nothing has been read yet.", .strong)]]
        }
    }

    /// Why a queue stays empty whose stages the team has given up.
    private static func goneStages(_ state: AppState) -> [[Canvas.Piece]] {
        state.goneStages.map { warning in
            let near = warning.suggestion.map { "; is it “\($0)” now?" } ?? "."
            return [
                Canvas.Piece("It asks for the stage “\(warning.value)”, which the team does not have\(near)", .caution),
                Canvas.Piece(" queues.toml says what each queue asks for.", .muted),
            ]
        }
    }

    /// The queues that have something, with their keys.
    private static func next(_ state: AppState) -> [[Canvas.Piece]] {
        let others = state.queues.enumerated().filter { $0.offset != state.activeQueue && ($0.element.count ?? 0) > 0 }
        let queues = others.prefix(3).enumerated().map { line, queue in
            [
                Canvas.Piece(line == 0 ? "Next   " : "       ", .muted),
                Canvas.Piece(state.keys.queue(queue.offset).map { "\($0) " } ?? "  ", .key),
                Canvas.Piece(TextWidth.pad(queue.element.definition.name, to: 18)),
                Canvas.Piece(Formatters.count(queue.element.count ?? 0), .strong),
            ]
        }
        let keys = [
            Canvas.Piece(state.keys[.new], .key), Canvas.Piece(" new lead   "),
            Canvas.Piece(state.keys[.refresh], .key), Canvas.Piece(" look again"),
        ]
        return queues + (queues.isEmpty ? [] : [[]]) + [keys]
    }
}
