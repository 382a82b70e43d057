import Leads
import Sync
import TestSupport
import Testing

@Suite("Freshness")
struct FreshnessTests {
    private let some = (1...40).map { Lead.ID(Int64($0)) }

    private func attended(at now: Duration = .zero, cursor: Int64? = 1) -> Freshness {
        var freshness = Freshness()
        freshness.learn(.init(callsPerMinute: 100, remaining: 100))
        freshness.attend(cursor: cursor.map { Lead.ID($0) }, rows: some, lastKeyAt: now, now: now)
        return freshness
    }

    @Test("Nothing is read before anybody was there")
    func nobody() {
        #expect(Freshness().next(in: .seen, now: .zero) == .nobody)
        #expect(Freshness().next(in: .behind, now: .seconds(99)) == .nobody)
    }

    @Test("The lead under the cursor is read when the cursor has come to rest, and every minute")
    func cursor() {
        var freshness = attended()
        freshness.saw(some.dropFirst(), at: .zero)
        #expect(freshness.next(in: .seen, now: .zero) == .sleep(until: .milliseconds(250)))
        #expect(freshness.next(in: .seen, now: .milliseconds(250)) == .read(.lead(some[0])))
        freshness.began(.lead(some[0]), at: .milliseconds(250))
        freshness.record(.lead(some[0]), at: .milliseconds(250))
        freshness.saw(some, at: .milliseconds(250))
        guard case .sleep(let until) = freshness.next(in: .seen, now: .seconds(1)) else {
            return #expect(Bool(false), "it was read just now")
        }
        #expect(until > .seconds(30) && until <= .seconds(60))
    }

    @Test("A cursor that only passes by costs nothing")
    func passing() {
        var freshness = attended()
        freshness.saw(some, at: .zero)
        for step in 1...20 {
            let now = Duration.milliseconds(100 * step)
            freshness.attend(cursor: some[step], rows: some, lastKeyAt: now, now: now)
            guard case .sleep = freshness.next(in: .seen, now: now) else {
                return #expect(Bool(false), "read at step \(step)")
            }
        }
    }

    @Test("Nothing is read after 15 minutes without a key, and at once after the next one")
    func idle() {
        var freshness = attended()
        #expect(freshness.next(in: .behind, now: .seconds(900)) == .paused(since: .zero))
        #expect(freshness.next(in: .seen, now: .seconds(2_000)) == .paused(since: .zero))
        #expect(freshness.ages(now: .seconds(2_000)).paused == .seconds(2_000))
        let back = Duration.seconds(2_001)
        freshness.attend(cursor: some[0], rows: some, lastKeyAt: back, now: back)
        #expect(freshness.next(in: .behind, now: back) == .read(.newest))
        #expect(freshness.ages(now: back).paused == nil)
    }

    @Test("A hint only makes a read sooner, and any number of them make one")
    func hints() {
        var freshness = attended()
        freshness.saw(some, at: .zero)
        for _ in 0..<50 { freshness.hint(some[7], at: .milliseconds(1)) }
        #expect(freshness.next(in: .seen, now: .milliseconds(1)) == .read(.lead(some[7])))
        freshness.began(.lead(some[7]), at: .zero)
        guard case .sleep = freshness.next(in: .seen, now: .zero) else {
            return #expect(Bool(false), "a second read for the same hint")
        }
        freshness.hint(some[7], at: .milliseconds(1))
        #expect(freshness.next(in: .seen, now: .zero) == .sleep(until: .seconds(4)), "not in the same moment")
        freshness.hint(Lead.ID(-3), at: .zero)
        #expect(freshness.next(in: .seen, now: .seconds(5)) == .read(.lead(some[7])), "no lead that Lofty lacks")
    }

