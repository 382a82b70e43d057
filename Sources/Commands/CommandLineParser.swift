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
        let parts = line.trimmed.split(separator: " ", maxSplits: 1)
        let name = parts.first.map(String.init) ?? ""
        let words = parts.count > 1 ? String(parts[1]).trimmed : ""
        return (try command(named: name, in: table), words)
    }

    /// A verb by its name or by a word of vim's, or by the start of its name when only one verb starts so.
    private static func command(named name: String, in table: CommandTable) throws(CommandError) -> Command {
        if let exact = table.command(named: name) ?? VimHabit.command(for: name) { return exact }
        let starting = table.commands.filter { $0.name.hasPrefix(name) }
        if let only = starting.first, starting.count == 1, !name.isEmpty { return only }
        throw .unknown(
            name,
            nearest: starting.first?.name ?? NearestSpelling.of(name, among: table.commands.map(\.name))
        )
    }
}
