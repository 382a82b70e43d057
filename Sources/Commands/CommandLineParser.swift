import ViewModels

/// Reads what was typed after `:`, as `stage Contacted`.
package enum CommandLineParser {
    /// - Returns: the verb, and the words behind its name.
    /// - Throws: ``CommandError/unknown(_:nearest:)``.
    package static func parse(_ line: String) throws(CommandError) -> (command: Command, words: String) {
        let parts = line.trimmed.split(separator: " ", maxSplits: 1)
        let name = parts.first.map(String.init) ?? ""
        let words = parts.count > 1 ? String(parts[1]).trimmed : ""
        return (try command(named: name), words)
    }

    /// A verb by its name, or by the start of its name when only one verb starts so.
    private static func command(named name: String) throws(CommandError) -> Command {
        if let exact = CommandTable.command(named: name) { return exact }
        let starting = CommandTable.all.filter { $0.name.hasPrefix(name) }
        if let only = starting.first, starting.count == 1, !name.isEmpty { return only }
        throw .unknown(name, nearest: starting.first?.name ?? nearest(to: name))
    }

    private static func nearest(to name: String) -> String? {
        let scored = CommandTable.all.map { ($0.name, EditDistance.between($0.name, name)) }
        guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= 2 else { return nil }
        return best.0
    }
}

/// Levenshtein's distance, for "did you mean".
enum EditDistance {
    static func between(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let cost = a == b ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}
