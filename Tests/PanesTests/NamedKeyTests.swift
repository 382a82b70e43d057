import Commands
import Foundation
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("Keys that sentences name")
struct NamedKeyTests {
    /// Every verb of every scope has another key, and none of a new installation is bound any more.
    private static let moved: CommandTable = {
        var number = 1_000
        let wanted = KeyScope.all.flatMap { scope in
            CommandTable.standard.verbs(in: scope).map { verb in
                number += 1
                return KeyRebinding(scope, verb, keys: ["<F\(number)>"])
            }
        }
        return CommandTable.standard.rebinding(wanted).table
    }()

    /// No verb has a key.
    private static let bare = CommandTable.standard.rebinding(
        KeyScope.all.flatMap { scope in
            CommandTable.standard.verbs(in: scope).map { KeyRebinding(scope, $0, keys: []) }
        }
    ).table

    @Test("each is a verb of the table, under the scope it says", arguments: NamedKey.allCases)
    func isVerb(key: NamedKey) throws {
        let scope = try #require(KeyScope(named: key.scope))
        #expect(CommandTable.standard.verbs(in: scope).contains(key.verb))
        #expect(Self.moved.keyNames[key].hasPrefix("F1"), "a key that was given to it is said")
        #expect(Self.bare.keyNames[key].contains(key.verb), "without a key it is named")
    }

    @Test("the screen shows only keys that are bound", arguments: GoldenTests.Scene.allCases)
    func screens(scene: GoldenTests.Scene) {
        let look = Look(.foyerDark, exact: true)
        let keyStyles = Set(Ground.allCases.map { look[.key, on: $0] })
        let state = scene.state
        // The sheet of the help is a value that was made before; prompts, and letters of choices, are no keys of a keymap.
        guard state.overlay?.kind != .help else { return }
        let hasLetters = state.triage != nil || [.picker, .dates, .filter].contains(state.overlay?.kind)
        for (width, height) in GoldenTests.sizes {
            let frame = Scenes.frame(state, width: width, height: height, look: look, table: Self.moved)
            for y in 0..<height {
                for words in frame.runs(y: y, in: keyStyles) where !(hasLetters && words.count == 1) {
                    // Help has two of them wherever nothing else does, dates are typed behind Space, and a change is sent with that sign.
                    guard !["F1", "?", "↑", "Space"].contains(words) else { continue }
                    #expect(!KeyWords.bound.contains(words), "“\(words)” at \(width)x\(height): \(frame.lines[y])")
                }
            }
        }
    }

    @Test("the help, the tour and an empty queue show the keys that are bound")
    func explanations() {
        var state = Scenes.book
        state.keys = Self.moved.keyNames
        let sheet = Self.moved.help(in: state)
        let told = sheet.all.map { row in
            switch row {
            case .heading(let words), .text(let words): words
            case .entry(let entry): "\(entry.label) \(entry.summary)"
            }
        }
        let tour = Tour.Step.allCases.map { step in
            TourPanel.pieces(step, Self.moved.keyNames).map(\.text).joined()
        }
        for words in told + tour {
            #expect(KeyWords.spelled(in: words).filter { !KeyWords.isOther($0, in: words) }.isEmpty, "\(words)")
        }
        #expect(told.contains { $0.contains(Self.moved.keyNames[.outbox]) })
        #expect(tour.contains { $0.contains(Self.moved.keyNames[.clearFilter]) })
    }

    @Test("keys of the presets are said as they are there", arguments: KeyPreset.allCases)
    func presets(preset: KeyPreset) {
        let table = CommandTable.standard.rebinding(preset.rebindings).table
        #expect(table.keyNames[.undo] == (preset == .arrows ? "F9" : "u"))
        #expect(table.keyNames[.refresh] == (preset == .mail ? "$" : "R"))
    }

