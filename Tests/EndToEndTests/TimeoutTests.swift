import Foundation
import Testing

extension EndToEnd {
    @Suite("How long a command waits", .timeLimit(.minutes(5)))
    struct TimeoutTests {
        @Test(
            "T22: --timeout is kept, whichever call the server leaves unanswered",
            arguments: ["/v1.0/me", "/v1.0/leads/{leadId}", "/v1.0/notes", "/v1.0/teamFeatures/lead-pipelines"]
        )
        func stalls(path: String) throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let fault = #"[{"do":"stall","path":"\#(path)","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let words =
                path.hasSuffix("pipelines")
                ? ["leads", "update", "\(lead)", "--stage", "Qualified"]
                : ["leads", "note", "\(lead)", "Likes mornings"]
            let start = ContinuousClock.now
            let result = try office.run(words + ["--timeout", "3"])
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(result.status == 3, "\(result)")
            #expect((2.5...5.5).contains(seconds), "\(path): \(seconds) s")
        }

        @Test(
            "T22: --timeout is kept by what reads a whole list first",
            arguments: [["bulk", "plan", "stage:new", "tag", "spring"], ["leads", "import", "FILE"]]
        )
        func lists(words: [String]) throws {
            let office = try Office(leads: 5)
            let file = try office.home.write("Name\nAda\n", to: "ada.csv")
            let fault = #"[{"do":"stall","method":"GET","path":"/v1.0/leads","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let start = ContinuousClock.now
            let result = try office.run(words.map { $0 == "FILE" ? file : $0 } + ["--timeout", "3"])
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(result.status == 3 && result.errors.contains("did not answer within 3 s"), "\(result)")
            #expect((2.5...5.5).contains(seconds), "\(words): \(seconds) s")
        }

        @Test(
            "T22: --timeout is kept by commands that call the server without the journal, and what may have arrived is told",
            arguments: [
                ["transactions", "list", "LEAD"], ["transactions", "add", "LEAD", "12 Elm St"],
                ["transactions", "pipelines"], ["assistant", "list"], ["assistant", "quota"],
                ["assistant", "mute", "LEAD"], ["hooks", "list"], ["hooks", "subscribe", "http://127.0.0.1:9/lofty"],
                ["hooks", "remove", "7"],
            ]
        )
        func direct(words: [String]) throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let fault = #"[{"do":"stall","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let start = ContinuousClock.now
            let result = try office.run(words.map { $0 == "LEAD" ? "\(lead)" : $0 } + ["--timeout", "2"])
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(result.status == 3 && result.errors.contains("The 2 s of --timeout are over"), "\(result)")
            #expect(seconds < 4, "\(words): \(seconds) s")
            let writes = ["add", "mute", "subscribe", "remove"].contains(words[1])
            #expect(result.errors.contains("may have done it or not") == writes, "\(result)")
        }

        @Test("of a batch each lead has the whole time, and one that is not answered does not stop the others")
        func batch() throws {
            let office = try Office(leads: 5)
            let leads = try office.sandbox.leads(matching: "limit=2").map(\.leadID)
            let fault = #"[{"do":"stall","path":"/v1.0/leads/{leadId}","times":1}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let words = ["leads", "note", "-", "Likes mornings", "--timeout", "3", "--format", "jsonl"]
            let input = leads.map { "\($0)\n" }.joined()
            let result = try Binary.run(words, environment: office.environment, input: input)
            let rows = try FileTests.objects(result.output)
            #expect(result.status == 3 && rows.map { $0["result"] as? String } == ["unconfirmed", "done"], "\(result)")
        }
    }
}

extension EndToEnd {
    @Suite("A server that answers with somebody else", .timeLimit(.minutes(2)))
    struct OtherLeadTests {
        @Test("T16: a lead that is answered with another one is refused, and no change goes out")
        func other() throws {
            let office = try Office(leads: 5)
            let leads = try office.sandbox.leads(matching: "limit=2").map(\.leadID)
            let body = try office.sandbox.curl("/v1.0/leads/\(leads[1])")
            let fault: [String: Any] = [
                "do": "answer", "status": 200, "method": "GET", "path": "/v1.0/leads/{leadId}", "body": body,
                "times": 20,
            ]
            let script = String(decoding: try JSONSerialization.data(withJSONObject: [fault]), as: UTF8.self)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            let shown = try office.run("leads", "show", "\(leads[0])")
            #expect(shown.status != 0 && !shown.output.contains("\(leads[1])"), "\(shown)")
            let noted = try office.run("leads", "note", "\(leads[0])", "Likes mornings", "--timeout", "10")
            #expect(noted.status != 0, "\(noted)")
            #expect(try office.sandbox.writes() == 0)
        }
    }
}
