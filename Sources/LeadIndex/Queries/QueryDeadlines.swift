import CLeadScan
import FoundationEssentials
import Leads

/// When the answers to some queries next change though no lead does: a moment becomes as old as one of them asks for, or
/// calling hours begin or end somewhere, or a next step is due.
struct QueryDeadlines: Sendable {
    /// A moment and how old a query wants it to be.
    struct Age: Sendable {
        var field: QueryMomentField
        var seconds: Double
    }

    let ages: [Age]
    /// When calling hours next begin or end somewhere, or a next step is due; infinity when no query asks for either.
    let recountAt: Double
    /// When the queries were asked, in seconds since the reference date.
    private let now: Double

    init(_ queries: [LeadQuery], _ context: QueryContext) {
        let now = context.now
        ages = queries.flatMap { query in
            query.agesAskedFor.flatMap { field, ages in
                ages.map { Age(field: field, seconds: Double($0.seconds)) }
            }
        }
        let hours = queries.contains(where: \.asksForHours) ? CallingHours.nextChange(after: now) : nil
        let steps =
            queries.contains(where: \.asksForNextSteps)
            ? context.nextSteps?.nextChange(after: now, context.clock) : nil
        recountAt = [hours, steps].compactMap { $0?.timeIntervalSinceReferenceDate }.min() ?? .infinity
        self.now = now.timeIntervalSinceReferenceDate
    }

    /// The next change in seconds since the reference date; infinity when there is none.
    func next(_ columns: LeadColumns) -> Double {
        var least = Array(repeating: Double.infinity, count: ages.count)
        for chunk in columns.chunks {
            for (index, age) in ages.enumerated() {
                let moment = cls_least(chunk.moments[age.field.column], chunk.usedWords, now - age.seconds)
                least[index] = min(least[index], moment)
            }
        }
        return zip(ages, least).reduce(recountAt) { min($0, $1.0.deadline(of: $1.1, now: now)) }
    }

    /// The next change that one lead brings about.
    func next(_ slot: UInt32, _ columns: LeadColumns) -> Double {
        ages.reduce(.infinity) { min($0, $1.deadline(of: columns.moment($1.field, slot), now: now)) }
    }
}

extension QueryDeadlines.Age {
    /// Just after a moment becomes so old, when both `<` and `<=` have changed; infinity for one that already is, or
    /// that never was.
    fileprivate func deadline(of moment: Double, now: Double) -> Double {
        moment >= now - seconds ? max(moment + seconds, now) + 0.001 : .infinity
    }
}
