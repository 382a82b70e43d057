import Commands
import Foundation
import Leads
import Panes
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import Configuration

/// A folder of its own with these files.
private func configuration(_ files: [String: String]) throws -> Configuration {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foyer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("themes"),
        withIntermediateDirectories: true
    )
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return Configuration(readingFrom: folder.path)
}

extension Configuration {
    fileprivate func keys(_ verb: String) -> [String]? { table.command(named: verb)?.keys }
}

@Suite("The settings of a person")
struct ConfigurationTests {
    @Test("no folder is an empty configuration without a fault")
    func nothing() {
        let empty = Configuration(readingFrom: "/nowhere/at/all")
        #expect(empty.settings == Settings())
        #expect(empty.faults.isEmpty)
        #expect(empty.keys("stage") == ["s"])
    }

    @Test("every setting is taken")
    func settings() throws {
        let read = try configuration([
            "config.toml": """
            theme = "Solarized Dark"
            low-bandwidth = true
            ascii = true
            undo-seconds = 20
            trash-seconds = 90
            keys = "mail"
            hide-preview = true
            columns = ["name:20", "stage", "Tags"]
            """
        ])
        var expected = Settings()
        expected.theme = "Solarized Dark"
        expected.isLowBandwidth = true
        expected.usesASCII = true
        expected.undoSeconds = 20
        expected.trashSeconds = 90
        expected.keyPreset = .mail
        expected.hidesPreview = true
        expected.columns = try ListColumnChoice(["name:20", "stage", "tags"])
        #expect(read.settings == expected)
        #expect(read.faults.isEmpty)
        #expect(read.keys("note") == ["m", "r"])
    }

    static let mistakes: [(String, line: Int, part: String)] = [
        ("\nthme = \"x\"", 2, "did you mean “theme”?"),
        ("theme = \"solarised-dark\"", 1, "did you mean “solarized-dark”?"),
        ("# a\n# b\nundo-seconds = -1", 3, "0 to 3600"), ("undo-seconds = 9.5", 1, "whole number"),
        ("ascii = \"yes\"", 1, "true or false"), ("theme = 7", 1, "a text in quotes"),
        ("keys = \"emacs\"", 1, "vim, arrows, mail"), ("ascii = true\n[colours]\na = 1", 2, "no section [colours]"),
        ("theme = \"a\ntwo", 1, "no TOML"), ("columns = \"name\"", 1, "a list of columns"),
        ("ascii = true\ncolumns = [\"name\", \"stge\"]", 2, "Did you mean “stage”?"),
        ("columns = [\"stage\"]", 1, "Without the column “name”"), ("columns = [\"name:0\"]", 1, "2 to 60 cells"),
        ("columns = [\"name\", \"tags\", \"tags\"]", 1, "twice"), ("columns = []", 1, "Without the column “name”"),
    ]

    @Test("what is wrong is told with file, line and what is allowed, and the rest counts", arguments: mistakes)
    func faults(text: String, line: Int, part: String) throws {
        let read = try configuration(["config.toml": text, "keys.toml": "[panes]\nstage = \"<F2>\""])
        let fault = try #require(read.faults.first)
        #expect(read.faults.count == 1)
        #expect(fault.file == "config.toml")
        #expect(fault.line == line)
        #expect(fault.sentence.contains(part), "\(fault.text)")
        #expect(read.keys("stage") == ["<F2>"])
    }

    @Test("a file that is no file, no UTF-8 or far too large is told and left alone")
    func unreadable() throws {
        let large = try configuration(["config.toml": String(repeating: "# a\n", count: 100_000)])
        #expect(large.faults.map(\.sentence) == ["It is larger than 256 kB, so it was left alone."])

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foyer-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("config.toml"),
            withIntermediateDirectories: true
        )
        try Data([0xFF, 0xFE, 0x00]).write(to: folder.appendingPathComponent("keys.toml"))
        let odd = Configuration(readingFrom: folder.path)
        #expect(odd.faults.map(\.file) == ["config.toml", "keys.toml"])
    }
}

