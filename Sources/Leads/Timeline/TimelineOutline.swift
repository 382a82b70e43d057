public import FoundationEssentials

/// A timeline as it is read: visits folded into a line, other kinds left out, the line that marks what is new.
///
/// Rows are as many as there are places for a cursor; days are for whoever draws, as they depend on a clock.
public struct TimelineOutline: Hashable, Sendable {
    public private(set) var rows: [Row] = []

    public enum Row: Hashable, Sendable, Identifiable {
        case entry(TimelineEntry, isOpen: Bool)
        case visit(HomeVisit, isOpen: Bool)
        /// A home of an open visit.
        case home(TimelineEntry)
        /// What is new since the person looked last ends here; above it only plans may stand that they saw then.
        case seen(Date)

        public var id: String {
            switch self {
            case .entry(let entry, _): entry.id
            case .visit(let visit, _): visit.id
            case .home(let entry): "home:\(entry.id)"
            case .seen: "seen"
            }
        }

        /// When it happened.
        public var at: Date {
            switch self {
            case .entry(let entry, _), .home(let entry): entry.at
            case .visit(let visit, _): visit.at
            case .seen(let date): date
            }
        }
    }

    /// What a person wants to see of a timeline.
    public struct Choice: Hashable, Sendable {
        /// Empty shows all.
        public var families: Set<TimelineFamily>
        /// Only entries with these words in text or name; case and accents do not count.
        public var words: String
        /// Rows that stand against their habit: notes that are closed, others that are open.
        public var toggled: Set<String>

        public init(families: Set<TimelineFamily> = [], words: String = "", toggled: Set<String> = []) {
            self.families = families
            self.words = words
            self.toggled = toggled
        }
    }

    public init() {}

    /// Entries in the rows, each home of a visit among them.
    package var entryCount: Int {
        rows.reduce(0) { count, row in
            switch row {
            case .entry: count + 1
            case .visit(let visit, _): count + visit.entries.count
            case .home, .seen: count
            }
        }
    }

    /// - Parameters:
    ///   - entries: newest first.
    ///   - choice: what to show, and what is open.
    ///   - lastLook: when the person looked at the lead before this time; `nil` marks nothing as new.
    ///   - known: entries that are no news, by ``TimelineEntry/id``: those that stood in the future then and that they
    ///     saw, and those that they did themselves since.
    ///   - isCut: true for a page of a timeline. A visit at its end may go on behind it, so that neither its homes nor
    ///     its last one are known: it is left out.
    public init(
        _ entries: [TimelineEntry],
        showing choice: Choice = Choice(),
        lastLook: Date? = nil,
        known: Set<String> = [],
        isCut: Bool = false
    ) {
        let filter = LineFilter(choice.words)
        var visit: [TimelineEntry] = []
        let shown = { (entry: TimelineEntry) in choice.shows(entry) && filter.matches(entry) }
        let recent = lastLook.map { look in entries.prefix { $0.at > look } }
        let lastNew = recent?.last { $0.isNew(besides: known) && shown($0) }
        var isLineDue = false
        for entry in entries where shown(entry) {
            if isLineDue, let lastLook {
                close(&visit, choice)
                rows.append(.seen(lastLook))
            }
            isLineDue = entry.id == lastNew?.id
            if let last = visit.last, !entry.continues(last) { close(&visit, choice) }
            if entry.isOfHomeVisit {
                visit.append(entry)
            } else {
                rows.append(.entry(entry, isOpen: choice.opens(entry)))
            }
        }
        if !isCut { close(&visit, choice) }
    }

    private mutating func close(_ homes: inout [TimelineEntry], _ choice: Choice) {
        defer { homes = [] }
        guard homes.count >= HomeVisit.fewest else {
            rows += homes.map { .entry($0, isOpen: choice.opens($0)) }
            return
        }
        let visit = HomeVisit(entries: homes)
        let isOpen = choice.toggled.contains(visit.id)
        rows.append(.visit(visit, isOpen: isOpen))
        if isOpen { rows += homes.map(Row.home) }
    }
}

extension TimelineOutline.Choice {
    fileprivate func shows(_ entry: TimelineEntry) -> Bool {
        guard !families.isEmpty, let family = entry.kind.family else { return true }
        return families.contains(family)
    }

    /// Notes are what a person wrote to be read, so they are open unless somebody closes them.
    fileprivate func opens(_ entry: TimelineEntry) -> Bool {
        let habit =
            switch entry.kind {
            case .note, .pending: true
            case .site, .call, .text, .email, .system, .task, .appointment, .transaction: false
            }
        return habit != toggled.contains(entry.id)
    }
}

extension TimelineEntry {
    /// An unsent change is the person's own, and what was planned when they looked is no news when its time comes.
    fileprivate func isNew(besides known: Set<String>) -> Bool {
        switch kind {
        case .pending: false
        case .site, .call, .text, .email, .note, .system, .task, .appointment, .transaction: !known.contains(id)
        }
    }

    fileprivate func continues(_ newer: TimelineEntry) -> Bool {
        isOfHomeVisit && newer.at.timeIntervalSince(at) <= HomeVisit.longestPause
    }
}

/// Words that an entry has to have.
private struct LineFilter {
    private let words: [String]

    init(_ text: String) { words = Self.folded(text).split(separator: " ").map(String.init) }

    func matches(_ entry: TimelineEntry) -> Bool {
        guard !words.isEmpty else { return true }
        let text = Self.folded("\(entry.text) \(entry.actor ?? "")")
        return words.allSatisfy { text.contains($0) }
    }

    private static func folded(_ text: String) -> String {
        String(decoding: FoldedText.bytes(of: text), as: UTF8.self)
    }
}
