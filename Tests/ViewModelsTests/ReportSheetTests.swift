import Leads
import Testing

@testable import ViewModels

@Suite("Reports over the panes")
struct ReportSheetTests {
    private func sheet(_ state: AppState) -> ReportSheet? {
        if case .report(let sheet) = state.overlay { sheet } else { nil }
    }

    private func report(_ name: ReportName) -> Report {
        Report(name, columns: [Report.Column("leads", "LEADS")], rows: [[.count(1)]])
    }

    @Test("the first opens, the keys go round them all, and each is read when it is opened")
    func round() {
        var state = workbench([lead(1)])
        var asked = act(&state, .open(.report(.speed)))
        for _ in ReportName.allCases { asked += act(&state, .overlay(.report(.step(1)))) }
        #expect(asked == (ReportName.allCases + [.speed]).map { .loadReport($0) })
        #expect(act(&state, .overlay(.report(.step(-1)))) == [.loadReport(.today)])
        #expect(act(&state, .overlay(.report(.choose(2)))) == [.loadReport(.funnel)])
        #expect(act(&state, .overlay(.report(.choose(99)))) == [])
        #expect(sheet(state)?.name == .funnel && sheet(state)?.content == .reading)
        act(&state, .overlay(.report(.close)))
        #expect(state.overlay == nil)
    }

    @Test("an answer that comes late belongs to the report that was asked for, not to the one that is open")
    func late() {
        var state = workbench([lead(1)])
        act(&state, .open(.report(.speed)), .overlay(.report(.step(1))))
        happen(&state, .reported(report(.speed)))
        #expect(sheet(state)?.content == .reading)
        happen(&state, .reported(report(.response)))
        #expect(sheet(state)?.content == .report(report(.response)))
        act(&state, .overlay(.report(.reload)))
        happen(&state, .reportFailed(.response, reason: "The disk is full."))
        #expect(sheet(state)?.content == .failed(reason: "The disk is full."))
    }

    @Test("a report scrolls through the lines that the screen has counted, to the last one and not behind it")
    func scrolling() {
        var state = workbench([lead(1)])
        act(&state, .open(.report(.speed)))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 4, total: 10))))
        act(&state, .overlay(.report(.scroll(.lines(2)))))
        #expect(sheet(state)?.cursor.top == 2)
        act(&state, .overlay(.report(.scroll(.end))))
        #expect(sheet(state)?.cursor.top == 6)
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 8, total: 10))))
        #expect(sheet(state)?.cursor.top == 2, "a larger screen shows more of the end")
    }
}
