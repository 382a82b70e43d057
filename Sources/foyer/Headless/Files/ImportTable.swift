import LeadFiles
import Leads

/// A file of leads, and what its rows run into.
struct ImportTable {
    private var reader: CSVReader
    private var planner: ImportPlanner?
    private let choices: [String: LeadField?]
    private let memory = Memory()

    /// What the rows above have left behind; a class, because the planner asks a closure.
    private final class Memory {
        var people = KnownPeople()
        /// Leads that were made through this machine's outbox, and that no row has claimed yet.
        var made: [NewLead: [JournaledCreate]] = [:]
        /// The row that was asked about last, when an earlier import began it.
        var resumed: (line: Int, entry: OutboxEntry.ID)?

        /// A row that went out already is known by being equal, also without any address to find it by.
        func relation(of lead: ImportedLead, _ line: Int) -> ImportLine.Relation {
            var new = lead.lead
            new.assigneeID = nil
            if let earlier = made[new]?.popLast() {
                _ = people.meet(lead.lead, id: lead.id, line: line)
                resumed = (line, earlier.entry)
                return .same(earlier.counterpart)
            }
            return people.meet(lead.lead, id: lead.id, line: line)
        }
    }

    init(_ path: String, choices: [String: LeadField?]) throws(FoyerFailure) {
        self.choices = choices
        Progress.say("Reading \(path == "-" ? "standard input" : "the file")")
        do throws(CSVError) {
            reader = try CSVFile(path: path).reader()
        } catch {
            throw FoyerFailure(.refused, error.sentence)
        }
    }

    /// Reads the header, and learns who is in the book.
    mutating func meet(_ book: LocalBook, stages: [String]) throws(FoyerFailure) {
        let memory = memory
        try book.forEach { row throws(FoyerFailure) in memory.people.add(row.lead) }
        memory.made = try book.creates()
        do throws(ImportError) {
            let planner = try ImportPlanner(&reader, stages: stages, choices: choices) { lead, line in
                memory.relation(of: lead, line)
            }
            self.planner = planner
            Self.tell(planner.header)
        } catch {
            throw FoyerFailure(.refused, error.sentence)
        }
    }

    private static func tell(_ header: HeaderMap) {
        if header.titles > 0 {
            let lines =
                header.titles == 1 ? "The first line is a title" : "The first \(header.titles) lines are a title"
            StandardError.print("foyer: \(lines) and left out; the names of the columns stand below.")
        }
        let list = { (names: [String]) in names.map { "“\($0)”" }.joined(separator: ", ") }
        if !header.unknown.isEmpty {
            StandardError.print(
                "foyer: These columns are unknown and left out: \(list(header.unknown)). --map says what one holds."
            )
        }
        if !header.leftOut.isEmpty {
            StandardError.print(
                "foyer: These columns are left out, since no lead can take them: \(list(header.leftOut))."
            )
        }
        if !header.seconds.isEmpty {
            StandardError.print("foyer: These count only where the one before is empty: \(list(header.seconds)).")
        }
    }

    /// The next row that has text.
    mutating func next() throws(FoyerFailure) -> ImportLine? {
        do throws(CSVError) {
            return try planner?.next(&reader)
        } catch {
            throw FoyerFailure(.refused, error.sentence)
        }
    }

    /// The change that made the lead of this row, where an earlier import began it; of the row that came last.
    func resumed(_ line: ImportLine) -> OutboxEntry.ID? {
        memory.resumed.flatMap { $0.line == line.line ? $0.entry : nil }
    }

    /// Accents of an old code page look wrong when it was another one.
    func tellEncoding() {
        if reader.hasDamagedText {
            StandardError.print(
                "foyer: Some rows hold accents that were lost before, such as “JosÃ©” or “Jos\u{FFFD}”. Export "
                    + "them again as UTF-8."
            )
        }
        guard reader.hasOldText else { return }
        StandardError.print(
            "foyer: Some rows are no UTF-8 and were read as Windows-1252. Where accents look wrong, save the file as "
                + "“CSV UTF-8” and import that."
        )
    }

    var summary: ImportSummary { planner?.summary ?? ImportSummary() }
}
