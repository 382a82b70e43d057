import Leads
import ViewModels

extension LiveBackend {
    /// The queue narrowed by what was typed.
    ///
    /// While it is being typed, what stands before a mistake goes on narrowing the queue; a finished filter that cannot
    /// be read matches nothing, since a verb would act on leads that nobody asked for.
    static func query(of question: ViewQuestion) -> (LeadQuery, problem: String?) {
        guard question.isTyping else {
            do throws(QueryError) {
                return (joined(question.queue, try LeadQuery.parse(question.filter)), nil)
            } catch {
                return (LeadQuery(.any([])), error.message)
            }
        }
        let reading = QueryReading(question.filter)
        let problem = reading.isUnfinished ? nil : reading.problem?.message
        if let shown = reading.shown { return (joined(question.queue, shown), problem) }
        let whole = String(question.filter.prefix(reading.problem?.range.lowerBound ?? 0))
        return (joined(question.queue, QueryReading(whole).shown ?? .everything), problem)
    }

    private static func joined(_ queue: LeadQuery, _ typed: LeadQuery) -> LeadQuery {
        LeadQuery(.all(of: [queue.root, typed.root]))
    }
}