    @Test("A hint about a lead off the screen waits behind, and is done with when a page brings the lead first")
    func hintBehind() {
        let other = Lead.ID(77)
        var freshness = attended()
        freshness.saw(some, at: .zero)
        for read in [Freshness.Read.newest, .latestActivity, .stages, .members, .tags, .bookPage] {
            freshness.began(read, at: .zero)
        }
        freshness.hint(other, at: .seconds(1))
        #expect(freshness.next(in: .behind, now: .seconds(1)) == .read(.hinted(other)))
        guard case .sleep = freshness.next(in: .seen, now: .milliseconds(100)) else {
            return #expect(Bool(false), "it is not looked at")
        }
        freshness.saw([other], at: .milliseconds(900))
        #expect(freshness.next(in: .behind, now: .seconds(1)) == .read(.hinted(other)), "that was asked for before")
        freshness.saw([other], at: .seconds(1))
        #expect(freshness.next(in: .behind, now: .seconds(1)) != .read(.hinted(other)))
        freshness.hint(other, at: .seconds(2))
        freshness.learn(.init(callsPerMinute: 100, remaining: 5))
        #expect(freshness.next(in: .behind, now: .seconds(2)) != .read(.hinted(other)), "little of the budget is left")
    }

    @Test("Any number of hints leave the lead under the cursor its turn at once")
    func cursorFirst() {
        var freshness = attended()
        for id in some { freshness.hint(id, at: .zero) }
        freshness.began(.lead(some[9]), at: .zero)
        freshness.saw(some.dropFirst(), at: .zero)
        for id in some.dropFirst() { freshness.hint(id, at: .milliseconds(1)) }
        #expect(freshness.next(in: .seen, now: .seconds(9)) == .read(.lead(some[0])))
    }

    @Test("A pass that is given up leaves the book as old as it was, and a refresh in the middle of one makes it young")
    func paceOfPasses() {
        var pace = BookPace()
        pace.passed(at: .zero, total: 300)
        for second in [100, 110] { pace.read(at: .seconds(second), total: 300, pageSize: 100) }
        pace.abandoned()
        #expect(pace.oldest == .zero)
        for second in [200, 210] { pace.read(at: .seconds(second), total: 300, pageSize: 100) }
        #expect(pace.oldest == .zero, "the end of the book is as it was")
        for second in [220, 230] { pace.read(at: .seconds(second), total: 300, pageSize: 100) }
        pace.ended(isWhole: true)
        #expect(pace.oldest == .seconds(200))
        for second in [300, 310] { pace.read(at: .seconds(second), total: 300, pageSize: 100) }
        pace.passed(at: .seconds(400), total: 300)
        for second in [410, 420] { pace.read(at: .seconds(second), total: 300, pageSize: 100) }
        pace.ended(isWhole: true)
        #expect(pace.oldest == .seconds(400))
    }

    @Test("When little of the budget is left only the cursor and the news are read")
    func tight() {
        var freshness = attended()
        freshness.learn(.init(callsPerMinute: 100, remaining: 5))
        for read in [Freshness.Read.newest, .latestActivity] {
            #expect(freshness.next(in: .behind, now: .zero) == .read(read))
            freshness.began(read, at: .zero)
        }
        #expect(freshness.next(in: .behind, now: .zero) == .sleep(until: .seconds(30)))
        freshness.began(.lead(some[0]), at: .seconds(1))
        freshness.record(.lead(some[0]), at: .seconds(1))
        guard case .sleep = freshness.next(in: .seen, now: .seconds(2)) else {
            return #expect(Bool(false), "rows are read although nothing is left")
        }
    }

    @Test("A reading that fails has its turn again, and not at once")
    func failing() {
        var freshness = attended(cursor: nil)
        var now = Duration.zero
        var reads = 0
        while now < .seconds(60) {
            switch freshness.next(in: .seen, now: now) {
            case .read(let read):
                freshness.began(read, at: now)  // And never recorded.
                reads += 1
            case .sleep(let until): now = until
            case .paused, .nobody: return #expect(Bool(false))
            }
        }
        #expect(reads <= 60, "40 leads that cannot be read cost \(reads) calls a minute")
        #expect(freshness.ages(now: now).seen == nil)
    }
}

/// A virtual account: every call takes a while, and nothing is noticed but by reading it.
private struct World {
    struct Edit {
        var lead: Int
        var at: Duration
        var noticedAt: Duration?
    }

