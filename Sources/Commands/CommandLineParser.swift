import Leads

/// Reads what was typed after `:`, as `stage Contacted`.
package enum CommandLineParser {
    /// - Parameters:
    ///   - line: what was typed.
    ///   - table: the verbs there are.
    /// - Returns: the verb, and the words behind its name.
    /// - Throws: ``CommandError/unknown(_:nearest:)``.
    package static func parse(_ line: String, table: CommandTable) throws(CommandError) -> (
        command: Command, words: String
    ) {
        if let habit = jump(line.trimmed, in: table) { return habit }
        let parts = line.trimmed.split(separator: " ", maxSplits: 1)
        let name = parts.first.map(String.init) ?? ""
        let words = parts.count > 1 ? String(parts[1]).trimmed : ""
        return (try command(named: name, in: table), words)
    }

    /// `/jane` filters, `?` helps, `2026-11-03` goes to that day, and `queue 3` or `b3` opens a queue, as hands that know
    /// other programs expect.
    private static func jump(_ line: String, in table: CommandTable) -> (command: Command, words: String)? {
        if line.hasPrefix("/"), let filter = table.command(named: "filter") {
            return (filter, String(line.dropFirst()).trimmed)
        }
        if line == "?", let help = table.command(named: "help") { return (help, "") }
        // A date alone leads there, as a number alone leads to that line.
        if CivilDay(line) != nil, let day = table.command(named: "timeline-day") { return (day, line) }
        let word = line.lowercased().prefix { $0.isLetter }
        let rest = line.dropFirst(word.count)
        guard ["queue", "view", "tab", "buffer", "b"].contains(word), let number = Int(String(rest).trimmed),
            let queue = table.command(named: "queue-\(number)")
        else { return nil }
        return (queue, "")
    }

    /// A verb by its name or by a word of vim's, or by the start of its name when only one verb starts so.
    ///
    /// Case does not count: a phone begins a line with a capital.
    private static func command(named name: String, in table: CommandTable) throws(CommandError) -> Command {
        if let exact = table.command(named: name) ?? VimHabit.command(for: name) { return exact }
        if let small = table.command(named: name.lowercased()) { return small }
        let starting = table.commands.filter { $0.name.hasPrefix(name) }
        if let only = starting.first, starting.count == 1, !name.isEmpty { return only }
        throw .unknown(
            name,
            nearest: starting.first?.name ?? NearestSpelling.of(name, among: table.commands.map(\.name))
        )
    }
}
