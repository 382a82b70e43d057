import ArgumentParser
import Leads

/// What the commands that ask for leads by a query have in common.
struct QueryOptions: ParsableArguments {
    @Flag(help: "Say on standard error what the server was asked for and what was looked for here.")
    var explain = false

    @Flag(help: "From what this machine has, without asking the server; a list is in the order of ids.")
    var offline = false

    @OptionGroup var place: QueueOption

    @OptionGroup var limit: TimeLimitOptions

    @Argument(help: "A query; without one, every lead.", completion: LiveWords.query)
    var query: [String] = []

    func parsed() throws(FoyerFailure) -> LeadQuery {
        try place.narrowed(LeadSearch.parse(query.joined(separator: " ")))
    }

    /// What of the query the server answers, for whoever wants to know.
    func sayWhatRanHere() {
        if explain { StandardError.print("The server was asked for nothing; the whole query was looked for here.") }
    }
}
