import FoundationEssentials
import Leads
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

/// A book that is paged the way Lofty does it, and that can misbehave.
private struct Book: Sendable {
    var ids: [Int]
    var total: Int?
    /// Largest page, whatever is asked for.
    var cap = 100
    var hasScroll = false
    /// Pages of higher offsets come without a cursor.
    var lastOffsetWithScroll = Int.max
    /// Cursors that are refused when they are used, each once.
    var expiringScrolls: Set<String> = []
    /// Offsets from here on are refused.
    var refusedOffset = Int.max
    /// Takes no notice of offsets.
    var isStuck = false
    var unreadable: Set<Int> = []
}

/// Serves a ``Book`` as pages of JSON.
private final class BookTransport: HTTPTransport {
    private let state: Mutex<(book: Book, queries: [String])>

    init(_ book: Book) { state = Mutex((book, [])) }

    var queries: [String] { state.withLock { $0.queries } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        state.withLock { state in
            state.queries.append(request.query)
            return Self.answer(to: request.query, of: &state.book)
        }
    }

    private static func answer(to query: String, of book: inout Book) -> HTTPResponse {
        let items = Dictionary(
            query.split(separator: "&").map { $0.split(separator: "=") }.map { (String($0[0]), String($0[1])) },
            uniquingKeysWith: { first, _ in first }
        )
        let scroll = items["scrollId"]
        if let scroll, book.expiringScrolls.remove(scroll) != nil { return refusal }
        let offset = Int(scroll?.dropFirst() ?? "") ?? Int(items["offset"] ?? "") ?? 0
        if scroll == nil, offset >= book.refusedOffset { return refusal }
        let start = book.isStuck ? 0 : offset
        let ids = book.ids.dropFirst(start).prefix(min(book.cap, Int(items["limit"] ?? "") ?? 25))
        let leads = ids.map { book.unreadable.contains($0) ? "{}" : leadText($0) }
        let givesScroll = book.hasScroll && (scroll != nil || offset <= book.lastOffsetWithScroll)
        let next = givesScroll ? "s\(start + ids.count)" : nil
        let text = pageText(leads, total: book.total ?? book.ids.count, scrollID: next)
        return HTTPResponse(status: 200, body: .init(text.utf8))
    }

    private static var refusal: HTTPResponse {
        HTTPResponse(status: 400, body: .init(#"{"code":20012,"message":"scroll expired"}"#.utf8))
    }
}

@Suite("Paging", .timeLimit(.minutes(5)))
struct PagingTests {
    private func client(_ transport: BookTransport) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: "https://api.example.com", credential: .apiKey("k"))
        // The book names no limit, so long lists are paced.
        configuration.time = ManualTime(skipsPauses: true).source
        return LoftyClient(configuration: configuration, transport: transport)
    }

    /// Ids in the order in which they came, and the report.
    private func walk(
        _ transport: BookTransport,
        _ request: LeadListRequest = LeadListRequest()
    ) async throws -> (ids: [Int64], report: LeadListingReport) {
        var ids: [Int64] = []
        var report: LeadListingReport?
        for try await event in client(transport).allLeads(request) {
            #expect(report == nil, "nothing follows the report")
            switch event {
            case .page(let page): ids += page.leads.map(\.id.rawValue)
            case .end(let end): report = end
            }
        }
        return (ids, try #require(report))
    }

    @Test("a whole list comes page by page, newest first, and says so", arguments: [0, 1, 99, 100, 101, 450])
    func pagesByOffset(count: Int) async throws {
        let transport = BookTransport(Book(ids: Array(1..<(count + 1))))
        let (ids, report) = try await walk(transport)
        #expect(ids == (0..<count).map { Int64($0 + 1) })
        #expect(report == LeadListingReport(distinct: count, total: count, pages: max(1, (count + 99) / 100)))
        #expect(report.isComplete)
        #expect(transport.queries.first == "sort=CreateTime&desc=true&offset=0&limit=100")
    }

    @Test("filters, order and page size of the request are kept on every page")
    func keepsRequest() async throws {
        let transport = BookTransport(Book(ids: Array(1...5)))
        _ = try await walk(transport, LeadListRequest(stage: "Hot", sort: .score, isDescending: false, limit: 2))
        #expect(
            transport.queries == [0, 2, 4].map { "stage=Hot&sort=Score&desc=false&offset=\($0)&limit=2" }
        )
    }

    @Test("a server that caps pages loses nothing")
    func followsCaps() async throws {
        let (ids, report) = try await walk(BookTransport(Book(ids: Array(1...130), cap: 25)))
        #expect(ids.count == 130)
        #expect(report.pages == 6)
    }

    @Test("overlapping pages yield each lead once")
    func dedupes() async throws {
        let shifted = Array(1...100) + Array(81...180)
        let (ids, report) = try await walk(BookTransport(Book(ids: shifted, total: 200)))
        #expect(ids == (1...180).map { Int64($0) })
        #expect(report.missing == 20)
        #expect(!report.isComplete)
    }

