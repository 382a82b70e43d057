import ArgumentParser
import FoundationEssentials
import Glibc
import LeadFiles
import Leads

extension LeadsCommand {
    struct ImportCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Make leads of a CSV file; says first what it would do.",
            discussion: """
                Without --apply nothing is changed: each row is told as create, same (as whom), household (with whom) or \
                refused (why). With it, new leads go out through the outbox; same and refused rows are left alone. An \
                import that was broken off goes on with the same command, and makes no lead twice.

                Names of columns are known from exports of Lofty, Zillow, Realtor.com, HubSpot, Salesforce, Follow Up \
                Boss, Facebook and by hand; others are told with --map "Column=field". Fields: \
                \(LeadField.allCases.map(\.rawValue).joined(separator: ", ")). Price and address of a row go into a note.
                """
        )

        @Flag(help: "Make the leads.")
        var apply = false

        @Flag(help: "Make none and say what would become of each row, as without --apply.")
        var dryRun = false

        @Option(
            help: ArgumentHelp("What a column holds; an empty field leaves it out.", valueName: "column=field"),
            transform: ColumnChoice.init
        )
        var map: [ColumnChoice] = []

        @Option(help: "Seconds to wait for the server for each forty rows, and before them for what is in the book.")
        var timeout = 300

        @OptionGroup var printing: PrintingOptions

        @Argument(help: "The file; - is standard input.", completion: .file(extensions: ["csv", "tsv", "txt"]))
        var file: String

        func validate() throws {
            if apply, dryRun { throw ValidationError("Give --apply or --dry-run, not both.") }
        }

        func run() async throws {
            try await reportingFailure {
                var printer = try ImportPrinter(printing)
                let choices = Dictionary(map.map { ($0.column, $0.field) }) { _, last in last }
                // A file that cannot be read costs no call.
                var table = try ImportTable(file, choices: choices)
                let session = try HeadlessSession.open(timeout: timeout)
                let end = ContinuousClock.now + session.timeout
                let team = try await session.importTeam(until: end)
                try await session.bringUpToDate(until: end)
                try table.meet(LocalBook(session.store), stages: team.stages.map(\.name))
                try printer.begin()
                let outcome: ImportOutcome
                let run = ImportRun(session: session, team: team)
                if apply {
                    outcome = try await run.run(&table, telling: &printer)
                    // An import that stopped says so, and does not wait for the same server once more.
                    if case .done = outcome { try await session.sendRest() }
                } else {
                    while let line = try table.next() {
                        try printer.print(run.record(of: line))
                        Progress.count("Looking at the file, line", line.line)
                    }
                    outcome = .planned
                }
                try printer.end()
                table.tellEncoding()
                try report(table.summary, outcome)
            }
        }

        private func report(_ summary: ImportSummary, _ outcome: ImportOutcome) throws(FoyerFailure) {
            let counts = summary.words
            switch outcome {
            case .planned: StandardError.print("foyer: \(counts). Nothing was changed; --apply makes the leads.")
            case .done(let made, let failed):
                StandardError.print("foyer: \(counts). \(made) made.")
                if failed > 0 {
                    let rows = failed == 1 ? "1 row needs you; its line" : "\(failed) rows need you; their lines"
                    let say = failed == 1 ? "says" : "say"
                    throw FoyerFailure(.refused, "\(rows) above \(say) why, and “foyer outbox” shows what waits.")
                }
            case .inDoubt(let made, let rows):
                let what = rows == 1 ? "1 row is not settled; its line" : "\(rows) rows are not settled; their lines"
                throw FoyerFailure(
                    .unconfirmed,
                    "\(what) above \(rows == 1 ? "says" : "say") why, and Foyer goes on looking. \(made) leads are made. Run "
                        + "the same command again to see what came of it."
                )
            case .stopped(let made, let line):
                throw FoyerFailure(
                    .unconfirmed,
                    "The import stopped after line \(line): the server did not confirm in time. \(made) leads are made; "
                        + "what was begun is in the outbox. Run the same command again to go on."
                )
            }
            if summary.refused > 0 {
                let what =
                    summary.refused == 1
                    ? "1 row was refused; its line" : "\(summary.refused) rows were refused; their lines"
                throw FoyerFailure(.refused, "\(what) above \(summary.refused == 1 ? "says" : "say") why.")
            }
        }
    }
}

/// `--map "Column=field"`.
struct ColumnChoice {
    let column: String
    /// `nil` leaves the column out.
    let field: LeadField?

    init(_ argument: String) throws {
        guard let sign = argument.lastIndex(of: "=") else {
            throw ValidationError("It is written like --map \"Column=name\".")
        }
        column = String(argument[..<sign])
        let name = String(argument[argument.index(after: sign)...])
        field = LeadField(name: name)
        guard field == nil, !name.isEmpty else { return }
        let known = LeadField.allCases.map(\.rawValue)
        throw ValidationError(
            "There is no field “\(name)”.\(NearestSpelling.question(about: name, among: known)) The fields are: "
                + "\(known.joined(separator: ", "))."
        )
    }
}

/// How an import ended.
enum ImportOutcome {
    case planned
    case done(made: Int, failed: Int)
    /// All rows were begun, and of some nobody can tell yet whether everything arrived.
    case inDoubt(made: Int, rows: Int)
    /// `line` is the last that was begun.
    case stopped(made: Int, line: Int)
}

extension ImportSummary {
    fileprivate var words: String {
        "\(created + households) to create\(households > 0 ? " (\(households) beside others of their household)" : ""), "
            + "\(same) there already, \(refused) refused, \(blankRows) blank"
    }
}
