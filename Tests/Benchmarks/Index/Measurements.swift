import BenchmarkSupport
import Foundation
import LeadIndex
import Leads
import TestSupport

/// The figures of a book of one size.
struct Measurements {
    let book: InventedBook
    let index: BookIndex
    let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0], members: SampleLeads.members)
    private let filling: Duration

    init(leads: Int) {
        let (book, index) = (InventedBook(count: leads), BookIndex())
        filling = time {
            for start in stride(from: 0, to: leads, by: 10_000) {
                index.apply(rows: (start..<min(start + 10_000, leads)).map(book.row))
            }
        }
        // As the workbench does when it has read the book.
        index.giveBackMemory()
        self.book = book
        self.index = index
    }

    func run(into table: inout ResultTable) throws {
        let queues = QueueDefinition.defaults.map(\.query)
        _ = index.counts(queues, context: context)
        try sorts(&table)
        try questions("substring, key to first page and count", Questions.substring, .created, "4 / 8", &table)
        try questions("structured filter, sort, first page", Questions.structured, .name, "5 at p99", &table)
        fuzzy(&table)
        fromScratch(queues, &table)
        changes(queues, &table)
        // Before the saved columns are read beside those that there are.
        table.add("resident, MiB", of: book.count, "\(Memory.mebibytes("VmRSS"))", goal: "200")
        try snapshot(&table)
        labels(&table)
        plans(&table)
        table.add("inventing and laying out, s", of: book.count, seconds(filling))
    }

    /// A disposition of three parts for ten thousand leads, which a person waits for.
    private func plans(_ table: inout ResultTable) {
        guard book.count >= 10_000, let disposition = Disposition.defaults.first(where: { $0.id == "no-answer" }) else {
            return
        }
        let ground = BulkGround((0..<10_000).map { book.row($0).lead })
        let planner = Planner(team: Team(members: SampleLeads.members), now: SampleLeads.now)
        var durations: [Duration] = []
        for _ in 0..<5 {
            durations.append(time { _ = planner.plan(.disposition(disposition, words: ""), on: ground) })
        }
        table.add("the plan of a disposition for 10 k leads", of: book.count, durations, goal: "1,000")
    }

    /// Asks, and reads the ids of the first screen.
    private func page(_ question: BookQuestion) {
        guard let answer = index.answer(question, rows: NoRows()) else { return }
        for position in 0..<min(50, answer.count) { _ = answer.id(at: position) }
    }

    private func sorts(_ table: inout ResultTable) throws {
        var first: [Duration] = []
        var after: [Duration] = []
        for sort in Questions.sorts {
            let question = BookQuestion(.everything, sort: sort, context: context)
            first.append(time { page(question) })
            for _ in 0..<5 { after.append(time { page(question) }) }
        }
        table.add("any sort of the whole book, first time", of: book.count, first, goal: "60 at most")
        table.add("any sort, after that", of: book.count, after, goal: "5")
    }

    private func questions(
        _ name: String,
        _ texts: [String],
        _ sort: LeadSort.Key,
        _ goal: String,
        _ table: inout ResultTable
    ) throws {
        page(BookQuestion(.everything, sort: LeadSort(sort), context: context))
        var durations: [(Duration, String)] = []
        for _ in 0..<3 {
            for text in texts {
                let took = try time {
                    let query = try LeadQuery.parse(text, mode: .live)
                    page(BookQuestion(query, sort: LeadSort(sort), context: context))
                }
                durations.append((took, text))
            }
        }
        report(name, durations, goal, &table)
    }

    private func fuzzy(_ table: inout ResultTable) {
        var durations: [(Duration, String)] = []
        for _ in 0..<7 {
            for text in Questions.fuzzy {
                let question = BookQuestion(.everything, sort: LeadSort(.created), context: context, fuzzy: text)
                durations.append((time { page(question) }, text))
            }
        }
        report("fuzzy find", durations, "16 at p99", &table)
    }

    private func report(
        _ name: String,
        _ durations: [(Duration, String)],
        _ goal: String,
        _ table: inout ResultTable
    ) {
        // Each text by its fastest run, so that what else the machine did does not name a text.
        let best = Dictionary(durations.map { ($0.1, $0.0) }, uniquingKeysWith: min).sorted { $0.value > $1.value }
        let slowest = best.prefix(6).map { "“\($0.key)” \(Samples([$0.value]).text)" }.joined(separator: ", ")
        FileHandle.standardError.write(Data("\(book.count) leads, \(name): slowest \(slowest)\n".utf8))
        table.add("\(name) (\(durations.count) queries)", of: book.count, durations.map(\.0), goal: goal)
    }

    private func fromScratch(_ queues: [LeadQuery], _ table: inout ResultTable) {
        let scratch = (0..<20).map { round in
            // Another order of the queues is another list, which is counted anew.
            let turn = round % queues.count
            return time { _ = index.counts(Array(queues[turn...] + queues[..<turn]), context: context) }
        }
        table.add("counts of the default queues, from scratch", of: book.count, scratch, goal: "50")
    }

    private func changes(_ queues: [LeadQuery], _ table: inout ResultTable) {
        _ = index.counts(queues, context: context)
        var changes: [Duration] = []
        for number in 0..<200 {
            var row = book.row(number * 37 % book.count)
            row.lead.stage = number.isMultiple(of: 2) ? "Contacted" : "New Lead"
            row.lead.lastTouchAt = context.now
            changes.append(
                time {
                    index.apply(rows: [row])
                    _ = index.counts(queues, context: context)
                }
            )
        }
        table.add("one changed lead into columns, orders, counts", of: book.count, changes, goal: "1")
        var later = context
        let advances = (0..<20).map { _ in
            later.now += 60
            return time { _ = index.counts(queues, context: later) }
        }
        table.add("the counts a minute later", of: book.count, advances)
        let batch = (0..<1_000).map { book.row($0 * 991 % book.count) }
        let batches = (0..<5).map { _ in time { index.apply(rows: batch) } }
        table.add("a thousand changed leads", of: book.count, batches)
    }

    private func snapshot(_ table: inout ResultTable) throws {
        let path = NSTemporaryDirectory() + "foyer-index-benchmark-\(getpid())"
        defer { unlink(path) }
        let written = try time { try index.save(to: path, account: "a") }
        table.add("snapshot written", of: book.count, [written])
        let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        let reads = try (0..<5).map { _ in
            try time {
                let count = try BookIndex(snapshot: path, account: "a").count
                guard count == index.count else { throw Failure("\(count) of \(index.count) leads came back") }
            }
        }
        table.add("snapshot read and checked", of: book.count, reads, goal: "500")
        table.add("snapshot, bytes a lead", of: book.count, "\(size / book.count)")
    }

    /// What Tab offers, asked with every key of a filter.
    private func labels(_ table: inout ResultTable) {
        table.add("labels in use", of: book.count, (0..<20).map { _ in time { _ = index.vocabulary } })
    }
}

/// The rows are the store's; what is timed here is the index.
struct NoRows: LeadRowSource {
    func rows(of ids: [Lead.ID]) -> [LeadRow?] { ids.map { _ in nil } }
}
