import ArgumentParser
import FoundationEssentials
import LeadFiles
import Leads
import LoftyAPI

extension LeadsCommand {
    struct ExportCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write leads as CSV that “foyer leads import”, Lofty and every spreadsheet read.",
            discussion: """
                Numbers that must not be called stand in a column of their own, doNotCallPhones, and so do a person's other \
                wishes. Cells that a spreadsheet would run as a formula get an apostrophe, which an import takes off again. \
                Example: foyer leads export 'stage:qualified' > qualified.csv
                """
        )

        @Flag(help: "From what this machine has, without asking the server.")
        var offline = false

        @OptionGroup var place: QueueOption

        @OptionGroup var limit: TimeLimitOptions

        @Argument(help: "A query; without one, every lead.", completion: LiveWords.query)
        var query: [String] = []

        func run() async throws {
            try await reportingFailure {
                limit.begin()
                let query = try place.narrowed(LeadSearch.parse(query.joined(separator: " ")))
                if offline {
                    let book = try LocalBook.open()
                    var output = GatheredOutput.ofBook
                    try output.append(CSVWriter.row(LeadExport.header))
                    try book.forEach(matching: query) { lead throws(FoyerFailure) in
                        try output.append(Self.row(lead))
                    }
                    try output.write()
                    try book.checkIsWhole("export is short")
                } else {
                    let client = LiveClient.make(try AccountSettings.current())
                    try Output.write(CSVWriter.row(LeadExport.header))
                    let shortfall = try await LeadSearch(client: client).forEach(matching: query) {
                        lead throws(FoyerFailure) in
                        try Output.write(Self.row(lead))
                    }
                    // What came is written, but nobody takes it for the whole.
                    if let shortfall { throw FoyerFailure(.refused, shortfall) }
                }
            }
        }

        private static func row(_ lead: Lead) -> String {
            CSVWriter.row(LeadExport.cells(lead).map { CellText.visible($0) })
        }
    }
}
