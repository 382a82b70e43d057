import Leads
import ViewModels

extension OverlayCommand {
    static let report =
        scrolling { .report(.scroll($0)) } + [
            OverlayCommand(
                "next",
                "next report",
                keys: ["<Tab>", "]", "l", "<Right>"],
                hint: "next",
                .report(.step(1))
            ),
            OverlayCommand(
                "previous",
                "previous report",
                keys: ["<S-Tab>", "[", "h", "<Left>"],
                hint: "previous",
                .report(.step(-1))
            ),
            OverlayCommand("reload", "make it again", keys: ["R"], hint: "again", .report(.reload)),
            OverlayCommand("close", "close", keys: ["q", "<Esc>", "<C-c>"], hint: "close", .report(.close)),
        ]
        + ReportName.allCases.enumerated().map { place, name in
            OverlayCommand(name.rawValue, name.title.lowercased(), keys: [String(place + 1)], .report(.choose(place)))
        }
}