    var freshness = Freshness()
    /// Says before every step that leads have changed, those on the screen and others.
    var isFloodedWithHints = false
    let size: Int
    var edits: [Edit] = []
    var calls: [Freshness.Read: Int] = [:]
    var bookCalls: [Duration] = []
    private var page = 0
    private let pages: Int
    /// Leads of a page without the overlap.
    private let stride = 99

    init(size: Int, callsPerMinute: Int) {
        self.size = size
        pages = (size + stride - 1) / stride
        freshness.learn(.init(callsPerMinute: callsPerMinute, remaining: callsPerMinute))
    }

    /// Lets both lanes work for a while; `busy` presses a key every ten seconds.
    mutating func run(from start: Duration, until end: Duration, rows: [Int], latency: Duration) {
        var lanes: [Freshness.Lane: Duration] = [.seen: start, .behind: start]
        var nextKey = start
        while true {
            let lane: Freshness.Lane = lanes[.behind, default: end] < lanes[.seen, default: end] ? .behind : .seen
            let at = lanes[lane, default: end]
            if at >= end { return }
            if at >= nextKey {
                let ids = rows.map { Lead.ID(Int64($0 + 1)) }
                freshness.attend(cursor: ids.first, rows: ids, lastKeyAt: at, now: at)
                nextKey = at + .seconds(10)
            }
            if isFloodedWithHints {
                for step in 0..<200 { freshness.hint(Lead.ID(Int64((step * 37 + calls.count) % size + 1)), at: at) }
                for row in rows.prefix(3) { freshness.hint(Lead.ID(Int64(row + 1)), at: at) }
            }
            switch freshness.next(in: lane, now: at) {
            case .read(let read):
                freshness.began(read, at: at)
                perform(read, at: at, answeredAt: at + latency)
                lanes[lane] = at + latency
            case .sleep(let until): lanes[lane] = min(max(until, at + .milliseconds(1)), nextKey)
            case .paused, .nobody: lanes[lane] = nextKey
            }
        }
    }

    private mutating func perform(_ read: Freshness.Read, at time: Duration, answeredAt: Duration) {
        calls[read.kind, default: 0] += 1
        switch read {
        case .lead(let id), .row(let id), .hinted(let id):
            notice(Int(id.rawValue) - 1..<Int(id.rawValue), asked: time, answeredAt)
            freshness.record(read, at: time)
        case .newest: notice(max(0, size - 100)..<size, asked: time, answeredAt)
        case .bookPage:
            bookCalls.append(time)
            notice(page * stride..<min(size, (page + 1) * stride), asked: time, answeredAt)
            freshness.book.read(at: time, total: size, pageSize: 100)
            page += 1
            if page == pages {
                page = 0
                freshness.book.ended(isWhole: true)
            }
        case .latestActivity, .stages, .members, .tags: break
        }
    }

    private mutating func notice(_ leads: Range<Int>, asked: Duration, _ answeredAt: Duration) {
        freshness.saw(leads.lazy.map { Lead.ID(Int64($0 + 1)) }, at: asked)
        for index in edits.indices where edits[index].noticedAt == nil {
            let edit = edits[index]
            if edit.at <= asked, leads.contains(edit.lead) { edits[index].noticedAt = answeredAt }
        }
    }
}

extension Freshness.Read {
    fileprivate var kind: Freshness.Read {
        switch self {
        case .lead: .lead(Lead.ID(0))
        case .row: .row(Lead.ID(0))
        case .hinted: .hinted(Lead.ID(0))
        case .newest, .latestActivity, .bookPage, .stages, .members, .tags: self
        }
    }
}

