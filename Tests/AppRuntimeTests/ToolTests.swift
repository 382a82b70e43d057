import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Running a program on a lead", .timeLimit(.minutes(1)))
struct ToolTests {
    private let lead = Lead(
        id: Lead.ID(42),
        firstName: "Ana",
        lastName: "de la\u{1b}[31m Cruz",
        phones: [Phone("5125550142")],
        tags: ["hot", "vip"]
    )

    /// Noon of 30 November 2026 in Austin.
    private static let noon = Date(timeIntervalSince1970: 1_796_061_600)

    private func run(
        _ words: [String],
        shell: Bool = false,
        json: Bool = false,
        seconds: Int = 20,
        on lead: Lead? = nil,
        hours: Double = 0
    ) async -> ToolAnswer {
        let environment = ["PATH": "/usr/bin:/bin", "FOYER_API_KEY": "secret", "LANG": "C.UTF-8"]
        let runner = ToolRunner(
            environment: environment,
            json: { "{\"leadId\":\($0.id.rawValue)}" },
            now: { Self.noon + hours * 3_600 }
        )
        let call = ToolCall("test", words, usesShell: shell, takesJSON: json, seconds: seconds)
        return await runner.run(call, on: lead ?? self.lead)
    }

    @Test("gives it the lead as JSON, and the fields in the environment")
    func input() async {
        #expect(await run(["cat"], json: true) == ToolAnswer(lines: ["{\"leadId\":42}"]))
        #expect(await run(["cat"]) == ToolAnswer(lines: []), "without being asked for, nothing is piped")
        let line = "echo $FOYER_LEAD_ID/$FOYER_LEAD_PHONE/$FOYER_LEAD_TAGS"
        #expect(await run([line], shell: true).lines == ["42/5125550142/hot,vip"])
    }

    @Test("gives a number only while it may be called, and says what there is to know")
    func hours() async {
        let line = ["echo $FOYER_LEAD_PHONE/$FOYER_LEAD_CALL"]
        #expect(await run(line, shell: true).lines == ["5125550142/yes"])
        let night = await run(line, shell: true, hours: -9).lines
        #expect(night.count == 1 && night[0].hasPrefix("/opens 08:00"), "\(night)")
        var listed = lead
        listed.phones[0].status = .dncNumber
        #expect(await run(line, shell: true, on: listed).lines == ["/number on a do-not-call list"])
        listed.phones = []
        #expect(await run(line, shell: true, on: listed).lines == ["/no"])
        listed.phones = [Phone("+882 16 5550142")]
        let nowhere = await run(line, shell: true, on: listed).lines
        #expect(nowhere == ["+882 16 5550142/number abroad (+882), local time not known"])
    }

    @Test("lets no key of Foyer's and no control character into the environment")
    func environment() async {
        let lines = await run(["env"]).lines
        #expect(lines.contains("LANG=C.UTF-8") && lines.contains("FOYER_LEAD_NAME=Ana de la [31m Cruz"))
        #expect(!lines.contains { $0.contains("secret") })
    }

    @Test("hands on what every program needs of the place it runs in, by name and by the beginning of the name")
    func place() async {
        let shared = ["PATH": "/usr/bin:/bin", "LC_TIME": "C", "XDG_RUNTIME_DIR": "/run/user/7", "TZ": "UTC"]
        let kept = ["LCD": "secret", "XDG": "secret", "EDITOR": "secret", "MY_LC_TIME": "secret"]
        let runner = ToolRunner(environment: shared.merging(kept) { one, _ in one }, json: { _ in "" })
        let lines = await runner.run(ToolCall("test", ["env"]), on: lead).lines
        for (name, value) in shared { #expect(lines.contains("\(name)=\(value)")) }
        #expect(!lines.contains { $0.contains("secret") })
    }

    @Test("reads no shell where none was asked for")
    func noShell() async { #expect(await run(["echo", "$HOME; ls"]).lines == ["$HOME; ls"]) }

    @Test("says why a program failed, was not there or had to be ended")
    func failures() async {
        #expect(
            await run(["no-such-program-here"]).trouble
                == "“no-such-program-here” cannot be started: there is no such program."
        )
        #expect(await run(["echo oops; exit 3"], shell: true).trouble == "it ended with code 3: oops")
        #expect(await run(["kill -9 $$"], shell: true).trouble == "it was ended by signal 9.")
        #expect(await run([]).trouble == "there is no program in it.")
        let endless = await run(["yes"])
        #expect(endless.trouble == "it printed too much and was ended." && endless.lines.count == ToolText.mostLines)
    }

    @Test("ends one that hangs, with everything it has started")
    func hanging() async {
        let started = ContinuousClock.now
        let answer = await run(["echo before; sleep 600 & sleep 600"], shell: true, seconds: 1)
        #expect(answer == ToolAnswer(lines: ["before"], trouble: "it did not end within 1 s and was ended."))
        #expect(ContinuousClock.now - started < .seconds(10))
    }

    @Test("takes escape sequences out of what it printed, whole and cut off")
    func escapes() {
        let cases: [(String, [String])] = [
            ("\u{1b}[31mred\u{1b}[0m\n", ["red"]), ("\u{1b}]0;title\u{07}text", ["text"]),
            ("\u{1b}]52;c;aGk=\u{1b}\\text", ["text"]), ("a\u{1b}(Bb\u{1b}7c", ["abc"]), ("a\r\nb\n\n", ["a", "b"]),
            ("x\u{1b}[", ["x"]), ("x\u{1b}]never ended", ["x"]), ("x\u{1b}", ["x"]), ("\u{1b}P1;q\u{1b}\\z", ["z"]),
            ("tab\there", ["tab    here"]), ("", []),
        ]
        for (text, lines) in cases { #expect(ToolText.lines(Array(text.utf8)) == lines, "\(text.debugDescription)") }
        let hostile = ToolText.lines([0xFF, 0x9B, 0x33, 0x31, 0x6D, 0x00, 0x08, 0x41])
        #expect(hostile.joined().unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
}

@Suite("A program from the loop", .timeLimit(.minutes(1)))
@MainActor struct ToolLoopTests {
    private struct Echo: WorkbenchTools {
        func run(_ call: ToolCall, on lead: Lead) async -> ToolAnswer {
            ToolAnswer(lines: ["\(call.words) on \(lead.id.rawValue), JSON: \(call.takesJSON)", "second"])
        }
    }

    @Test("is run by the pipe key on the lead it was pressed on, and shows what it said")
    func pipe() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), tools: Echo())
        bench.waitUntilLoaded()
        try bench.press("j|jq '.a b' \\$x<Enter>")
        bench.settle()

        try bench.run()

        guard case .help(let sheet) = bench.state.overlay, let lead = bench.selected else {
            Issue.record("nothing is shown")
            return
        }
        #expect(sheet.rows.first == .text("[\"jq\", \".a b\", \"$x\"] on \(lead.id.rawValue), JSON: true"))
    }
}
