import ArgumentParser
import Digest
import FoundationEssentials
import Glibc
import Leads
import LoftyAPI
import PrivateFiles
import Store
import Sync

/// `foyer doctor`: what works here, and what to do about the rest.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything that Foyer needs, and say what to do about what is wrong.",
        discussion:
            "Ends with 1 when something keeps Foyer from working, else with 0. It changes nothing."
    )

    @OptionGroup var printing: PrintingOptions

    @Flag(help: "The same as --format json.")
    var json = false

    @OptionGroup var limit: TimeLimitOptions

    func run() async throws {
        try await reportingFailure {
            limit.begin()
            let environment = ProcessInfo.processInfo.environment
            let findings = await Examination(environment: environment).run()
            var options = printing
            if json { options.format = .json }
            let names = Finding.fields.map(\.name)
            var printer = try RecordPrinter(Finding.fields, table: names, data: names, options: options)
            try printer.printAll(findings)
            let bad = findings.count { $0.state == .wrong }
            if bad > 0 {
                throw FoyerFailure(
                    .refused,
                    "\(bad == 1 ? "1 thing needs" : "\(bad) things need") you; see above."
                )
            }
        }
    }
}

/// What was found about one thing.
struct Finding {
    enum State: String {
        case ok
        /// Works, but not as well as it could.
        case look
        case wrong
    }

    var what: String
    var state: State
    var found: String
    /// What to do; `nil` when nothing is.
    var remedy: String?

    static let fields: [RecordField<Finding>] = [
        RecordField("state") { .text($0.state.rawValue) },
        RecordField("what") { .text($0.what) },
        RecordField("found") { .text($0.found) },
        RecordField("remedy") { .text($0.remedy) },
    ]

    static func ok(_ what: String, _ found: String) -> Finding {
        Finding(what: what, state: .ok, found: found)
    }

    static func look(_ what: String, _ found: String, _ remedy: String) -> Finding {
        Finding(what: what, state: .look, found: found, remedy: remedy)
    }

    static func wrong(_ what: String, _ found: String, _ remedy: String) -> Finding {
        Finding(what: what, state: .wrong, found: found, remedy: remedy)
    }
}
