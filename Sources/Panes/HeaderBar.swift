import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The top line: account, queues with their counts, link, budget, outbox.
enum HeaderBar {
    /// What the line is made from, with the ages already in words.
    struct Source: Equatable {
        var account: AccountState
        var queues: [QueueState]
        var activeQueue: Int
        var unsent: [SyncState]
        var link: String
        var marks: String
        var width: Int
        var glyphs: Glyphs
    }

    /// The line, shortened to its width.
    struct Line {
        var name: [Canvas.Piece]
        var tabs: [HeaderContents.Tab]
        var status: [Canvas.Piece]
    }

    static func draw(
        _ state: AppState,
        in rect: Rect,
        _ memory: inout Remembered<Source, Line>,
        on canvas: inout Canvas
    ) {
        canvas.fill(rect, .bar)
        let contents = HeaderContents(state, canvas.glyphs)
        let line = memory.value(for: contents.source(width: rect.width), at: state.now) {
            let fitting = contents.fitting(rect.width)
            return (Line(name: fitting.name, tabs: fitting.tabs, status: fitting.status), .distantFuture)
        }
        canvas.writeRight(line.status, in: rect, on: .bar)
        var x = canvas.write(line.name, in: rect, on: .bar)
        let limit = rect.maxX - line.status.cells
        for tab in line.tabs where x < limit {
            let place = Rect(x: x, y: rect.y, width: limit - x, height: 1)
            let end = canvas.write(tab.pieces, in: place, on: .bar)
            if let queue = tab.queue {
                canvas.mark(Rect(x: x, y: rect.y, width: end - x, height: 1), as: .queue(queue))
            }
            x = end
        }
    }
}

/// What the header says, shortened step by step until it fits.
struct HeaderContents {
    struct Tab {
        var pieces: [Canvas.Piece]
        /// `nil` for the sign that there are more.
        var queue: Int?
    }

    private let state: AppState
    private let glyphs: Glyphs
    private var shownTabs: Int
    private var namedTabs: Int
    private var hasWords = true
    private var hasBudget = true
    private var hasName = true

    init(_ state: AppState, _ glyphs: Glyphs) {
        self.state = state
        self.glyphs = glyphs
        shownTabs = state.queues.count
        namedTabs = state.queues.count
    }

    func source(width: Int) -> HeaderBar.Source {
        HeaderBar.Source(
            account: state.account,
            queues: state.queues,
            activeQueue: state.activeQueue,
            unsent: state.unsent.map { SyncState(of: [$0]) },
            link: link.map(\.text).joined(),
            marks: marks.map(\.text).joined(),
            width: width,
            glyphs: glyphs
        )
    }

    /// First tabs that have no key go, then the names of the last tabs, then words, then the budget, then tabs, then the
    /// account's name; never the active tab, the link's sign, and what needs a person.
    func fitting(_ width: Int) -> HeaderContents {
        var contents = self
        while !contents.fits(width), contents.shorten() {}
        return contents
    }

    private func fits(_ width: Int) -> Bool {
        name.cells + tabs.reduce(0) { $0 + $1.pieces.cells } + status.cells + 1 <= width
    }

    /// Queues that a digit opens.
    private static let keyedTabs = 9

    /// Takes one step; `false` when nothing more can go.
    private mutating func shorten() -> Bool {
        if shownTabs > Self.keyedTabs {
            shownTabs -= 1
        } else if namedTabs > 0 {
            namedTabs -= 1
        } else if hasWords {
            hasWords = false
        } else if hasBudget, !isShort {
            hasBudget = false
        } else if shownTabs > 0 {
            shownTabs -= 1
        } else if hasName {
            hasName = false
        } else {
            return false
        }
        return true
    }

    var name: [Canvas.Piece] { hasName ? [Canvas.Piece(" \(state.account.name)  ", .strong)] : [Canvas.Piece(" ")] }

    var tabs: [Tab] {
        let window = window
        let tabs = state.queues.indices.compactMap { index -> Tab? in
            if index == state.activeQueue { return Tab(pieces: activeTab, queue: index) }
            return window.contains(index) ? Tab(pieces: otherTab(index), queue: index) : nil
        }
        let before = window.lowerBound > 0 ? [Tab(pieces: [Canvas.Piece("‹ ", .muted)])] : []
        let after = max(window.upperBound, state.activeQueue + 1) < state.queues.count
        return before + tabs + (after ? [Tab(pieces: [Canvas.Piece("› ", .muted)])] : [])
    }

    /// The queues whose tabs are there: they scroll as far as the active one needs it.
    private var window: Range<Int> {
        let first = max(0, state.activeQueue + 1 - max(1, shownTabs))
        return first..<min(state.queues.count, first + shownTabs)
    }

