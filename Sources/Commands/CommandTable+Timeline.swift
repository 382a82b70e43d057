import Leads
import ViewModels

extension CommandTable {
    /// What is shown of the timeline, from whichever pane.
    static let timeline: [Command] =
        [
            family("all", "everything that happened", ["za"], nil),
            family("calls", "only calls", ["zc"], .calls),
            family("texts", "only texts", ["zt"], .texts),
            family("emails", "only emails", ["ze"], .emails),
            family("notes", "only notes", ["zm"], .notes),
            family("tasks", "only tasks and appointments", ["zf"], .tasks),
            family("site", "only what they did on the website", ["zs"], .site),
            family("changes", "only recorded changes", ["zh"], .changes),
            family("transactions", "only transactions", ["zd"], .transactions),
        ] + [
            Command("timeline-visits", "open or close all visits", .view, keys: ["zo"]) { _ in
                .navigate(.timeline(.toggleAll))
            },
            Command("timeline-find", "search the timeline", .view, keys: ["z/"], argument: "WORDS") { words in
                words.isEmpty ? .open(.commandLine("timeline-find ")) : .navigate(.timeline(.search(words)))
            },
            Command(
                "timeline-day",
                "go to a day of the timeline, such as 3 nov, tue or 2 weeks ago",
                .moving,
                keys: ["gd"],
                argument: "DAY"
            ) { words in
                words.isEmpty ? .open(.commandLine("timeline-day ")) : .navigate(.goToDay(words))
            },
        ]

    private static func family(
        _ name: String,
        _ summary: String,
        _ keys: [String],
        _ family: TimelineFamily?
    ) -> Command {
        Command("timeline-\(name)", "timeline: \(summary)", .view, keys: keys) { _ in
            .navigate(.timeline(.show(family)))
        }
    }
}
