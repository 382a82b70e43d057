// Times the timeline of a lead with 10,000 entries, whole frames at 160×50: from the mirror's copy on the disk to the first
// lines, and to all of it; then, with the entries in memory, each step of a scroll, a page, the jump to the end, a choice of
// kind. JSON, as which the copy was kept once, is read for comparison.
//
//     FOYER_BENCHMARKS=1 swift build -c release --product TimelineBenchmark
//     .build/release/TimelineBenchmark [ENTRIES]

import BenchmarkSupport
import Foundation
import Leads
import Panes
import Store
import Sync
import Terminal
import ViewModels

/// Frames of one workbench, as the loop makes them.
struct Bench {
    var state: AppState
    var memory = ScreenMemory()
    let context = PaneContext()

    init() {
        let lead = Lead(id: Lead.ID(7), firstName: "Ana", phones: [Phone("5125550142")], createdAt: start)
        state = AppState(accountName: "benchmark", queues: QueueDefinition.defaults, now: start)
        for case .query(let question) in AppReducer.reduce(&state, .happened(.leadsChanged)) {
            let rows = ArrayLeadRows([LeadRow(lead: lead, syncState: .clean)])
            let counts = question.counting.map { _ in 1 }
            let answer = IndexAnswer(request: question, rows: rows, counts: counts)
            _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
        }
        state.focus = .timeline
    }

    mutating func act(_ action: Action) {
        _ = AppReducer.reduce(&state, action)
        let size = Size(width: 160, height: 50)
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: state.focus)
        let viewport = Screen.viewport(state, layout: layout, context: context, memory: &memory)
        _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
        _ = Screen.render(state, layout: layout, context: context, memory: &memory)
    }
}

let start = Date(timeIntervalSince1970: 1_790_000_000)
let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
let kinds: [TimelineEntry.Kind] = [
    .site("Browse"), .call(.outbound, outcome: "Talked"), .note(isPinned: false), .system, .email(.inbound, event: nil),
]
let entries = (0..<count).map { number in
    TimelineEntry(
        id: "entry:\(number)",
        at: start - Double(number) * 1_800,
        kind: kinds[number % kinds.count],
        text: String(repeating: "what was said and done ", count: 1 + number % 20)
    )
}
let timeline = Timeline(merging: entries)
let json = try JSONEncoder().encode(timeline)

func times(_ count: Int, _ work: () throws -> Void) rethrows -> String {
    Samples(try (0..<count).map { _ in try time(work) }).text
}

let id = Lead.ID(7)
let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-timeline-\(getpid())").path
defer { try? FileManager.default.removeItem(atPath: folder) }
let directory = StateDirectory(path: folder)
try directory.prepare()
let store = try SQLiteStore(directory: directory)
_ = try store.commit(
    StoreTransaction(readings: [.lead(Lead(id: id, firstName: "Ana", createdAt: start), at: start, asked: 0)])
)
print("| \(count) entries, ms, p50 / p99 | |\n|---|---|")
print("| keeping a copy in the mirror | \(try times(20) { try store.save(timeline, of: id, at: start) }) |")

/// Time from asking the mirror to a painted frame, in a workbench that has painted before.
func firstFrame(_ read: () throws -> Timeline?) throws -> String {
    Samples(
        try (0..<50).map { _ in
            var fresh = Bench()
            fresh.act(.program(.redraw))
            return try time {
                guard let timeline = try read() else { throw Failure("the mirror has no copy") }
                fresh.act(.happened(.timelineLoaded(id, timeline, isFresh: false)))
            }
        }
    ).text
}

print("| mirror's copy to first lines | \(try firstFrame { try store.timelinePage(of: id) }) |")
print("| mirror's copy to all of it | \(try firstFrame { try store.timeline(of: id) }) |")
print("| reading all of the mirror's copy | \(try times(20) { _ = try store.timeline(of: id) }) |")
print("| the same as JSON | \(try times(20) { _ = try JSONDecoder().decode(Timeline.self, from: json) }) |")
var bench = Bench()
bench.act(.program(.redraw))
let loaded = Action.happened(.timelineLoaded(id, timeline, isFresh: false))
bench.act(loaded)
print("| a step down | \(times(1_000) { bench.act(.navigate(.move(.lines(1)))) }) |")
print("| a step up | \(times(500) { bench.act(.navigate(.move(.lines(-1)))) }) |")
print("| a page | \(times(100) { bench.act(.navigate(.move(.pages(1)))) }) |")
print(
    "| to the end and back | \(times(50) { bench.act(.navigate(.move(.end))); bench.act(.navigate(.move(.start))) }) |"
)
print(
    "| only notes, and everything again | \(times(50) { bench.act(.navigate(.timeline(.show(.notes)))); bench.act(.navigate(.timeline(.show(nil)))) }) |"
)
