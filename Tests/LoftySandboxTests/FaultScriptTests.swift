import Foundation
import Testing

@testable import LoftySandbox

@Suite("Fault scripts", .timeLimit(.minutes(1)))
struct FaultScriptTests {
    @Test("a script is a list, bare or named, and comes back as it was read")
    func roundTrip() throws {
        let text = """
            {"faults": [
              {"do": "too-many-requests", "times": 5, "retryAfterSeconds": 3, "rateHeaders": false},
              {"do": "internal-error", "method": "PUT", "path": "/v1.0/leads/{leadId}", "nth": 2},
              {"do": "bad-gateway"}, {"do": "service-unavailable"}, {"do": "string-error"}, {"do": "empty-body"},
              {"do": "html"}, {"do": "answer", "status": 418, "contentType": "text/plain", "body": "short and stout"},
              {"do": "truncate", "afterBytes": 7}, {"do": "drip", "bytesPerSecond": 100},
              {"do": "delay", "milliseconds": 20, "probability": 0.25, "seed": 9, "times": 1000},
              {"do": "stall"}, {"do": "drop-before"}, {"do": "drop-after"},
              {"do": "hide-new-leads", "milliseconds": 500}, {"do": "skew-clock", "hours": -5},
              {"do": "expire-token"}, {"do": "expire-scroll"}
            ]}
            """
        let faults = try FaultScript.parse(text)
        #expect(faults.count == 18)
        #expect(Set(faults.map(\.json["do"])).count == 11, "eight of them are answers in the general form")
        let again = try FaultScript.parse(JSON.array(faults.map(\.json)).text)
        #expect(again == faults)
        #expect(faults[0].effect == .answer(storm))
        #expect(faults[1].nth == 2)
        #expect(faults[10].chance == Fault.Chance(probability: 0.25, seed: 9))
        #expect(faults[15].effect == .skewClock(.seconds(-18_000)))
    }

    private var storm: ScriptedAnswer {
        var storm = ScriptedAnswer.tooManyRequests
        storm.headers = ["Retry-After": "3"]
        storm.hidesRateLimit = true
        return storm
    }

    @Test(
        "what is wrong is named with its place",
        arguments: [
            ("", "line 1, column 1"), ("[\n  {\"do\": \"stall\"},\n  x\n]", "line 3, column 3"), ("7", "is a list"),
            (#"{"fault":[]}"#, "is a list"), (#"[{"do":"stall"},{"do":"explode"}]"#, "Entry 2"),
            (#"[7]"#, "Entry 1 of the fault script: it must be an object"), (#"[{}]"#, "\"do\" must be one of"),
            (#"[{"do":"stall","time":3}]"#, "\"time\" is not known"),
            (#"[{"do":"stall","afterBytes":3}]"#, "\"afterBytes\" is not known"),
            (#"[{"do":"delay"}]"#, "\"milliseconds\" is missing"),
            (#"[{"do":"delay","milliseconds":-1}]"#, "from 0 to 3600000"),
            (#"[{"do":"drip","bytesPerSecond":0}]"#, "from 1"), (#"[{"do":"answer","status":99}]"#, "from 200 to 599"),
            (#"[{"do":"stall","method":"PATCH"}]"#, "GET, POST, PUT or DELETE"),
            (#"[{"do":"stall","path":"v1.0"}]"#, "start with a slash"), (#"[{"do":"stall","nth":0}]"#, "from 1"),
            (#"[{"do":"stall","times":"two"}]"#, "whole number"),
            (#"[{"do":"stall","probability":1.5}]"#, "from 0.0 to 1.0"),
            (#"[{"do":"stall","seed":1}]"#, "goes with \"probability\""),
            (#"[{"do":"answer","status":200,"headers":{"A":"b\r\nC: d"}}]"#, "of one line"),
            (#"[{"do":"answer","status":200,"headers":{"A":1}}]"#, "of one line"),
            (#"[{"do":"answer","status":200,"headers":{"A\r\nB":"c"}}]"#, "of one line"),
            (#"[{"do":"answer","status":200,"contentType":"a/b\r\nC: d"}]"#, "one line of printable ASCII"),
            (#"[{"do":"too-many-requests","rateHeaders":1}]"#, "true or false"),
        ]
    )
    func wrong(text: String, place: String) async throws {
        let error = #expect(throws: FaultScriptError.self) { try FaultScript.parse(text) }
        #expect(try #require(error).description.contains(place))
        try await withSandbox { sandbox, client async throws in
            sandbox.faults.add(Fault(.expireToken))
            let reply = try await client.reply("POST", "/sandbox/faults", text)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(sandbox.faults.pending == [Fault(.expireToken)], "nothing is half applied")
        }
    }

    @Test("a running sandbox takes, shows and forgets faults, and its own controls know none")
    func live() async throws {
        try await withSandbox { sandbox, client async throws in
            let script = #"[{"do":"expire-token","path":"/v1.0/me","times":2},{"do":"html"}]"#
            let added = try await client.reply("POST", "/sandbox/faults", script)
            #expect(added.status == 200)
            #expect(try added.json["faults"]?.items?.count == 2)
            #expect(try await client.get("/v1.0/me").status == 401)
            #expect(try await client.get("/sandbox/faults").json["faults"]?.items?.first?["times"] == 1)
            #expect(try await client.delete("/sandbox/faults").text == #"{"faults":[]}"#)
            #expect(try await client.get("/v1.0/me").status == 200)
            #expect(sandbox.requests.entries.count == 2)
            for method in ["GET", "POST", "DELETE"] {
                let stranger = client.with(authorization: nil)
                #expect(try await stranger.reply(method, "/sandbox/faults", script).status == 401)
            }
            #expect(try await client.put("/sandbox/faults", [:]).status == 405)
        }
    }

    @Test("a sandbox can be started with its misfortunes")
    func configured() async throws {
        let faults = try FaultScript.parse(#"[{"do":"internal-error","nth":2}]"#)
        try await withSandbox(SandboxConfiguration(leads: 2, faults: faults)) { _, client async throws in
            #expect(try await client.get("/v1.0/me").status == 200)
            #expect(try await client.get("/v1.0/me").status == 500)
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("chance strikes the same requests for the same seed, and about as many as it says", arguments: 1...4)
    func chance(seed: UInt64) {
        func struck() -> [Bool] {
            var fault = Fault(.stall, times: 10_000)
            fault.chance = Fault.Chance(probability: 0.3, seed: seed)
            let queue = FaultQueue([fault])
            return (0..<2_000).map { _ in queue.take(for: SandboxRequest(method: "GET", path: "/")) != nil }
        }
        let first = struck()
        #expect(first == struck())
        #expect((500...700).contains(first.count { $0 }), "seed \(seed)")
    }

    @Test("a request that one fault lets pass can be struck by the next")
    func passing() {
        let queue = FaultQueue([Fault(.stall, nth: 3), Fault(.expireToken, method: "GET", times: 2)])
        let effects = (1...4).map { _ in queue.take(for: SandboxRequest(method: "GET", path: "/v1.0/me")) }
        #expect(effects == [.expireToken, .expireToken, .stall, nil])
    }
}
