import Foundation
import Testing

extension EndToEnd {
    @Suite("Queues at a shell", .timeLimit(.minutes(2)))
    struct QueueCommandTests {
        @Test("a queue narrows list, count and export, alone and with a query, and a wrong name is told the nearest")
        func queues() throws {
            let office = try Office(leads: 80)
            let all = try office.records("leads", "list", "--queue", "new", "--format", "json")
            #expect(!all.isEmpty && all.allSatisfy { $0["stage"] as? String == "New Lead" }, "\(all)")
            #expect(try office.run("leads", "count", "--queue", "New").output == "\(all.count)\n")
            let scored = all.filter { ($0["score"] as? Int ?? 0) >= 50 }
            #expect(!scored.isEmpty && scored.count < all.count)
            #expect(try office.run("leads", "count", "--queue", "New", "score>=50").output == "\(scored.count)\n")
            let either = try office.run("leads", "count", "--queue", "New", "(score>=50 or score<50)")
            #expect(either.output == "\(all.count)\n", "the query stays in its brackets")
            let export = try office.run("leads", "export", "--queue", "New").output
            #expect(export.components(separatedBy: "\r\n").count == all.count + 2)
            let queues = try office.records("queues", "--format", "json")
            #expect(queues.first?["key"] as? Int == 1 && queues.contains { $0["name"] as? String == "Stale" })
            let queries = queues.compactMap { $0["query"] as? String }
            #expect(queries.count == queues.count && queries.contains { $0.contains("stage:New") }, "\(queues)")
            let wrong = try office.run("leads", "list", "--queue", "Stael")
            #expect(wrong.status == 64 && wrong.errors.contains("Did you mean “Stale”?"), "\(wrong.errors)")
        }
    }
}
