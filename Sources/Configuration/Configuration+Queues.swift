package import Leads

extension Configuration {
    /// What a queue looks for that the team no longer has, with the line of the query.
    ///
    /// A field of which the vocabulary knows no label is not judged.
    package func queueFaults(_ vocabulary: QueryVocabulary) -> [ConfigurationFault] {
        queues.flatMap { queue in
            [QueryTextField.stage, .tag].flatMap { field in
                queue.query.namedButUnknown(field, vocabulary).map { warning in
                    ConfigurationFault(
                        file: Self.queuesFile,
                        line: queueLines[queue.id],
                        sentence: "“\(queue.name)”: \(warning.message)"
                    )
                }
            }
        }
    }

    /// Queues as the text of a `queues.toml`, in which each has the key of its place.
    package static func queuesText(_ queues: [QueueDefinition]) -> String {
        queues.enumerated().map { index, queue in
            let direction = queue.sort.isDescending ? "descending" : "ascending"
            let lines = [
                "[[queue]]", "name    = \(TOMLFile.quoted(queue.name))",
                "query   = \(TOMLFile.quoted(queue.queryText))",
                "sort    = \"\(queue.sort.key.rawValue) \(direction)\"",
            ]
            let key = index < 9 ? ["key     = \(index + 1)"] : []
            let snoozed = queue.showsSnoozed ? ["snoozed = true"] : []
            return (lines + key + snoozed).joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// The text of a new `queues.toml`: Foyer's own queues, commented out.
    package static var queuesTemplate: String {
        let queues = queuesText(QueueDefinition.defaults).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        return """
            # Queues of Foyer, one tab each. As long as everything here is commented out, these are the ones there are; the
            # first queue of your own takes the place of all of them. “foyer queues check” tells what is wrong.
            #
            # query: as behind /, in single quotes, such as 'stage:"New Lead" age<2d -tag:dnc'.
            # sort: created, updated, touched, visited, score, name, stage or call, and ascending or descending. call: whom
            #   nobody has reached yet, the newest first; then who came back to the site; then the longest forgotten.
            # key: 1 to 9; a queue without one takes a place between the others, or behind them.
            # stale: stages with the time after which a lead counts as forgotten, such as { Contacted = "7d", Lead = "2w" }.
            # snoozed: true shows leads that are put aside as well.


            """ + queues.map { $0.isEmpty ? "" : "# \($0)" }.joined(separator: "\n")
    }
}