    @Test("a short list is said")
    func reportsShortLists() async throws {
        let (ids, report) = try await walk(BookTransport(Book(ids: Array(1...30), total: 454)))
        #expect(ids.count == 30)
        #expect(report.missing == 424)
    }

    @Test("the whole list in one array is whole or an error")
    func readsAll() async throws {
        let whole = client(BookTransport(Book(ids: Array(1...130))))
        #expect(try await whole.allLeads().all().map(\.id.rawValue) == (1...130).map { Int64($0) })
        for book in [Book(ids: Array(1...30), total: 454), Book(ids: Array(1...30), unreadable: [7])] {
            let damaged = client(BookTransport(book))
            let error = try #require(await failure { try await damaged.allLeads().all() })
            #expect(error.kind == .unreadableAnswer)
            #expect(error.serverText?.hasPrefix("The list is not whole: ") == true)
        }
    }

    @Test("items that cannot be read are counted")
    func countsUnreadable() async throws {
        let (ids, report) = try await walk(BookTransport(Book(ids: Array(1...150), unreadable: [7, 140])))
        #expect(ids.count == 148)
        #expect(report.unreadable == 2)
        #expect(report.missing == 2)
    }

    @Test("a server that ignores offsets is not asked for ever")
    func stopsWhenStuck() async throws {
        let transport = BookTransport(Book(ids: Array(1...1_000), isStuck: true))
        let (ids, report) = try await walk(transport)
        #expect(ids.count == 100)
        #expect(report.missing == 900)
        #expect(transport.queries.count == 2)
    }

    @Test("high offsets give way to the cursor")
    func switchesToScroll() async throws {
        let transport = BookTransport(Book(ids: Array(1...2_450), hasScroll: true))
        let (ids, report) = try await walk(transport)
        #expect(ids.count == 2_450)
        #expect(report == LeadListingReport(distinct: 2_450, total: 2_450, pages: 25))
        #expect(transport.queries[19].contains("offset=1900&"))
        #expect(transport.queries[20].contains("scrollId=s2000&"))
        #expect(transport.queries[24].contains("scrollId=s2400&"))
    }

    @Test("an expired cursor begins the list once more, and no lead comes twice")
    func restartsOnce() async throws {
        let transport = BookTransport(Book(ids: Array(1...2_450), hasScroll: true, expiringScrolls: ["s2200"]))
        let (ids, report) = try await walk(transport)
        #expect(ids == (1...2_450).map { Int64($0) })
        #expect(report.isRestarted)
        #expect(report.isComplete)
    }

    @Test("a cursor that expires again is an error, never a silent part of a list")
    func failsAfterSecondExpiry() async throws {
        let transport = BookTransport(
            Book(ids: Array(1...2_450), hasScroll: true, expiringScrolls: ["s2200", "s2300"])
        )
        let error = try #require(await failure { try await walk(transport) })
        #expect(error.kind == .refused)
    }

    @Test("a refused high offset goes on with the last cursor that was given")
    func leavesRefusedOffsets() async throws {
        let book = Book(ids: Array(1...2_300), hasScroll: true, lastOffsetWithScroll: 1_000, refusedOffset: 2_000)
        let (ids, report) = try await walk(BookTransport(book))
        #expect(ids == (1...2_300).map { Int64($0) })
        #expect(report.isComplete)
        #expect(!report.isRestarted)
    }

    @Test("a refusal of a low offset is about something else, and an error")
    func failsOnLowOffsets() async throws {
        let book = Book(ids: Array(1...300), hasScroll: true, refusedOffset: 200)
        let error = try #require(await failure { try await walk(BookTransport(book)) })
        #expect(error.kind == .refused)
    }

    @Test("a kept cursor goes on where it stopped, and what lies before is said to be missing")
    func resumes() async throws {
        let book = Book(ids: Array(1...250), hasScroll: true)
        let (ids, report) = try await walk(BookTransport(book), LeadListRequest(page: .scroll("s100")))
        #expect(ids == (101...250).map { Int64($0) })
        #expect(report.missing == 100)
        #expect(!report.isRestarted)
    }

    @Test("a kept cursor that has expired begins the list from its start")
    func restartsKeptCursors() async throws {
        let book = Book(ids: Array(1...250), hasScroll: true, expiringScrolls: ["s100"])
        let (ids, report) = try await walk(BookTransport(book), LeadListRequest(page: .scroll("s100")))
        #expect(ids == (1...250).map { Int64($0) })
        #expect(report.isRestarted && report.isComplete)
    }

    @Test("an order without a direction descends, for Lofty's own default is not known")
    func saysDirection() async throws {
        let transport = BookTransport(Book(ids: [1]))
        _ = try await walk(transport, LeadListRequest(sort: .score))
        #expect(transport.queries == ["sort=Score&desc=true&offset=0&limit=100"])
    }

    @Test("an error ends the sequence")
    func endsAfterError() async throws {
        let transport = StubTransport([.json("", status: 401)])
        var iterator = makeClient(transport).allLeads().makeAsyncIterator()
        #expect(await failure { try await iterator.next() }?.kind == .credentialRejected)
        #expect(try await iterator.next() == nil)
    }
}
