import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Listings", .timeLimit(.minutes(1)))
struct RecordListingTests {
    private struct Item: Identifiable, Hashable, Sendable {
        var id: Int
    }

    /// What the endpoint answers, page by page; asking for more is a test failure.
    private func listing(
        _ ending: RecordListing<Item>.Ending,
        _ pages: [RecordPage<Item>]
    ) -> RecordListing<Item> {
        RecordListing(operation: "GET /items", ending: ending) { position throws(APIError) in
            guard position.page < pages.count else {
                Issue.record("Page \(position.page) was asked for and there are \(pages.count)")
                return RecordPage(records: [])
            }
            return pages[position.page]
        }
    }

    private func page(_ ids: [Int], total: Int? = nil, next: String? = nil, odd: Int = 0) -> RecordPage<Item> {
        RecordPage(
            records: ids.map { Item(id: $0) },
            total: total,
            nextCursor: next,
            unreadable: Array(repeating: "odd", count: odd)
        )
    }

    private func read(_ listing: RecordListing<Item>) async throws -> ([Int], RecordListingReport) {
        var ids: [Int] = []
        var reports: [RecordListingReport] = []
        for try await event in listing {
            switch event {
            case .page(let items): ids += items.map(\.id)
            case .end(let report): reports.append(report)
            }
        }
        #expect(reports.count == 1)
        return (ids, try #require(reports.first))
    }

    @Test("a total ends a list as soon as as many items have come")
    func endsByTotal() async throws {
        let (ids, report) = try await read(listing(.total, [page([1, 2], total: 3), page([3], total: 3)]))
        #expect(ids == [1, 2, 3])
        #expect(report == RecordListingReport(distinct: 3, total: 3, pages: 2))
        #expect(report.isComplete)
    }

    @Test("an empty page ends a list that promised more, and the report says how many are missing")
    func saysWhatIsMissing() async throws {
        let (ids, report) = try await read(listing(.total, [page([1], total: 4), page([], total: 4)]))
        #expect(ids == [1])
        #expect(report.missing == 3)
        #expect(!report.isComplete)
    }

    @Test("pages that overlap give each record once, and what they hid is missing")
    func overlaps() async throws {
        let (ids, report) = try await read(listing(.total, [page([1, 2], total: 4), page([2, 3], total: 4)]))
        #expect(ids == [1, 2, 3])
        #expect(report.missing == 1)
    }

    @Test("an item that cannot be read counts for the position and against the whole")
    func countsUnreadable() async throws {
        let (_, report) = try await read(listing(.total, [page([1], total: 2, odd: 1)]))
        #expect(report == RecordListingReport(distinct: 1, total: 2, unreadable: 1, pages: 1))
        #expect(!report.isComplete)
    }

    @Test("a cursor is followed over an empty page to where none is given")
    func followsCursor() async throws {
        let pages = [page([1], total: 2, next: "a"), page([], total: 2, next: "b"), page([2], total: 2)]
        let (ids, report) = try await read(listing(.cursor, pages))
        #expect(ids == [1, 2])
        #expect(report.isComplete)
    }

    @Test("a cursor that comes again ends the list and says so")
    func stopsInCircle() async throws {
        let pages = [page([1], next: "a"), page([2], next: "b"), page([1], next: "a")]
        let (ids, report) = try await read(listing(.cursor, pages))
        #expect(ids == [1, 2])
        #expect(report.isStalled)
        #expect(!report.isComplete)
    }

    @Test(
        "without a total a list ends with a page that brings nothing new",
        arguments: [[], [2]] as [[Int]]
    )
    func endsByNothingNew(last: [Int]) async throws {
        let (ids, report) = try await read(listing(.nothingNew, [page([1, 2]), page(last)]))
        #expect(ids == [1, 2])
        #expect(report.isComplete)
    }

    @Test("a server that sends the same page for every position is found out")
    func findsRepetition() async throws {
        let (ids, report) = try await read(listing(.nothingNew, [page([1, 2]), page([1, 2])]))
        #expect(ids == [1, 2])
        #expect(report.isStalled)
    }

    @Test("a page of which nothing can be read is not the end of a whole list")
    func doubtsUnreadablePage() async throws {
        let (_, report) = try await read(listing(.nothingNew, [page([1, 2]), page([], odd: 2)]))
        #expect(!report.isComplete)
        #expect(report.missing == 2)
    }

    @Test("an error ends the list for good")
    func endsWithError() async throws {
        let broken = RecordListing<Item>(operation: "GET /items", ending: .total) { _ throws(APIError) in
            throw APIError(.serverFailure, operation: "GET /items", disposition: .permanent)
        }
        var iterator = broken.makeAsyncIterator()
        do throws(APIError) {
            _ = try await iterator.next()
            Issue.record("The error is lost")
        } catch {
            #expect(error.kind == .serverFailure)
        }
        #expect(try await iterator.next() == nil)
    }

    @Test("all records come in one array, or none when the list is not whole")
    func readsAll() async throws {
        let whole = try await listing(.total, [page([1, 2], total: 3), page([3], total: 3)]).all()
        #expect(whole.map(\.id) == [1, 2, 3])
        let cut = listing(.total, [page([1], total: 2), page([], total: 2)])
        let error = try #require(await failure { try await cut.all() })
        #expect(error.kind == .unreadableAnswer)
        #expect(error.operation == "GET /items")
        #expect(error.serverText?.contains("unreadable: 1") == true)
    }
}