@Suite("The keys of a person")
struct KeysFileTests {
    @Test("a key goes to the verb it is given to, and the verb that had it loses it")
    func moves() throws {
        let read = try configuration(["keys.toml": "[panes]\nnote = [\"s\", \"<F8>\"]\nstage = []"])
        #expect(read.faults.isEmpty)
        #expect(read.keys("note") == ["s", "<F8>"])
        #expect(read.keys("stage") == [])
        #expect(throws: Never.self) { try KeyDispatcher(table: read.table) }
    }

    @Test("a key of a longer sequence that is given away takes the sequences with it")
    func prefix() throws {
        let read = try configuration(["keys.toml": "[panes]\nnote = \"g\""])
        #expect(read.faults.isEmpty)
        #expect(read.keys("first") == ["<Home>"])
        #expect(throws: Never.self) { try KeyDispatcher(table: read.table) }
    }

    @Test("keys of every overlay can be changed", arguments: KeyScope.all.dropFirst())
    func overlays(scope: KeyScope) throws {
        let verb = try #require(CommandTable.standard.verbs(in: scope).first)
        let read = try configuration(["keys.toml": "[\(scope.name)]\n\(verb) = \"<F12>\""])
        #expect(read.faults.isEmpty)
        guard case .overlay(let kind) = scope else { return }
        #expect(read.table.overlays[kind]?.first { $0.name == verb }?.keys == ["<F12>"])
        #expect(throws: Never.self) { try KeyDispatcher(table: read.table) }
    }

    static let mistakes: [(String, line: Int, part: String)] = [
        ("[panes]\nstages = \"s\"", 2, "did you mean “stage”?"),
        ("[panes]\nstage = \"<Hyper-x>\"", 2, "is no key"), ("[panes]\nstage = \"<F2\"", 2, "is no key"),
        ("[panes]\nstage = 3", 2, "keys in quotes"), ("[panels]\nstage = \"s\"", 1, "did you mean “panes”?"),
        ("stage = \"s\"", 1, "in no section"), ("[picker]\ndown = \"jj\"", 2, "single keys"),
        ("[panes]\nnote = \"<F9>\"\nstage = \"<F9>\"", 3, "wanted for note and for stage"),
        ("[panes]\nnote = \"ßa\"\nstage = \"ß\"", 3, "begin alike"),
        ("[panes]\ntags = \"<F9>\"\nassign = \"<F9>\"", 3, "wanted for tags and for assign; tags has it"),
        ("[palette]\ncancel = \"q\"", 2, "is typed in [palette]"),
        ("[form]\ncancel = [\"<C-g>\", \"<Space>\"]", 2, "is typed in [form]"),
        ("[filter]\ncancel = \"q\"", 2, "is typed in [filter]"),
        ("[picker]\ntake = \"<F5>\"", 2, "There are: "), ("[panes]\nzzzz = \"s\"", 2, "names them all"),
        ("[Panes]\nstages = \"s\"", 2, "did you mean “stage”?"),
        ("[panes]\nnote = \"<F9>\"\n[panes.more]\nx = \"y\"", 3, "keys in quotes"),
    ]

    @Test("a fault is told with its line, and the other keys count", arguments: mistakes)
    func faults(text: String, line: Int, part: String) throws {
        let read = try configuration(["keys.toml": text + "\n[help]\nclose = \"<F12>\""])
        let fault = try #require(read.faults.first)
        #expect(read.faults.count == 1, "\(read.faults.map(\.text))")
        #expect(fault.line == line, "\(fault.text)")
        #expect(fault.sentence.contains(part), "\(fault.text)")
        #expect(read.table.overlays[.help]?.first { $0.name == "close" }?.keys == ["<F12>"])
        #expect(throws: Never.self) { try KeyDispatcher(table: read.table) }
    }

    @Test("faults are told in the order of their lines, whatever the alphabet says, and a sentence ends once")
    func order() throws {
        let read = try configuration([
            "config.toml": "undo-seconds = -1\ntheme = \"fooyer-drak\"\nascii = 3\nmosue = true",
            "keys.toml": "[panes]\ntags = 1\nassign = 1\n[help]\nnone = \"x\"\n[form]\nnone = \"<F2>\"",
        ])
        #expect(read.faults.map(\.line) == [1, 2, 3, 4, 2, 3, 5, 7], "\(read.faults.map(\.text))")
        #expect(read.faults.allSatisfy { !$0.sentence.contains("?.") && !$0.sentence.contains("..") })
    }

