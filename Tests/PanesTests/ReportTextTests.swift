import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("A report as lines")
struct ReportTextTests {
    private let report = Report(
        .funnel,
        columns: [Report.Column("stage", "STAGE"), Report.Column("leads", "LEADS"), Report.Column("ofAll", "OF ALL")],
        rows: [
            [.text("New \u{1B}[31mLead"), .count(8), .share(1)], [.text("Contacted"), .count(4), .share(0.5)],
            [.text("Qualified"), .count(1), .share(0.004)], [.text("Closed"), .count(0), .none],
        ],
        bar: 1,
        trend: Report.Trend("by day", [0, nil, 1]),
        remarks: ["Four words of remark."]
    )

    private func lines(_ width: Int, _ glyphs: Glyphs = .unicode) -> [String] {
        ReportText(report, width: width, glyphs: glyphs, now: Scenes.now) { _ in 0 }.plain
    }

    @Test("has columns, bars on one scale, a line over time and its remarks")
    func whole() {
        #expect(
            lines(50) == [
                "STAGE          LEADS  OF ALL",
                "New \u{FFFD}[31mLead      8   100 %  ████████████████████",
                "Contacted          4    50 %  ██████████",
                "Qualified          1   0.4 %  ██▌",
                "Closed             0",
                "",
                "▁ █  by day",
                "",
                "Four words of remark.",
            ]
        )
    }

    @Test("is plain where there is no UTF-8, and without bars where there is no room")
    func poor() {
        let poor = lines(50, .ascii)
        // What people are called stays as it is, and so does the sign for what cannot be shown.
        #expect(poor.joined().replacing("\u{FFFD}", with: "").utf8.allSatisfy { $0 < 0x7F })
        #expect(poor[1].hasSuffix(String(repeating: "#", count: 20)))
        #expect(!lines(33).joined().contains("█████"))
        for width in 34...90 { #expect(lines(width).allSatisfy { TextWidth.cells(of: $0) <= width }, "\(width)") }
    }

    @Test("without rows it says so")
    func empty() {
        let empty = Report(.overdue, columns: report.columns, rows: [])
        #expect(
            ReportText(empty, width: 40, glyphs: .unicode, now: Scenes.now) { _ in 0 }.plain == ["Nothing to tell."]
        )
    }
}
