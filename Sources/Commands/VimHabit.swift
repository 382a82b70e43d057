import Leads
import ViewModels

/// What hands that know vim type after `:`, and what comes of it here.
enum VimHabit {
    /// The verb that a word of vim's stands for; `nil` for a word that is none.
    static func command(for name: String) -> Command? {
        if let steps = Int(name), let sign = name.first, sign == "+" || sign == "-" {
            return motion(name, "\(abs(steps)) leads \(steps < 0 ? "up" : "down")", .lines(steps))
        }
        if let line = Int(name) {
            return motion(name, "to line \(line)", .line(max(0, line - 1)))
        }
        // `s/old/new/` begins with its word.
        let word = String(name.prefix { $0 != "/" })
        return table.first { $0.names.contains(name) || (word != name && $0.names.contains(word)) }?.command(name)
    }

    /// Every word, so that the palette knows it when it is written whole.
    static var commands: [Command] { table.flatMap { habit in habit.names.map(habit.command) } }

    private struct Habit: Sendable {
        var names: [String]
        var command: @Sendable (String) -> Command
    }

    private static let table: [Habit] = [
        Habit(names: ["q", "q!", "qa", "qa!", "wq", "wq!", "wqa", "x", "xa", "exit"]) { name in
            Command(name, "quit; unsent changes are kept and go out", .program) { _ in .program(.quit) }
        },
        saying(
            ["w", "w!", "wa"],
            "Every change is kept as soon as it is made. :outbox lists what is not on the server yet."
        ),
        Habit(names: ["e", "e!"]) { name in
            Command(name, "read what changed on the server", .view, needs: .journal) { _ in
                .program(.refresh(full: false))
            }
        },
        Habit(names: ["noh", "nohlsearch"]) { name in
            Command(name, "clear the filter", .view, needs: .journal) { _ in .navigate(.clearFilter) }
        },
        Habit(names: ["$"]) { motion($0, "last lead", .end) },
        Habit(names: ["bn", "bnext", "tabn", "tabnext"]) { queue($0, "next queue", 1) },
        Habit(names: ["bp", "bprevious", "tabp", "tabprevious"]) { queue($0, "previous queue", -1) },
        saying(
            ["ls", "buffers", "tabs"],
            "The queues are the tabs above: :queue-1 to :queue-9 open them, :next-queue steps."
        ),
        saying(
            ["d", "delete"],
            "Nothing is deleted by a line. :trash moves the lead to the trash, after a reason and a yes."
        ),
        saying(
            ["s", "%s", "g", "norm", "normal"],
            "Lines change one lead at a time here: :stage, :tag, :note and others."
        ),
        saying(
            ["set", "map", "nmap", "let"],
            "Settings are in config.toml and keys in keys.toml; foyer config init makes them."
        ),
    ]

    private static func saying(_ names: [String], _ words: String) -> Habit {
        Habit(names: names) { name in Command(name, words, .program) { _ in .program(.show(.noted(words))) } }
    }

    private static func motion(_ name: String, _ summary: String, _ motion: Motion) -> Command {
        Command(name, summary, .moving, needs: .rowsInList) { _ in .navigate(.move(motion)) }
    }

    private static func queue(_ name: String, _ summary: String, _ step: Int) -> Command {
        Command(name, summary, .moving, needs: .journal) { _ in .navigate(.stepQueue(step)) }
    }
}
