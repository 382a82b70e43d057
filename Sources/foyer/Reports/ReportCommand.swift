import AppRuntime
import ArgumentParser
import FoundationEssentials
import Glibc
import Leads
import Panes
import Store
import Sync

/// `foyer report`: what the mirror, the journal and the audit log add up to.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Figures of what this machine knows: how soon leads are answered, how far they come, what is late.",
        discussion: """
            Asks nobody: “foyer sync” brings the book up to date before. A table has bars and a line of little columns; \
            csv and json have shares from 0 to 1 and times in seconds. Without a name it lists the reports. A report over \
            a book, or follow-ups, that were never read to their end is printed, and exits with 1.

              foyer report speed --since 7d
              foyer report response --format csv
            """
    )

    @OptionGroup var printing: PrintingOptions

    @Option(help: ArgumentHelp("From when on, such as 7d, 2w, yesterday or 2026-11-01.", valueName: "time"))
    var since: String?

    @Argument(
        help: "\(ReportName.allCases.map(\.rawValue).joined(separator: ", ")).",
        completion: .list(ReportName.allCases.map(\.rawValue))
    )
    var name: String?

    func run() async throws {
        try await reportingFailure {
            guard let name else { return try list() }
            guard let chosen = ReportName(rawValue: name.lowercased()) else { throw Self.unknown(name) }
            let now = Date()
            let period = ReportPeriod(for: chosen, since: try start(now), now: now, zone: .home)
            Progress.say("Adding up the book")
            let (report, isWhole) = try Self.read(chosen, period)
            try ReportPrinter(printing).print(report, now: now)
            // What there is was printed, but nobody takes it for the whole.
            if !isWhole { throw Self.short(chosen) }
        }
    }

    private func start(_ now: Date) throws(FoyerFailure) -> Date? {
        guard let since else { return nil }
        guard let start = ReportPeriod.since(since, now: now, zone: .home) else {
            throw FoyerFailure(
                .misused,
                "“\(since)” is no time in the past. Write 7d, 2w, 3mo or a day such as 2026-11-01, yesterday or tue."
            )
        }
        return start
    }

    private func list() throws(FoyerFailure) {
        let fields: [RecordField<ReportName>] = [
            RecordField("report") { .text($0.rawValue) }, RecordField("title") { .text($0.title) },
        ]
        let names = fields.map(\.name)
        var printer = try RecordPrinter(fields, table: names, data: names, options: printing)
        try printer.printAll(ReportName.allCases)
    }

    private static func unknown(_ name: String) -> FoyerFailure {
        let names = ReportName.allCases.map(\.rawValue)
        let hint = NearestSpelling.question(about: name, among: names, marks: ("", ""))
        return FoyerFailure(
            .misused,
            "There is no report “\(name)”.\(hint) The reports are: \(names.joined(separator: ", "))."
        )
    }

    private static func short(_ name: ReportName) -> FoyerFailure {
        let what =
            switch name {
            case .overdue:
                "Not all of your follow-ups were read here, so the report is short. “foyer sync” reads the latest."
            case .speed, .response, .funnel, .ageing, .today:
                "The book was never read to its end here, so the report is short. “foyer sync” reads it."
            }
        return FoyerFailure(.refused, what)
    }

    private static func read(
        _ name: ReportName,
        _ period: ReportPeriod
    ) throws(FoyerFailure) -> (Report, isWhole: Bool) {
        let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
        guard FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite") else {
            throw FoyerFailure(.unusable, "Nothing was read here yet. “foyer sync” reads the book.")
        }
        do throws(StoreError) {
            let reading = ReportReading(try StateDirectory(path: paths.state).open().store)
            return (try reading.report(name, period), try reading.isWhole(name))
        } catch {
            throw FoyerFailure(error)
        }
    }
}

/// Prints a report: for people with bars, for programs as records.
struct ReportPrinter {
    private let options: PrintingOptions

    init(_ options: PrintingOptions) { self.options = options }

    func print(_ report: Report, now: Date) throws(FoyerFailure) {
        if options.format == .table, options.columns == nil, !options.noHeader {
            let zone = ZoneRules.home
            let text = ReportText(
                report,
                width: Self.width,
                glyphs: SessionSettings.hasUnicode(ProcessInfo.processInfo.environment) ? .unicode : .ascii,
                now: now
            ) { zone.offset(at: $0.wholeSeconds) }
            for line in text.plain { try Output.writeLine(line) }
            return
        }
        let fields = report.columns.indices.map { column in
            RecordField<[Report.Cell]>(report.columns[column].name, heading: report.columns[column].heading) {
                RecordValue($0[column])
            }
        }
        let names = fields.map(\.name)
        var printer = try RecordPrinter(fields, table: names, data: names, options: options)
        try printer.printAll(report.rows)
        for remark in report.remarks { StandardError.print("foyer: \(remark)") }
    }

    /// Where nobody looks, a line is as long as in a mail.
    private static var width: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 100
        }
        return Int(size.ws_col)
    }
}

extension RecordValue {
    fileprivate init(_ cell: Report.Cell) {
        switch cell {
        case .none: self = .none
        case .text(let text): self = .text(text)
        case .id(let id): self = .id(id)
        case .count(let count): self = .number(Int64(count))
        case .share(let share): self = .share(share)
        case .time(let seconds): self = .number(Int64(seconds.rounded()))
        case .moment(let date): self = .date(date)
        }
    }
}