    @Test("every preset is a keymap without a conflict, and its verbs exist", arguments: KeyPreset.allCases)
    func presets(preset: KeyPreset) {
        let (table, faults) = CommandTable.standard.rebinding(preset.rebindings)
        #expect(faults.isEmpty, "\(faults)")
        #expect(throws: Never.self) { try KeyDispatcher(table: table) }
    }

    @Test("the template names every verb, is no fault as it stands, and changes nothing when every # is taken off")
    func template() throws {
        let text = Configuration.keysTemplate()
        #expect(try configuration(["keys.toml": text]).faults.isEmpty)
        let bare = text.split(separator: "\n").map { line in
            line.hasPrefix("# ") && line.contains(" = [") ? String(line.dropFirst(2)) : String(line)
        }
        let read = try configuration([
            "keys.toml": bare.joined(separator: "\n"), "config.toml": Configuration.settingsTemplate,
        ])
        #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
        #expect(read.table.commands.map(\.keys) == CommandTable.standard.commands.map(\.keys))
    }
}

@Suite("Themes of a person")
struct ThemesFolderTests {
    @Test("a theme is named by its file and can be chosen")
    func theme() throws {
        let read = try configuration([
            "themes/night.toml": "base = \"foyer-dark\"\nground = \"#000000\"", "config.toml": "theme = \"night\"",
        ])
        #expect(read.faults.isEmpty, "\(read.faults.map(\.text))")
        #expect(read.themes.map(\.word) == ["night"])
        #expect(read.settings.theme == "night")
    }

    @Test("a colour that does not exist is told with its line, and the theme it builds on has the place")
    func badColour() throws {
        let read = try configuration(["themes/night.toml": "base = \"foyer-dark\"\n\nground = \"#zz\"\ntxet = \"#fff\""]
        )
        #expect(read.faults.map(\.file) == ["themes/night.toml", "themes/night.toml"])
        #expect(Set(read.faults.map(\.line)) == [3, 4])
        #expect(read.themes.first?.inks[.ground] == Palette.foyerDark.inks[.ground])
    }
}

@Suite("Configurations that nobody would write")
struct ConfigurationFuzzTests {
    @Test(
        "1,000 damaged files: no trap, and whatever is read gives a keymap that works",
        arguments: [UInt64.random(in: 1 ... .max)]
    )
    func fuzz(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let settings = Array(Configuration.settingsTemplate.replacing("# ", with: "").utf8)
        let keys = Array(Configuration.keysTemplate().replacing("# ", with: "").utf8)
        for round in 0..<1_000 {
            let source = round % 2 == 0 ? settings : keys
            var text = source
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.removeSubrange(place..<min(text.count, place + 20))
                default: text.insert(contentsOf: text[place..<min(text.count, place + 30)], at: place)
                }
                if text.isEmpty { text = [35] }
            }
            let name = round % 2 == 0 ? "config.toml" : "keys.toml"
            do throws(ConfigurationFault) {
                let file = try TOMLFile(name, text: String(decoding: text, as: UTF8.self))
                _ = (file.settings, file.sections)
            } catch {
                #expect(error.file == name && !error.sentence.isEmpty, "seed \(seed)")
            }
        }
        let read = try configuration([
            "config.toml": String(decoding: settings.shuffled(using: &random), as: UTF8.self),
            "keys.toml": String(decoding: keys.dropLast(Int.random(in: 0..<keys.count, using: &random)), as: UTF8.self),
        ])
        #expect(throws: Never.self, "seed \(seed)") { try KeyDispatcher(table: read.table) }
    }
}

@Suite("The palette of a person with other keys")
struct PaletteKeysTests {
    @Test("shows the keys that hold")
    func keys() throws {
        let table = CommandTable.standard.rebinding([KeyRebinding(.panes, "note", keys: ["<F8>"])]).table
        let state = AppState(accountName: "test", queues: [], now: Date(timeIntervalSince1970: 0))
        #expect(table.verbs(in: state).first { $0.name == "note" }?.keys == "F8")
    }
}
