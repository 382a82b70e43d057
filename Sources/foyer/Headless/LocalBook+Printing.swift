import Leads
import Sync

extension LocalBook {
    /// The lead as this machine has it, with what is unsent.
    ///
    /// - Throws: a failure when it is not in the mirror.
    func lead(_ id: Lead.ID) throws(FoyerFailure) -> Lead {
        guard let lead = try row(id)?.lead else {
            throw FoyerFailure(
                .refused,
                "Lead \(id) is not in the mirror. Leave --offline out to ask the server, or “foyer sync” to read the book."
            )
        }
        return lead
    }

    /// Prints leads as they are read, so that a long book needs no more memory than a short one.
    func print(matching query: LeadQuery, with printer: inout RecordPrinter<PrintedLead>) throws(FoyerFailure) {
        printer.output = .ofBook
        try printer.begin()
        try forEach(matching: query) { lead throws(FoyerFailure) in try printer.print(lead) }
        try printer.end()
        try checkIsWhole("list is short")
    }

    /// How many leads of the query there are here; less than the whole is no count.
    func count(matching query: LeadQuery) throws(FoyerFailure) -> Int {
        try checkIsWhole("count would be too low")
        var count = 0
        try forEach(matching: query) { _ throws(FoyerFailure) in count += 1 }
        return count
    }

    /// Whoever gets a part of the book must not take it for the whole.
    func checkIsWhole(_ consequence: String) throws(FoyerFailure) {
        guard try readAt() == nil else { return }
        throw FoyerFailure(
            .refused,
            "The book was never read to its end here, so the \(consequence). “foyer sync” reads it."
        )
    }
}