    @Test("the tabs show the keys that open them, and none where no key does")
    func tabs() throws {
        let counting = CommandTable.standard.rebinding(DigitKeys.counts.rebindings).table
        let top = { (table: CommandTable) in
            try #require(Scenes.frame(Scenes.book, width: 160, height: 50, table: table).lines.first)
        }
        #expect(try top(.standard).contains("2 Back on site"))
        #expect(try top(counting).contains("g2 Back on site"))
        #expect(try !top(Self.bare).contains("2 Back on site"))
    }

    @Test("no sentence in the sources spells a key that can be given away", arguments: KeyWords.files)
    func sources(file: String) throws {
        for (number, words) in try KeyWords.sentences(of: file) {
            let spelled = KeyWords.spelled(in: words).filter { !KeyWords.isOther($0, in: words) }
            #expect(spelled.isEmpty, "\(file):\(number) spells \(spelled): \(words)")
        }
    }
}

extension Frame {
    /// Words of a line in one of these styles.
    fileprivate func runs(y: Int, in styles: Set<Style>) -> [String] {
        var runs: [String] = []
        var run = ""
        for x in 0...size.width {
            if x < size.width, styles.contains(self[x, y].style), self[x, y].text != " " {
                run += self[x, y].text
            } else if !run.isEmpty {
                runs.append(run)
                run = ""
            }
        }
        return runs
    }
}

/// Looks for keys of a new installation in sentences.
private enum KeyWords {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The sources of the rooms that speak to somebody at the workbench.
    static let files: [String] = ["Panes", "ViewModels", "Commands", "AppRuntime", "Leads", "Sync"].flatMap { room in
        let paths = FileManager.default.enumerator(atPath: root.appending(path: room).path)?.compactMap {
            $0 as? String
        }
        return (paths ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { "\(room)/\($0)" }
    }

    /// Every literal of more than a word, without what is put into it.
    static func sentences(of file: String) throws -> [(line: Int, words: String)] {
        let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line, text in
            literals(of: text).filter { $0.contains(" ") }.map { (line + 1, $0) }
        }
    }

    private static func literals(of line: Substring) -> [String] {
        guard !line.drop(while: \.isWhitespace).hasPrefix("//") else { return [] }
        var literals: [String] = []
        var literal: String?
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for character in line {
            if depth > 0 {
                if character == "\"" { isQuoted.toggle() }
                if !isQuoted { depth += character == "(" ? 1 : character == ")" ? -1 : 0 }
            } else if isEscaped {
                isEscaped = false
                if character == "(" { depth = 1 }
                literal?.append(character == "(" ? "§" : character)
            } else if literal != nil, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                if let whole = literal { literals.append(whole) }
                literal = literal == nil ? "" : nil
            } else {
                literal?.append(character)
            }
        }
        return literals
    }

    /// Keys of verbs, and how a person reads them.
    static let bound: Set<String> = {
        let table = CommandTable.standard
        let all = (table.commands + table.triage).flatMap(\.keys) + table.overlays.values.flatMap { $0.flatMap(\.keys) }
        // An article is no key, and what follows a number is a unit.
        return Set(all.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }).subtracting(
            ["a", ".", ":", "-", "→", "End", "Home"] + (0...9).map(String.init)
        )
    }()

    /// What looks like a key and is none: letters that stand for types and numbers, the sign of a refusal, keys of editing
    /// a text, which nobody can give away, and a key that is said only where it is bound.
    static func isOther(_ word: String, in sentence: String) -> Bool {
        ["B buyer, S seller", "; ! refused", "of n times", "Ctrl-U empties", "(Enter is"].contains {
            sentence.contains($0)
        }
    }

    static func spelled(in sentence: String) -> [String] {
        let words = sentence.split(separator: " ").map(String.init)
        guard words.count > 1 else { return [] }
        return words.indices.compactMap { place in
            let trimmed = words[place].trimmingCharacters(in: CharacterSet(charactersIn: "(),;.:“”"))
            let word = trimmed.isEmpty ? words[place] : trimmed
            let isUnit = place > 0 && words[place - 1].last.map { $0.isNumber || $0 == "§" } ?? false
            return bound.contains(word) && !(isUnit && word.count == 1) ? word : nil
        }
    }
}
