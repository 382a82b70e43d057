import ArgumentParser
import Configuration
import FoundationEssentials
import Leads

/// A queue of the workbench, for commands that ask for leads.
struct QueueOption: ParsableArguments {
    @Option(
        help:
            "A queue of the workbench by its name; “foyer queues” lists them. Leads that are put aside are in it too.",
        completion: LiveWords.queues
    )
    var queue: String?

    /// The queue's leads of a query.
    func narrowed(_ query: LeadQuery) throws(FoyerFailure) -> LeadQuery {
        guard let queue else { return query }
        return LeadQuery(.all(of: [try Self.named(queue).query.root, query.root]))
    }

    private static func named(_ name: String) throws(FoyerFailure) -> QueueDefinition {
        let queues = Configuration.current().queues
        if let queue = queues.first(where: { $0.name.lowercased() == name.lowercased() }) { return queue }
        let names = queues.map(\.name)
        let nearest = NearestSpelling.question(about: name, among: names)
        throw FoyerFailure(
            .misused,
            "There is no queue “\(name)”.\(nearest) There are: \(names.joined(separator: ", "))."
        )
    }
}
