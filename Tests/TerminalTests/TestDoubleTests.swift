import Foundation
import TestSupport
import Testing

@testable import Terminal

@MainActor private final class Counter {
    var value = 0
}

@MainActor @Suite(.timeLimit(.minutes(1))) struct ScriptedEventSourceTests {
    @Test("a script is played step by step and then ends")
    func script() throws {
        let source = ScriptedEventSource(keys: [KeyPress(.up), KeyPress(.enter)])
        #expect(try source.waitForEvents(timeout: nil) == [.key(KeyPress(.up))])
        #expect(try source.waitForEvents(timeout: nil) == [.key(KeyPress(.enter))])
        #expect(try source.waitForEvents(timeout: nil) == [.endOfInput])
    }

    @Test("a wait ends when another thread wakes it and the condition holds; many wakes are one")
    func wake() throws {
        let wakes = Counter()
        let source = ScriptedEventSource([.wait { wakes.value == 2 }, .send([.key(KeyPress(.enter))])])
        for _ in 0..<3 { source.wake() }
        #expect(try source.waitForEvents(timeout: nil) == [.wake])
        wakes.value = 1
        Thread.detachNewThread { [wake = source.wake] in wake() }
        #expect(try source.waitForEvents(timeout: nil) == [.wake])
        wakes.value = 2
        #expect(try source.waitForEvents(timeout: nil) == [.key(KeyPress(.enter))])
    }

    @Test("a wake-up that never comes is an error, a timeout that passes is not")
    func deadline() throws {
        let source = ScriptedEventSource([], ending: .wait, deadline: .milliseconds(20))
        #expect(try source.waitForEvents(timeout: .milliseconds(1)) == [])
        #expect(throws: TerminalError.self) { try source.waitForEvents(timeout: nil) }
    }
}

@MainActor @Suite(.timeLimit(.minutes(1))) struct InMemoryTerminalTests {
    @Test("frames, copies, bells and suspensions are remembered")
    func record() throws {
        let terminal = InMemoryTerminal(size: Size(width: 8, height: 2))
        var frame = Frame(size: terminal.size)
        frame.write("Jane", at: Point(x: 1, y: 0))
        try terminal.present(frame)
        try terminal.copy("555-0100")
        terminal.bell()
        try terminal.suspend()
        terminal.close()
        terminal.close()
        #expect(terminal.frames == [frame])
        #expect(terminal.text == " Jane\n")
        #expect(terminal.copies == ["555-0100"])
        #expect((terminal.bellCount, terminal.suspensionCount, terminal.isClosed) == (1, 1, true))
    }

    @Test("use after closing stops the run")
    func useAfterClose() async {
        await #expect(processExitsWith: .failure) { @MainActor in
            let terminal = InMemoryTerminal()
            terminal.close()
            terminal.bell()
        }
    }
}

@Suite struct GoldenTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "goldens-\(UUID())")

    private var frame: Frame {
        var frame = Frame(size: Size(width: 6, height: 2))
        frame.write("李a", at: Point(x: 0, y: 0), style: Style(foreground: .indexed(33), attributes: [.bold, .reverse]))
        frame.cursor = Point(x: 3, y: 1)
        return frame
    }

    @Test("a golden shows text, cursor and styles")
    func description() {
        let expected = """
            size 6x2 cursor 3,1
            |李a   |
            |      |
            styles
            aaa...
            ......
            a 33 on standard bold reverse

            """
        #expect(Golden.description(of: frame) == expected)
    }

    @Test("what was recorded matches, and what changed is shown by row")
    func comparison() throws {
        defer {
            // Left behind in the temporary folder at worst.
            try? FileManager.default.removeItem(at: directory)
        }
        try Golden.check(frame, named: "sample", in: directory, isRecording: true)
        try Golden.check(frame, named: "sample", in: directory, isRecording: false)
        var changed = frame
        changed.write("x", at: Point(x: 5, y: 1))
        let mismatch = Golden.Mismatch.differs("sample", rows: ["2 - |      |", "2 + |     x|"])
        #expect(throws: mismatch) { try Golden.check(changed, named: "sample", in: directory, isRecording: false) }
    }

    @Test("a golden that is missing fails")
    func missing() {
        #expect(throws: Golden.Mismatch.missing("sample")) {
            try Golden.check(frame, named: "sample", in: directory, isRecording: false)
        }
        withKnownIssue { Golden.expect(frame, named: "there-is-no-such-golden") }
    }
}
