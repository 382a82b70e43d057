import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Store
import Sync

/// `foyer audit`: the log of every change that was sent.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The log of every change that was sent: who, when, which lead, before, after, and what came of it.",
        discussion: """
            Texts of notes and calls stand in it as their length and SHA-256. Each record's digest covers the one before, so a \
            record that is changed, dropped or put in shows. Exit codes: 0 all is well, 1 a record does not fit, 2 Foyer \
            cannot work here, 64 wrong usage.
            """,
        subcommands: [List.self, Verify.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the newest records, the newest first."
        )

        @OptionGroup var printing: PrintingOptions
        @Option(help: "Only those of one lead.", completion: LiveWords.leads) var lead: LeadArgument?
        @Option(help: "How many at most.") var last = 50

        func validate() throws {
            guard last > 0 else { throw ValidationError("--last takes 1 or more, not \(last).") }
        }

        func run() async throws {
            try await reportingFailure {
                let store = try AuditCommand.open()
                let records: [Sync.AuditRecord]
                do throws(StoreError) {
                    records = try store.latestAuditRecords(of: lead?.id, limit: last)
                } catch {
                    throw FoyerFailure(error)
                }
                switch printing.format {
                case .json: try Output.json(records.map(AuditLine.init))
                case .jsonl, .csv, .tsv:
                    var printer = try AuditFields.printer(printing)
                    try printer.printAll(records.map(AuditLine.init))
                case .table: try Output.table(AuditLine.headings, records.map { AuditLine($0).cells })
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check that no record was changed, dropped or put in; prints the digest of the last one.",
            discussion:
                "A log that was cut at its end is told only by a digest that was noted before: give it with --head."
        )

        @Option(help: ArgumentHelp("A digest that the log must hold.", valueName: "digest")) var head: String?

        func run() async throws {
            try await reportingFailure {
                let (check, hasHead) = try Self.check(try AuditCommand.open(), for: head)
                switch check.fault {
                case .changed(let number):
                    throw FoyerFailure(
                        .refused,
                        "Record \(number) does not fit: it, or the one before it, is not as it was written. The "
                            + "\(number - 1) before it are whole."
                    )
                case .outOfOrder(let expected, let found):
                    throw FoyerFailure(
                        .refused,
                        "Record \(expected) does not fit: record \(found) stands in its place."
                    )
                case nil: break
                }
                guard hasHead else {
                    throw FoyerFailure(
                        .refused,
                        "No record has the digest \(head ?? ""): the log was cut or made anew."
                    )
                }
                try Output.write(
                    "\(check.count) records are whole. The last has the digest \(AuditLine.hex(check.head)).\n"
                )
            }
        }

        private static func check(
            _ store: any AuditStore,
            for head: String?
        ) throws(FoyerFailure) -> (AuditChain.Check, hasHead: Bool) {
            var check = AuditChain.Check()
            var hasHead = head == nil
            do throws(StoreError) {
                while check.fault == nil {
                    let records = try store.auditRecords(after: check.count, limit: 1_000)
                    if records.isEmpty { break }
                    check.take(records)
                    if let head {
                        hasHead = hasHead || records.contains { AuditLine.hex($0.digest) == head.lowercased() }
                    }
                }
            } catch {
                throw FoyerFailure(error)
            }
            return (check, hasHead)
        }
    }

    /// The log needs neither account nor network.
    private static func open() throws(FoyerFailure) -> any AuditStore {
        let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
        guard FileManager.default.fileExists(atPath: paths.state) else { throw .noAccount(paths) }
        do throws(StoreError) {
            return try StateDirectory(path: paths.state).open().store
        } catch {
            throw FoyerFailure(error)
        }
    }
}
