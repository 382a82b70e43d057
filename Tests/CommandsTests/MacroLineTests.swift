import Leads
import Testing
import ViewModels

@testable import Commands

@Suite("Steps of a macro as lines")
struct MacroLineTests {
    private func step(_ line: String) throws -> Macro.Step {
        try MacroLine.step(line, table: .standard, dispositions: Disposition.defaults)
    }

    @Test(
        "are read back as they were written",
        arguments: [
            Intent.setStage("Under Contract"), .addTag("hot"), .addTag("+plus"), .addTag("-minus"), .removeTag("a b"),
            .assign(to: .named("bob@example.com")), .addNote("two\nlines"), .logCall(.noAnswer, text: "", phone: nil),
            .logCall(.talked, text: "wants 3 beds", phone: nil),
            .addFollowUp(FollowUpWish("tue 3pm", text: "Ask again")),
            .addFollowUp(FollowUpWish("1")), .snooze(until: "3"), .snooze(until: nil), .setHidden(true),
            .setHidden(false),
        ]
    )
    func bothWays(_ intent: Intent) throws {
        let line = try #require(MacroLine.text(of: .intent(intent)))
        guard case .intent(let read) = try step(line) else {
            Issue.record("\(line)")
            return
        }
        // A text behind a semicolon keeps no blank before it.
        #expect(MacroLine.text(of: .intent(read)) == line)
        if case .addFollowUp = intent { return }
        #expect(read == intent)
    }

    @Test("name a disposition with its words")
    func disposition() throws {
        let noAnswer = try #require(Disposition.defaults.first { $0.id == "no-answer" })
        let step = Macro.Step.disposition(noAnswer, words: "rang twice")

        #expect(MacroLine.text(of: step) == "dispose no-answer rang twice")
        #expect(try self.step("dispose no-answer rang twice") == step)
    }

    @Test(
        "are refused with the reason where they choose nothing, or are about one lead only",
        arguments: [
            ("stage", "is no step"), ("trash spam", "is no step"), ("hide", "is no step"), ("quit", "is no step"),
            ("stge x", "Did you mean"), ("dispose nothing", "There is no disposition"), ("tag", "wants TAG"),
        ]
    )
    func refused(_ line: String, _ words: String) {
        do {
            _ = try step(line)
            Issue.record("\(line) was taken")
        } catch let error as MacroLineError {
            #expect(error.sentence.contains(words), "\(error.sentence)")
        } catch {
            Issue.record("\(error)")
        }
    }
}
