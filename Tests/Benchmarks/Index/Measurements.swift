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

    init(leads: Int) {
        book = InventedBook(count: leads)
        index = BookIndex()
        let took = time {
            for start in stride(from: 0, to: leads, by: 10_000) {
                index.apply(rows: (start..<min(start + 10_000, leads)).map(book.row))
            }
        }
        print("\n## \(leads) leads\n\n| what | p50 / p99, ms |\n|---|---|")
        print("| inventing and laying out all leads, s | \(seconds(took)) |")
    }

    func run() throws {
        _ = index.counts(QueueDefinition.defaults.map(\.query), context: context)
        try sorts()
        try questions("substring, key to first page and count", Questions.substring, sort: LeadSort(.created))
        try questions("structured filter, sort and first page", Questions.structured, sort: LeadSort(.name))
        fuzzy()
        try counts()
        try snapshot()
        print("| resident, MiB (peak) | \(Memory.mebibytes("VmRSS")) (\(Memory.mebibytes("VmHWM"))) |")
    }

    /// Asks, and reads the ids of the first screen.
    private func page(_ question: BookQuestion) {
        guard let answer = index.answer(question, rows: NoRows()) else { return }
        for position in 0..<min(50, answer.count) { _ = answer.id(at: position) }
    }

    private func report(_ name: String, _ durations: [Duration]) { print("| \(name) | \(Samples(durations).text) |") }

    private func sorts() throws {
        var first: [Duration] = []
        var after: [Duration] = []
        for sort in Questions.sorts {
            let question = BookQuestion(.everything, sort: sort, context: context)
            let took = time { page(question) }
            first.append(took)
            let direction = sort.isDescending ? ", descending" : ""
            print("| first sort by \(sort.key.rawValue)\(direction) | \(Samples([took]).text) |")
            for _ in 0..<5 { after.append(time { page(question) }) }
        }
        report("any sort, first time", first)
        report("any sort, after that", after)
    }

    private func questions(_ name: String, _ texts: [String], sort: LeadSort) throws {
        page(BookQuestion(.everything, sort: sort, context: context))
        var durations: [(Duration, String)] = []
        for _ in 0..<3 {
            for text in texts {
                let took = try time {
                    page(BookQuestion(try LeadQuery.parse(text, mode: .live), sort: sort, context: context))
                }
                durations.append((took, text))
            }
        }
        let slowest = durations.max { $0.0 < $1.0 }?.1 ?? ""
        report("\(name) (\(durations.count) queries; slowest “\(slowest)”)", durations.map(\.0))
    }

    private func fuzzy() {
        var durations: [(Duration, String)] = []
        for _ in 0..<7 {
            for text in Questions.fuzzy {
                let question = BookQuestion(.everything, sort: LeadSort(.created), context: context, fuzzy: text)
                durations.append((time { page(question) }, text))
            }
        }
        let slowest = durations.max { $0.0 < $1.0 }?.1 ?? ""
        report("fuzzy (\(durations.count) queries; slowest “\(slowest)”)", durations.map(\.0))
    }

    private func counts() throws {
        let queues = QueueDefinition.defaults.map(\.query)
        var scratch: [Duration] = []
        for round in 0..<10 {
            // Another order of the queues is another list, which is counted anew.
            let queries = Array(queues[(round % queues.count)...] + queues[..<(round % queues.count)])
            scratch.append(time { _ = index.counts(queries, context: context) })
        }
        report("nine counts from scratch", scratch)
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
        report("one changed lead into columns, orders and nine counts", changes)
        var later = context
        var advances: [Duration] = []
        for _ in 0..<20 {
            later.now += 60
            advances.append(time { _ = index.counts(queues, context: later) })
        }
        report("nine counts a minute later", advances)
        let batch = (0..<1_000).map { book.row($0 * 991 % book.count) }
        report("a thousand changed leads", (0..<5).map { _ in time { index.apply(rows: batch) } })
    }

    private func snapshot() throws {
        let path = NSTemporaryDirectory() + "foyer-index-benchmark-\(getpid())"
        defer { unlink(path) }
        report("snapshot written", [try time { try index.save(to: path, account: "a") }])
        let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        var count = 0
        let reads = try (0..<5).map { _ in try time { count = try BookIndex(snapshot: path, account: "a").count } }
        report("snapshot read, \(size >> 20) MiB, \(count) leads", reads)
    }
}

/// The rows are the store's; what is timed here is the index.
struct NoRows: LeadRowSource {
    func rows(of ids: [Lead.ID]) -> [LeadRow?] { ids.map { _ in nil } }
}
