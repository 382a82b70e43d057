package import ViewModels

extension CommandTable {
    /// The keys that sentences name.
    package var keyNames: KeyNames {
        var bound: [NamedKey: [String]] = [:]
        for key in NamedKey.allCases {
            let keys = keys(of: key).compactMap(KeyNotation.parse).map { KeyNotation.display($0) }
            if !keys.isEmpty { bound[key] = keys }
        }
        let queues = (1...9).map { command(named: "queue-\($0)")?.keys.first.flatMap(KeyNotation.parse) }
        return KeyNames(bound, queues: queues.map { $0.map { KeyNotation.display($0) } })
    }

    private func keys(of key: NamedKey) -> [String] {
        switch KeyScope(named: key.scope) {
        case .panes: commands.first { $0.name == key.verb }?.keys ?? []
        case .triage: triage.first { $0.name == key.verb }?.keys ?? []
        case .overlay(let kind): overlays[kind]?.first { $0.name == key.verb }?.keys ?? []
        case nil: []
        }
    }
}