@Suite("The promise of freshness")
struct FreshnessPromiseTests {
    @Test("A colleague's edit in a book of 5,000 shows within 5 minutes, on the screen within one, 100 times of 100")
    func fiveThousand() {
        var worst = (book: Duration.zero, screen: Duration.zero)
        for trial in 0..<100 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var random = SeededGenerator(seed: seed)
            var world = World(size: 5_000, callsPerMinute: 100)
            let rows = (0..<40).map { _ in Int.random(in: 0..<5_000, using: &random) }
            let latency = Duration.milliseconds(Int.random(in: 50...600, using: &random))
            let isSeen = trial.isMultiple(of: 2)
            let anywhere = Int.random(in: 0..<5_000, using: &random)
            let lead = isSeen ? rows.randomElement(using: &random) ?? 0 : anywhere
            let at = Duration.milliseconds(Int.random(in: 0...600_000, using: &random))
            world.edits = [World.Edit(lead: lead, at: at)]
            world.run(from: .zero, until: at + .seconds(400), rows: rows, latency: latency)
            let took = (world.edits[0].noticedAt ?? .seconds(99_999)) - at
            #expect(took <= (isSeen ? .seconds(60) : .seconds(300)), "seed \(seed): lead \(lead) took \(took)")
            if isSeen { worst.screen = max(worst.screen, took) } else { worst.book = max(worst.book, took) }
        }
        print("5,000 leads, 100 calls/min: worst in the book \(worst.book), on the screen \(worst.screen)")
    }

    @Test("A book of 50,000 is never older than 10 minutes at 500 calls a minute")
    func fiftyThousand() {
        var world = World(size: 50_000, callsPerMinute: 500)
        world.edits = stride(from: 0, to: 50_000, by: 997).map { World.Edit(lead: $0, at: .seconds(650)) }
        world.run(from: .zero, until: .seconds(1_300), rows: Array(0..<40), latency: .milliseconds(150))
        let worst = world.edits.map { ($0.noticedAt ?? .seconds(99_999)) - $0.at }.max() ?? .zero
        #expect(worst <= .seconds(600), "\(worst)")
        let age = world.freshness.ages(now: .seconds(1_300)).book ?? .seconds(99_999)
        #expect(age <= .seconds(600), "\(age)")
        print("50,000 leads, 500 calls/min: worst \(worst), age of the book \(age)")
    }

    @Test("The rolling pass takes no more than a fifth of the budget while somebody works, and all leave a fifth")
    func frugal() {
        for (size, limit) in [(5_000, 100), (50_000, 500), (200_000, 100), (300, 60)] {
            var world = World(size: size, callsPerMinute: limit)
            world.run(from: .zero, until: .seconds(1_200), rows: Array(0..<40), latency: .milliseconds(100))
            let most = mostInAMinute(world.bookCalls)
            #expect(most <= limit / 5 + 1, "\(size) leads: \(most) pages in a minute of \(limit) calls")
            let all = world.calls.values.reduce(0, +)
            #expect(Double(all) / 20 <= Double(limit) * 0.8, "\(size) leads: \(all / 20) of \(limit) calls a minute")
            let pages = world.bookCalls.count / 20
            print("\(size) leads at \(limit)/min: \(all / 20) calls a minute, \(pages) of them pages")
        }
    }

    @Test("A flood of hints starves neither what is on the screen nor the book, and the budget bears it")
    func flooded() {
        var world = World(size: 5_000, callsPerMinute: 100)
        world.isFloodedWithHints = true
        let rows = (0..<40).map { 4_000 - $0 * 20 }
        world.edits = [0, 1, 20, 39].map { World.Edit(lead: rows[$0], at: .seconds(100)) }
        world.edits += [10, 2_500, 4_990].map { World.Edit(lead: $0, at: .seconds(100)) }
        world.run(from: .zero, until: .seconds(600), rows: rows, latency: .milliseconds(150))
        for (index, edit) in world.edits.enumerated() {
            let took = (edit.noticedAt ?? .seconds(99_999)) - edit.at
            #expect(took <= (index < 4 ? .seconds(60) : .seconds(300)), "edit \(index) took \(took)")
        }
        let all = world.calls.values.reduce(0, +)
        #expect(all <= 1_000, "\(all / 10) of 100 calls a minute")
    }

    private func mostInAMinute(_ times: [Duration]) -> Int {
        var first = 0
        var most = 0
        for (index, time) in times.enumerated() {
            while times[first] <= time - .seconds(60) { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}
