import Foundation
import GRDB
import Testing

extension EndToEnd {
    @Suite("A sandbox that is killed", .timeLimit(.minutes(5)))
    struct KillTests {
        private static let rounds = 20
        private static let writers = 3

        @Test("twenty kills amid writes leave a database that opens, is whole, and has every acknowledged write")
        func killedAmidWrites() throws {
            let seed = UInt64.random(in: 1 ... .max)
            var random = Pauses(state: seed)
            let directory = try TemporaryDirectory()
            let database = directory.path + "/book.sqlite"
            let log = try directory.write("", to: "acknowledged")
            for round in 0..<Self.rounds {
                // That it starts at all shows that the last kill left a database that opens.
                let sandbox = try SandboxProcess(leads: 5, database: database)
                let writers = try (0..<Self.writers).map { try Self.startWriter("\(round)-\($0)", sandbox, log) }
                usleep(random.next())
                #expect(sandbox.end(with: SIGKILL) == 128 + SIGKILL, "seed \(seed), round \(round)")
                for writer in writers { #expect(writer.wait() == 0, "seed \(seed), round \(round)") }
                try Self.checkWholeness(database, "seed \(seed), round \(round)")
            }
            let acknowledged = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(acknowledged.count > Self.rounds, "seed \(seed)")
            let kept = try Self.names(in: database)
            #expect(Set(acknowledged).subtracting(kept) == [], "seed \(seed)")
            // The sandbox itself agrees with its tables.
            let sandbox = try SandboxProcess(database: database)
            let total = try #require(try sandbox.object("/v1.0/leads?key=Kill&limit=1")["_metadata"] as? [String: Any])
            #expect(total["total"] as? Int == kept.count { $0.hasPrefix("Kill") })
        }

        /// A shell that creates a lead and tags another one, over and over, and notes each acknowledged name, until
        /// nobody answers any more.
        private static let script = """
            n=0
            send() {
                curl -sf --max-time 20 -o /dev/null -X "$1" "$2" -H "Authorization: token $key" \
                    -H 'Content-Type: application/json' -d "$3" || exit 0
            }
            url=$1; writer=$2; key=$3; log=$4
            while :; do
                name="Kill$writer-$n"
                send POST "$url/v1.0/leads" "{\\"firstName\\":\\"$name\\",\\"emails\\":[\\"$name@example.com\\"],\
            \\"phones\\":[\\"5125550100\\"],\\"tags\\":[\\"one\\",\\"two\\"],\\"content\\":\\"note\\"}"
                echo "$name" >> "$log"
                send PUT "$url/v1.0/leads/563172647619608" "{\\"tagsAdd\\":[\\"tag $name\\"]}"
                echo "tag $name" >> "$log"
                n=$((n + 1))
            done
            """

        private static func startWriter(
            _ name: String,
            _ sandbox: SandboxProcess,
            _ log: String
        ) throws -> ChildProcess {
            try ChildProcess("/bin/sh", ["-c", script, "sh", sandbox.url, name, sandbox.apiKey, log])
        }

        /// Looks with a connection of its own, before any sandbox has had the chance to repair something.
        private static func checkWholeness(_ path: String, _ round: String) throws {
            let queue = try DatabaseQueue(path: path)
            try queue.read { db in
                #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"], "\(round)")
                #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty, "\(round)")
                let halves = try String.fetchAll(
                    db,
                    sql: """
                        SELECT firstName FROM lead WHERE firstName LIKE 'Kill%' AND NOT (
                            (SELECT count(*) FROM leadEmail WHERE leadId = lead.id) = 1
                            AND (SELECT count(*) FROM leadPhone WHERE leadId = lead.id) = 1
                            AND (SELECT count(*) FROM leadTag WHERE leadId = lead.id) = 2
                            AND (SELECT count(*) FROM note WHERE leadId = lead.id) = 1
                            AND searchText <> ''
                        )
                        """
                )
                #expect(halves == [], "\(round)")
            }
            try queue.close()
        }

        /// First names of the leads that the writers made, and the tags that they put on the other lead.
        private static func names(in path: String) throws -> Set<String> {
            let queue = try DatabaseQueue(path: path)
            let names = try queue.read { db in
                try String.fetchSet(
                    db,
                    sql: """
                        SELECT firstName FROM lead WHERE firstName LIKE 'Kill%'
                        UNION SELECT tag.name FROM tag JOIN leadTag ON leadTag.tagId = tag.id
                        WHERE leadTag.leadId = 563172647619608
                        """
                )
            }
            try queue.close()
            return names
        }

        /// Times before a kill, in microseconds: some before the first write, some after many.
        private struct Pauses {
            var state: UInt64

            mutating func next() -> UInt32 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt32(state >> 33) % 300_000
            }
        }
    }
}
