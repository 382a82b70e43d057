import FoundationEssentials
import Leads

extension AppState {
    /// Puts the timeline at a day, or at the nearest one before it that has an entry, and says which.
    mutating func goToDay(_ text: String) -> [Effect] {
        let clock = ZoneRules.home
        let wanted: PastDay
        do throws(FollowUpDateError) {
            wanted = try PastDay.parse(text, now: now, clock: clock)
        } catch {
            notice = .unavailable(verb: "timeline-day", because: error.messageLookingBack)
            return [.bell]
        }
        let days = timeline.days(on: clock)
        guard timeline.hasWhole(wanted.day, among: days) else {
            notice = .noted(timeline.wordsOfMissingDay)
            return [.bell]
        }
        guard let place = TimelineDays(days).place(of: wanted.day) else {
            notice = .noted(timeline.emptinessOfDays(keys))
            return [.bell]
        }
        focus = .timeline
        timeline.scroll.move(.line(place.row))
        notice = .noted(words(of: place, wanted: wanted) + timeline.reservation(keys))
        return []
    }

    private func words(of place: TimelineDays.Place, wanted: PastDay) -> String {
        switch place {
        case .day(_, let entries): "\(wanted.words): \(entries == 1 ? "1 entry" : "\(entries) entries")."
        case .before(_, let day): "Nothing on \(wanted.words); the nearest day before it is \(PastDay(day).words)."
        case .oldest(_, let day): "Nothing as old as \(wanted.words); this is the oldest, of \(PastDay(day).words)."
        }
    }
}

extension TimelineState {
    /// The day of each row; `nil` for the mark of what is new, and for what has no time.
    fileprivate func days(on clock: ZoneRules) -> [CivilDay?] {
        outline.rows.map { row in
            switch row {
            case .seen: nil
            case .entry, .visit, .home: row.at > .distantPast ? row.at.day(on: clock) : nil
            }
        }
    }

    /// Whether the day, and what there is of it, is among the rows: of a page its last day is not.
    fileprivate func hasWhole(_ day: CivilDay, among days: [CivilDay?]) -> Bool {
        extent == .whole || days.last { $0 != nil }.flatMap { $0 }.map { day > $0 } ?? false
    }

    fileprivate var wordsOfMissingDay: String {
        extent == .cut ? "What is as old as that could not be read." : Self.reading
    }

    private static let reading = "The timeline is still being read. Ask for the day again in a moment."

    fileprivate func emptinessOfDays(_ keys: KeyNames) -> String {
        switch content {
        case .loading: Self.reading
        case .nothing: "There is no timeline to go through."
        case .loaded:
            outline.rows.isEmpty ? "The timeline shows nothing.\(reservation(keys))" : "Nothing here has a date."
        }
    }

    /// What is left out of the rows, as the day that was asked for may be among it.
    fileprivate func reservation(_ keys: KeyNames) -> String {
        choice.families.isEmpty && choice.words.isEmpty
            ? "" : " Not every kind is shown; \(keys[.timelineAll]) shows everything."
    }
}

extension Date {
    fileprivate func day(on clock: ZoneRules) -> CivilDay? {
        CivilDay(daysSince1970: Int(clock.wallTime(at: wholeSeconds).floored(by: 86_400)))
    }
}

/// The days of a timeline's rows, the newest first.
struct TimelineDays {
    private let days: [CivilDay?]

    init(_ days: [CivilDay?]) { self.days = days }

    enum Place: Hashable {
        /// The first row of the day, and how many rows it has.
        case day(row: Int, entries: Int)
        /// The first row of the nearest day before.
        case before(row: Int, CivilDay)
        /// Everything is younger: the first row of the oldest day.
        case oldest(row: Int, CivilDay)

        var row: Int {
            switch self {
            case .day(let row, entries: _), .before(let row, _), .oldest(let row, _): row
            }
        }
    }

    /// `nil` when no row has a day.
    func place(of wanted: CivilDay) -> Place? {
        for (row, day) in days.enumerated() {
            guard let day, day <= wanted else { continue }
            if day < wanted { return .before(row: row, day) }
            return .day(row: row, entries: days.count { $0 == wanted })
        }
        guard let oldest = days.last(where: { $0 != nil }) ?? nil, let row = days.firstIndex(of: oldest) else {
            return nil
        }
        return .oldest(row: row, oldest)
    }
}
