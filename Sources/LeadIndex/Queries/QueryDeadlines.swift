import FoundationEssentials
import Leads

/// When the answers to some queries next change though no lead does: a moment becomes as old as one of them asks for, or
/// calling hours begin or end somewhere, or a next step is due.
struct QueryDeadlines: Sendable {
    /// A moment and how old a query wants it to be.
    struct Age: Hashable, Sendable {
        var field: QueryMomentField
        var seconds: Double
    }

    let ages: [Age]
    /// When calling hours next begin or end somewhere, or a next step is due; infinity when no query asks for either.
    private(set) var recountAt: Double
    /// When the queries were asked, in seconds since the reference date.
    private let now: Double
    /// The zones that ``recountAt`` knows of; `nil` when no query asks for hours.
    private var zones: CallingZones?

    init(_ queries: [LeadQuery], _ context: QueryContext, _ columns: LeadColumns) {
        let now = context.now
        // Several queries may ask for the same age.
        ages = Set(
            queries.flatMap { query in
                query.agesAskedFor.flatMap { field, ages in
                    ages.map { Age(field: field, seconds: Double($0.seconds)) }
                }
            }
        ).sorted { ($0.field.column, $0.seconds) < ($1.field.column, $1.seconds) }
        zones = queries.contains(where: \.asksForHours) ? columns.tables.zones : nil
        let hours = zones.map { CallingHours.nextChange(in: $0, after: now) }
        let steps =
            queries.contains(where: \.asksForNextSteps)
            ? context.nextSteps?.nextChange(after: now, context.clock) : nil
        recountAt = [hours, steps].compactMap { $0?.timeIntervalSinceReferenceDate }.min() ?? .infinity
        self.now = now.timeIntervalSinceReferenceDate
    }

    /// The next change in seconds since the reference date; infinity when there is none.
    func next(_ columns: LeadColumns) -> Double {
        next(
            least: columns.chunks.reduce(noMoments) { known, chunk in zip(known, least(chunk)).map { min($0, $1) } }
        )
    }

    /// The least moments of no lead at all.
    var noMoments: [Double] { ages.map { _ in .infinity } }

    /// For each of ``ages`` the least moment in a chunk that is not as old yet; infinity when there is none.
    func least(_ chunk: LeadChunk) -> [Double] {
        ages.map { chunk.moments[$0.field.column].least(notBelow: now - $0.seconds, chunk.usedWords) }
    }

    /// The next change, where these are the least moments of the book.
    func next(least: [Double]) -> Double {
        zip(ages, least).reduce(recountAt) { min($0, $1.0.deadline(of: $1.1, now: now)) }
    }

    /// The next change that one lead brings about, which may be the first one in its zones.
    mutating func next(_ slot: UInt32, _ columns: LeadColumns) -> Double {
        if let known = zones {
            let channels = columns.tables.channels[columns.code(.channels, slot)]
            watchHours(of: channels.zones, besides: known)
        }
        return ages.reduce(recountAt) { min($0, $1.deadline(of: columns.moment($1.field, slot), now: now)) }
    }

    private mutating func watchHours(of zones: CallingZones, besides known: CallingZones) {
        let new = zones.subtracting(known)
        guard !new.isEmpty else { return }
        self.zones = known.union(new)
        let next = CallingHours.nextChange(in: new, after: Date(timeIntervalSinceReferenceDate: now))
        recountAt = min(recountAt, next.timeIntervalSinceReferenceDate)
    }
}

extension QueryDeadlines.Age {
    /// Just after a moment becomes so old, when both `<` and `<=` have changed; infinity for one that already is, or
    /// that never was.
    fileprivate func deadline(of moment: Double, now: Double) -> Double {
        moment >= now - seconds ? max(moment + seconds, now) + 0.001 : .infinity
    }
}
