import Foundation
import Testing

extension EndToEnd {
    @Suite("foyer sync --watch", .timeLimit(.minutes(3)))
    struct SyncWatchTests {
        /// A watching process and what it has printed so far.
        private final class Watcher {
            let process: ChildProcess
            private let files: TemporaryDirectory
            private let streams: ChildProcess.Streams

            init(_ environment: [String: String]) throws {
                files = try TemporaryDirectory()
                streams = ChildProcess.Streams(
                    output: try files.write("", to: "out"),
                    errors: try files.write("", to: "err")
                )
                process = try ChildProcess(
                    Binary.path,
                    ["sync", "--watch"],
                    environment: environment,
                    streams: streams
                )
            }

            deinit { process.send(SIGKILL) }

            func text(_ path: KeyPath<ChildProcess.Streams, String>) -> String {
                FileManager.default.contents(atPath: streams[keyPath: path]).map { String(decoding: $0, as: UTF8.self) }
                    ?? ""
            }

            func wait(for words: String, in path: KeyPath<ChildProcess.Streams, String>, seconds: Double = 60) -> Bool {
                let deadline = Date(timeIntervalSinceNow: seconds)
                while Date() < deadline {
                    if text(path).contains(words) { return true }
                    usleep(50_000)
                }
                Issue.record("“\(words)” did not come. Output: \(text(\.output)) Errors: \(text(\.errors))")
                return false
            }

            /// Waits until it has opened the book: what changed before that is no news to it.
            func waitUntilOpen(seconds: Double = 60) -> Bool {
                let deadline = Date(timeIntervalSinceNow: seconds)
                let folder = "/proc/\(process.processID)/fd"
                while Date() < deadline {
                    // A descriptor may be closed between the two looks.
                    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                    let files = names.compactMap {
                        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
                    }
                    if files.contains(where: { $0.hasSuffix("/pass.lock") }) { return true }
                    usleep(20_000)
                }
                Issue.record("it has not opened the book. Errors: \(text(\.errors))")
                return false
            }

            /// Ends it as a service does.
            func end() -> Int32 {
                process.send(SIGTERM)
                return process.wait()
            }
        }

        @Test("prints what changes here and at the server, not the book that was known, and ends with 0 on SIGTERM")
        func news() throws {
            let office = try Office(leads: 25)
            #expect(try office.run("sync").status == 0)
            let ids = try office.sandbox.leads(matching: "limit=3").map(\.leadID)
            let watcher = try Watcher(office.environment)
            #expect(watcher.waitUntilOpen())
            usleep(200_000)
            // What a command of the same directory decides shows at once.
            #expect(try office.run("leads", "update", "\(ids[0])", "--stage", "Nurture").status == 0)
            #expect(watcher.wait(for: "changed\t\(ids[0])\t", in: \.output))
            #expect(watcher.text(\.output).contains("\tNurture\t"))
            #expect(!watcher.text(\.output).contains("\t\(ids[1])\t"), "the rest of the book is no news")
            #expect(try office.run("leads", "trash", "\(ids[1])", "--reason", "Duplicate").status == 0)
            #expect(watcher.wait(for: "gone\t\(ids[1])", in: \.output))
            // Somebody else's new lead, without a hint, is there within the half minute of the news.
            _ = try office.sandbox.curl("/v1.0/leads", method: "POST", body: #"{"firstName": "Zo\u0007e"}"#)
            #expect(watcher.wait(for: "\tZo", in: \.output))
            #expect(!watcher.text(\.output).contains("\u{7}"))
            #expect(watcher.end() == 0)
        }

        @Test("fills an empty mirror without a line for each lead")
        func firstFill() throws {
            let office = try Office(leads: 25)
            let watcher = try Watcher(office.environment)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let deadline = Date(timeIntervalSinceNow: 30)
            while try office.run("sync").output != "25 leads, nothing waits.\n", Date() < deadline { usleep(100_000) }
            usleep(500_000)
            #expect(watcher.text(\.output) == "")
            #expect(try office.run("leads", "update", "\(lead)", "--add-tag", "vip").status == 0)
            #expect(watcher.wait(for: "changed\t\(lead)\t", in: \.output))
            #expect(watcher.end() == 0)
        }

        @Test("goes on without a link, says so once, and prints what it finds when the server is back")
        func down() throws {
            let files = try TemporaryDirectory()
            let database = files.path + "/book.sqlite"
            let office = try Office(leads: 25, extra: ["--database", database])
            #expect(try office.run("sync").status == 0)
            let port = try #require(Int(office.sandbox.url.split(separator: ":").last ?? ""))
            office.sandbox.stop()
            let watcher = try Watcher(office.environment)
            #expect(watcher.wait(for: "cannot be reached", in: \.errors))
            let other = try SandboxProcess(leads: 25, port: port, database: database)
            #expect(watcher.wait(for: "answers again", in: \.errors, seconds: 90))
            withExtendedLifetime(other) {}
            #expect(watcher.text(\.errors).components(separatedBy: "cannot be reached").count == 2)
            #expect(watcher.end() == 0)
        }
    }
}
