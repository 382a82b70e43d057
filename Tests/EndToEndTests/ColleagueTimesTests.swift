import Foundation
import GRDB
import Testing

extension EndToEnd {
    /// What colleagues change is shown within the promise: measured with `FOYER_TIMES=1`, over a quarter of an hour.
    ///
    /// The colleague has a key of their own, so that only the workbench spends its calls, of which 100 a minute are
    /// allowed; a key is pressed now and then, as by somebody who works.
    @Suite(
        "What colleagues change",
        .timeLimit(.minutes(30)),
        .enabled(if: ProcessInfo.processInfo.environment["FOYER_TIMES"] != nil)
    )
    struct ColleagueTimesTests {
        private static let edits = 100
        private static let pause = 6.0
        /// Of a book of 5,000 at 100 calls a minute.
        private static let promise = 300.0

        @Test("is shown within five minutes, 100 times of 100, in a book of 5,000 at 100 calls a minute")
        func isShown() throws {
            let sandbox = try SandboxProcess(leads: 5_000, extra: ["--rate-limit", "100"])
            let bench = try Workbench(sandbox: sandbox)
            let mirror = bench.home.path + "/state/foyer.sqlite"
            try bench.terminal.wait(for: "5·")
            let ids = try whole(mirror, of: 5_000)
            let key = try #require(sandbox.roleKeys["admin"])

            var open: [Int64: (name: String, at: Date)] = [:]
            var waits: [Double] = []
            let start = Date()
            var (made, pressed) = (0, 0.0)
            while made < Self.edits || !open.isEmpty {
                let since = -start.timeIntervalSinceNow
                if made < Self.edits, since >= Double(made) * Self.pause {
                    let (lead, name) = (ids[made * ids.count / Self.edits], "Colleague\(made)")
                    try edit(lead, to: name, sandbox, key)
                    open[lead] = (name, Date())
                    made += 1
                }
                if since >= pressed {
                    try bench.terminal.press("j")
                    pressed += 15
                }
                for lead in try shown(open.mapValues(\.name), in: mirror) {
                    if let edit = open.removeValue(forKey: lead) { waits.append(-edit.at.timeIntervalSinceNow) }
                }
                if open.values.contains(where: { -$0.at.timeIntervalSinceNow > Self.promise + 60 }) { break }
                usleep(500_000)
            }
            waits.sort()
            #expect(open.isEmpty, "never shown: \(open)")
            #expect(waits.count == Self.edits)
            #expect((waits.last ?? .infinity) <= Self.promise)
            let (median, longest) = (waits[waits.count / 2], waits.last ?? 0)
            print("\(waits.count) edits of a colleague, seconds until they were shown: \(median), at most \(longest)")
            try bench.quit()
        }

        private func edit(_ lead: Int64, to name: String, _ sandbox: SandboxProcess, _ key: String) throws {
            let result = try Binary.system(
                "curl",
                [
                    "-sSf", "-X", "PUT", "\(sandbox.url)/v1.0/leads/\(lead)", "-H", "Authorization: token \(key)",
                    "-H", "Content-Type: application/json", "-d", #"{"lastName":"\#(name)"}"#,
                ]
            )
            #expect(result.status == 0, "\(result.errors)")
        }

        /// The ids of a mirror when it has all leads.
        private func whole(_ mirror: String, of count: Int) throws -> [Int64] {
            let end = Date(timeIntervalSinceNow: 300)
            var ids: [Int64] = []
            while ids.count < count, Date() < end {
                usleep(1_000_000)
                ids = try read(mirror) { try Int64.fetchAll($0, sql: "SELECT id FROM lead WHERE is_gone = 0") }
            }
            try #require(ids.count == count)
            return ids
        }

        /// Leads whose mirrored record has the name that was given to them.
        private func shown(_ names: [Int64: String], in mirror: String) throws -> [Int64] {
            try read(mirror) { db in
                try names.filter { id, name in
                    let sql = "SELECT instr(ifnull(shown, base), ?) > 0 FROM lead WHERE id = ?"
                    return try Bool.fetchOne(db, sql: sql, arguments: [Data(name.utf8), id]) == true
                }
                .map(\.key)
            }
        }

        private func read<Value>(_ mirror: String, _ body: (Database) throws -> Value) throws -> Value {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            return try DatabaseQueue(path: mirror, configuration: configuration).read(body)
        }
    }
}
