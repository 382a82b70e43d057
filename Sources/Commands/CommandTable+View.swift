import Leads
import ViewModels

extension CommandTable {
    static let view: [Command] = [
        Command("filter", "filter as you type", .view, keys: ["/"], hint: "filter", argument: "QUERY", needs: .journal)
        { words in
            words.isEmpty ? .open(.filter) : .navigate(.setFilter(words))
        },
        Command("clear-filter", "clear the filter", .view, keys: ["\\"], needs: .journal) { _ in .navigate(.clearFilter)
        },
        Command("today", "only what changed in this queue since the morning", .view, keys: ["Z"], needs: .journal) {
            _ in
            .navigate(.toggleToday)
        },
        Command(
            "sort",
            "sort the list",
            .view,
            keys: ["S"],
            argument: "KEY",
            needs: .journal
        ) { words throws(CommandError) in
            guard !words.isEmpty else { return .open(.sort) }
            let isTurned = words.first == "-"
            guard let key = LeadSort.Key(rawValue: String(words.drop { $0 == "-" }).lowercased()) else {
                throw .badArgument(command: "sort", argument: words, known: LeadSort.Key.allCases.map(\.rawValue))
            }
            let sort = LeadSort(startingWith: key)
            return .navigate(.setSort(isTurned ? sort.reversed : sort))
        },
        Command("reverse-sort", "the list from its other end, as Sr", .view, needs: .journal) { _ in
            .navigate(.reverseSort)
        },
        Command("preview", "show or hide detail and timeline", .view, keys: ["p"]) { _ in .navigate(.togglePreview) },
        Command("mask", "hide phones, emails, streets and notes while others look on", .view, keys: ["gp"]) { _ in
            .navigate(.toggleMask)
        },
        Command("zoom", "give the focused pane the whole screen", .view, keys: ["_"]) { _ in .navigate(.toggleZoom) },
        Command("split", "panes beside each other or on top of each other", .view, keys: ["P"]) { _ in
            .navigate(.toggleSplit)
        },
        columns,
        resizing("larger-list", "a larger list", ["+"], 1), resizing("smaller-list", "a smaller list", ["-"], -1),
        Command("refresh", "read what changed on the server", .view, keys: ["R", "<F5>"], needs: .journal) { _ in
            .program(.refresh(full: false))
        },
        Command("refresh-all", "read every lead again", .view, needs: .journal) { _ in .program(.refresh(full: true)) },
        Command("redraw", "draw the screen again", .view, keys: ["<C-l>"]) { _ in .program(.redraw) },
    ]

    private static let columns = Command(
        "columns",
        "choose the columns of the list; usual takes them back",
        .view,
        argument: "NAMES"
    ) { words throws(CommandError) in
        guard !words.isEmpty else { return .open(.commandLine("columns ")) }
        if words.lowercased() == "usual" { return .navigate(.setColumns(nil)) }
        do throws(ListColumnChoice.Problem) {
            return .navigate(.setColumns(try ListColumnChoice(words.split(separator: " ").map(String.init))))
        } catch {
            throw .badColumns(error)
        }
    }

    private static func resizing(_ name: String, _ summary: String, _ keys: [String], _ steps: Int) -> Command {
        Command(
            name,
            summary,
            .view,
            keys: keys,
            counting: Command.Counting({ "\($0) × \(summary)" }, { .navigate(.resizeList($0 * steps)) }),
            action: { _ in .navigate(.resizeList(steps)) }
        )
    }
}
