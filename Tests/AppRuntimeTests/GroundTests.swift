import Panes
import Terminal
import TestSupport
import Testing

@testable import AppRuntime

@MainActor @Suite(.timeLimit(.minutes(1))) struct GroundTests {
    @Test("the first frame does not wait for the terminal's ground, and the look follows it whenever it is told")
    func lateGround() throws {
        let light = Look(.foyerLight, exact: true)
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), lookOnGround: { _ in light })
        let ground = { (frame: Frame?) in frame?[3, 5].style.background }
        var grounds: [Color?] = []
        bench.waitUntilLoaded()
        bench.note { grounds.append(ground($0.terminal.lastFrame)) }
        bench.note { $0.terminal.reportedBackground = RGB(0xFFFFFF) }
        bench.send([.wake])
        bench.note { grounds.append(ground($0.terminal.lastFrame)) }
        try bench.press("Q")
        try bench.run()
        #expect(grounds == [PaneContext().look.fill(.page).background, light.fill(.page).background])
    }
}
