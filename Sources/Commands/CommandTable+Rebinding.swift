import Leads
import Terminal
package import ViewModels

/// Where a verb has its keys: the panes, triage, or what lies over them.
package enum KeyScope: Hashable, Sendable {
    case panes
    /// Keys that mean something else while triage is on; the others of the panes work there, too.
    case triage
    case overlay(Overlay.Kind)

    package static let all = [KeyScope.panes, .triage] + Overlay.Kind.allCases.map(KeyScope.overlay)

    /// Whether a letter is always typed there, before any key is looked for.
    var takesLetters: Bool {
        switch self {
        case .panes, .triage: false
        case .overlay(let kind):
            switch kind {
            case .filter, .form, .palette: true
            case .picker, .question, .help, .outbox, .dates, .agenda, .report, .summary, .bulk: false
            }
        }
    }

    /// As it is written in `keys.toml`.
    package var name: String {
        switch self {
        case .panes: "panes"
        case .triage: "triage"
        case .overlay(let kind): kind.rawValue
        }
    }

    /// Whether a verb may have several keys one after the other.
    var takesSequences: Bool {
        switch self {
        case .panes, .triage: true
        case .overlay: false
        }
    }

    package init?(named name: String) {
        guard let scope = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = scope
    }
}

/// Keys that a person wants for a verb, in place of those it has; none takes its keys away.
package struct KeyRebinding: Hashable, Sendable {
    package var scope: KeyScope
    package var verb: String
    /// In ``KeyNotation``.
    package var keys: [String]

    package init(_ scope: KeyScope, _ verb: String, keys: [String]) {
        self.scope = scope
        self.verb = verb
        self.keys = keys
    }

    /// Why keys cannot be bound as they were wanted.
    package enum Fault: Error, Hashable, Sendable {
        case unknownVerb(String, scope: KeyScope, nearest: String?)
        case unreadable(String)
        /// Over the panes each verb has single keys.
        case notSingle(String, scope: KeyScope)
        /// A letter where letters are typed, so that it would never reach the verb.
        case typed(String, scope: KeyScope)
        /// Another rebinding, earlier in the same file, wants the key too.
        case wantedTwice(String, by: String)
        /// One of the two sequences begins with the other, so it could never be finished.
        case hidden(String, behind: String, of: String)
    }
}

extension CommandTable {
    /// The table with other keys; what cannot be bound stays as it is and is told.
    ///
    /// A key goes to the verb that the person wants it for: the verb that had it loses it. Keys that always work, such
    /// as the arrows, Enter and Esc, are added back to no verb: a person may give them away like any other.
    package func rebinding(_ wanted: [KeyRebinding]) -> (
        table: CommandTable, faults: [(KeyRebinding, KeyRebinding.Fault)]
    ) {
        var table = self
        var faults: [(KeyRebinding, KeyRebinding.Fault)] = []
        var taken: [KeyScope: [[KeyPress]: String]] = [:]
        for rebinding in wanted {
            do throws(KeyRebinding.Fault) {
                let presses = try table.check(rebinding, against: taken[rebinding.scope] ?? [:])
                for press in presses { taken[rebinding.scope, default: [:]][press] = rebinding.verb }
                table = table.giving(presses, to: rebinding)
            } catch {
                faults.append((rebinding, error))
            }
        }
        return (table, faults)
    }

    /// The names of the verbs of a scope, in the order of the table.
    package func verbs(in scope: KeyScope) -> [String] {
        switch scope {
        case .panes: commands.map(\.name)
        case .triage: triage.map(\.name)
        case .overlay(let kind): (overlays[kind] ?? []).map(\.name)
        }
    }

    private func check(
        _ rebinding: KeyRebinding,
        against taken: [[KeyPress]: String]
    ) throws(KeyRebinding.Fault) -> [[KeyPress]] {
        let names = verbs(in: rebinding.scope)
        guard names.contains(rebinding.verb) else {
            let nearest = NearestSpelling.of(rebinding.verb, among: names)
            throw .unknownVerb(rebinding.verb, scope: rebinding.scope, nearest: nearest)
        }
        var sequences: [[KeyPress]] = []
        for notation in rebinding.keys {
            guard let presses = KeyNotation.parse(notation), !presses.isEmpty else { throw .unreadable(notation) }
            if !rebinding.scope.takesSequences, presses.count > 1 { throw .notSingle(notation, scope: rebinding.scope) }
            if rebinding.scope.takesLetters, presses.contains(where: KeyDispatcher.isText) {
                throw .typed(notation, scope: rebinding.scope)
            }
            if let other = taken[presses], other != rebinding.verb { throw .wantedTwice(notation, by: other) }
            for (other, verb) in taken where other.starts(with: presses) != presses.starts(with: other) {
                throw .hidden(notation, behind: KeyNotation.display(other), of: verb)
            }
            sequences.append(presses)
        }
        return sequences
    }

    private func giving(_ sequences: [[KeyPress]], to rebinding: KeyRebinding) -> CommandTable {
        func keys(_ old: [String], of name: String) -> [String] {
            if name == rebinding.verb { return rebinding.keys }
            return KeyNotation.without(sequences, old)
        }
        switch rebinding.scope {
        case .panes:
            return CommandTable(
                commands: commands.map { $0.with(keys: keys($0.keys, of: $0.name)) },
                triage: triage,
                overlays: overlays,
                editing: editing
            )
        case .triage:
            return CommandTable(
                commands: commands,
                triage: triage.map { $0.with(keys: keys($0.keys, of: $0.name)) },
                overlays: overlays,
                editing: editing
            )
        case .overlay(let kind):
            var overlays = overlays
            overlays[kind] = overlays[kind]?.map { $0.bound(to: keys($0.keys, of: $0.name)) }
            return CommandTable(commands: commands, triage: triage, overlays: overlays, editing: editing)
        }
    }
}

extension OverlayCommand {
    fileprivate func bound(to keys: [String]) -> OverlayCommand {
        OverlayCommand(name, summary, keys: keys, needs: needs, hint: hint, in: isMeant, action)
    }
}
