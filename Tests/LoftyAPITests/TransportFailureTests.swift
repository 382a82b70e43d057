import FoundationEssentials
import LoftyAPI
import LoftyHTTP
import Synchronization
import Testing

@Suite("Failures of the live transport", .timeLimit(.minutes(1)))
struct TransportFailureTests: TransportSuite {
    let transport = CurlTransport()

    // MARK: Failures

    @Test("a port where nobody listens is unreachable")
    func failsToConnect() async throws {
        let server = try RawServer { _ in }
        server.stop()
        // The port stays ours until the accepting thread is gone; then the connection is refused.
        #expect(await eventually { await failure(request(server))?.kind == .unreachable })
    }

    @Test(
        "a connection that breaks once sending began is lost",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
            "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain",
        ],
        [false, true]
    )
    func losesConnections(bytes: String, isReset: Bool) async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(bytes)
            if isReset { connection.reset() }
        } _: { server in
            let error = try #require(await failure(request(server, "POST", body: "{}")))
            #expect(error.kind == .lost, "\(error)")
            #expect(!error.detail.contains("s3cret"))
        }
    }

    @Test("a peer that does not speak TLS is not sent anything")
    func refusesPlainText() async throws {
        try await RawServer.serving { connection in
            connection.send("HTTP/1.1 400 Bad\r\n\r\n")
            connection.waitForPeerToLeave()
        } _: { server in
            let url = "https://127.0.0.1:\(server.port)/"
            let error = try #require(await failure(HTTPRequest(method: "POST", url: url, deadline: .seconds(5))))
            #expect(error.kind == .untrusted, "\(error)")
        }
    }

    @Test("a peer that resets during the TLS handshake has received nothing")
    func classifiesBrokenHandshakes() async throws {
        try await RawServer.serving({ $0.reset() }) { server in
            let url = "https://127.0.0.1:\(server.port)/"
            let error = try #require(await failure(HTTPRequest(method: "POST", url: url, deadline: .seconds(5))))
            #expect(error.kind == .untrusted || error.kind == .unreachable, "\(error)")
        }
    }

    @Test(
        "a write is never repeated by the library, though a kept connection turns out dead",
        arguments: ["POST", "PUT", "DELETE"]
    )
    func neverRepeatsWrites(method: String) async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest()?.hasPrefix("GET") == true else { return connection.reset() }
            connection.send(answer(200, "{}"))
            // The next request on the kept connection is read, and then lost.
            _ = connection.readRequest()
            connection.reset()
        } _: { server in
            _ = try await transport.send(request(server))
            let error = try #require(await failure(request(server, method, body: method == "DELETE" ? nil : "{}")))
            #expect(error.kind == .lost)
            #expect(server.requests.filter { $0.hasPrefix(method) }.count == 1)
        }
    }

    @Test("an answer beyond the limit is cut off, announced or not", arguments: [true, false])
    func boundsAnswers(isAnnounced: Bool) async throws {
        let length = isAnnounced ? "Content-Length: 10000000\r\n" : ""
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
            let block = [UInt8](repeating: 0x20, count: 100_000)
            for _ in 0..<100 where !connection.send(block) { return }
        } _: { server in
            #expect(await failure(request(server))?.kind == .answerTooLarge)
            let response = try await transport.send(request(server, limit: 10_000_000))
            #expect(response.body.count == 10_000_000)
        }
    }

    @Test("a head without end is cut off too")
    func boundsHeads() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            let field = "X-Filler: \(String(repeating: "y", count: 1_000))\r\n"
            while connection.send(field) {}
        } _: { server in
            let error = try #require(await failure(request(server)))
            #expect(error.kind == .answerTooLarge || error.kind == .lost, "\(error)")
        }
    }

    @Test("the deadline covers the whole answer, however steadily it drips")
    func keepsDeadline() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while connection.send(" ") { connection.pause(.milliseconds(10)) }
        } _: { server in
            let start = ContinuousClock.now
            #expect(await failure(request(server, deadline: .milliseconds(300)))?.kind == .lost)
            let took = ContinuousClock.now - start
            #expect(took >= .milliseconds(290) && took < .seconds(20), "\(took)")
        }
    }

    // MARK: Cancelling

    @Test("cancelling the task ends the transfer long before its deadline")
    func cancels() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.waitForPeerToLeave()
        } _: { server in
            var fastest = Duration.seconds(60)
            // The deadline of the request is 30 s; what a cancellation takes on an idle machine is a benchmark's to say.
            for round in 1...5 {
                let task = Task { await failure(request(server)) }
                #expect(await eventually { server.requests.count == round })
                let start = ContinuousClock.now
                task.cancel()
                #expect(await task.value?.kind == .cancelled)
                fastest = min(fastest, ContinuousClock.now - start)
            }
            #expect(fastest < .seconds(10), "\(fastest)")
        }
    }

    @Test("a task that was cancelled before sends nothing")
    func cancelsEarly() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure(request(server))
            }
            #expect(await task.value?.kind == .cancelled)
            #expect(server.connections == 0)
        }
    }

    @Test("cancelling at any moment leaves no request without an outcome")
    func survivesRacingCancellations() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<300 {
                    group.addTask {
                        let task = Task { await failure(request(server)) }
                        for _ in 0..<(index % 7) { await Task.yield() }
                        task.cancel()
                        let error = await task.value
                        #expect(error == nil || error?.kind == .cancelled)
                    }
                }
            }
        }
    }

    @Test("letting go of a transport waits for what is under way, and ends its thread")
    func endsThread() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            for _ in 0..<100 {
                let response = try await CurlTransport().send(request(server))
                #expect(response.status == 200)
            }
        }
        // The tests beside this one have transports too, but never as many as this one would leave behind.
        #expect(await eventually { ((try? transportThreads()) ?? .max) < 60 })
    }

    /// Threads of this process that carry the name CCurl gives to its own.
    private func transportThreads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { thread in
            // A thread that ended meanwhile has no name to read.
            let name = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
            return name == "foyer-http\n"
        }
    }
}