    private var activeTab: [Canvas.Piece] {
        guard let queue = state.queue else { return [] }
        let count = queue.count.map { " \(Formatters.count($0))" } ?? ""
        let key = state.keys.queue(state.activeQueue).map { "\($0) " } ?? ""
        let label = " \(key)\(queue.definition.name)\(count) "
        return [Canvas.Piece(label, .strong, on: .accentChip), Canvas.Piece(" ")]
    }

    private func otherTab(_ index: Int) -> [Canvas.Piece] {
        let queue = state.queues[index]
        let count = queue.count.map { Formatters.count($0) } ?? ""
        let key = state.keys.queue(index)
        guard index - window.lowerBound < namedTabs else {
            return [
                Canvas.Piece(key ?? "\(index + 1)", key == nil ? .muted : .key),
                Canvas.Piece(count.isEmpty ? " " : "·\(count) ", .muted),
            ]
        }
        return [
            Canvas.Piece(key.map { " \($0)" } ?? "", .key), Canvas.Piece(" \(queue.definition.name)"),
            Canvas.Piece(count.isEmpty ? " " : " \(count) ", .muted),
        ]
    }

    var status: [Canvas.Piece] { marks + link + budget + outbox }

    private var marks: [Canvas.Piece] { StateMarks.pieces(state, isLong: hasWords, glyphs) }

    private var isShort: Bool { state.account.budget.map { $0.remaining * 5 < $0.limit } ?? false }

    private var budget: [Canvas.Piece] {
        guard hasBudget, let budget = state.account.budget else { return [] }
        let numbers = Canvas.Piece("\(budget.remaining)/\(budget.limit)", isShort ? .caution : .text)
        return [Canvas.Piece(hasWords ? "  API " : "  ", .muted), numbers]
    }

    private var outbox: [Canvas.Piece] {
        let unsent = state.unsent
        let role: TextRole = unsent.isEmpty ? .muted : .accent
        let words = hasWords ? "  outbox \(unsent.count)" : "  \(glyphs[.sending])\(unsent.count)"
        var pieces = [Canvas.Piece(words, role)]
        let states = unsent.map { SyncState(of: [$0]) }
        for (sync, sign, role) in [
            (SyncState.failed, Glyphs.Sign.refused, TextRole.danger),
            (.conflict, .conflict, .caution),
        ] {
            let count = states.count { $0 == sync }
            if count > 0 { pieces.append(Canvas.Piece(" \(glyphs[sign])\(count)", role, on: nil, .bold)) }
        }
        return pieces + [Canvas.Piece(" ")]
    }

    private var link: [Canvas.Piece] {
        let (sign, words, role) = linkWords
        return [
            Canvas.Piece(glyphs[sign], role), Canvas.Piece(hasWords ? " \(words)" : "", role == .ok ? .text : role),
        ]
    }

    private var linkWords: (Glyphs.Sign, String, TextRole) {
        if let progress = state.account.progress {
            let total = progress.total.map { " of \(Formatters.count($0))" } ?? ""
            return (.linkFilling, "reading \(Formatters.count(progress.loaded))\(total)", .accent)
        }
        return switch state.account.link {
        case .connecting: (.linkFilling, "connecting", .accent)
        case .online where state.account.freshness.pausedSince != nil:
            (.linkOffline, "synced, resting \(age(state.account.freshness.pausedSince))", .caution)
        // A mirror that nobody has compared with the server since the start is not called the same.
        case .online where ages.isEmpty: (.linkFilling, "not read yet", .accent)
        case .online: (.linkLive, "synced\(ages)", .ok)
        case .offline(let since, _):
            (.linkOffline, "offline \(Formatters.age(from: since, to: state.now))", .caution)
        case .credentialRejected: (.linkRefused, "key rejected", .danger)
        case .accountUnknown: (.linkRefused, "account unknown", .danger)
        case .otherAccount: (.linkRefused, "other account", .danger)
        case .limited(let until): (.linkFilling, "limit reached\(left(until: until))", .caution)
        }
    }

    private func left(until moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince(state.now).rounded(.up))
        return seconds > 0
            ? ", \(Formatters.age(from: state.now, to: state.now.addingTimeInterval(Double(seconds))))" : ""
    }

    /// How old what is seen and the book may be; nothing before either was read.
    private var ages: String {
        let freshness = state.account.freshness
        let seen = freshness.seenAt.map { _ in " \(age(freshness.seenAt))" } ?? ""
        let book = freshness.bookAt.map { _ in " · book \(age(freshness.bookAt))" } ?? ""
        return seen + book
    }

    private func age(_ moment: Date?) -> String {
        moment.map { Formatters.age(from: FreshnessScale.rounded($0, at: state.now), to: state.now) } ?? ""
    }
}
