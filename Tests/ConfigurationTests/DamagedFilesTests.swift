import Commands
import Foundation
import Panes
import TestSupport
import Testing

@testable import Configuration

/// A file of a person with all its values in order, which damage is then done to.
private struct SoundFile {
    let name: String
    let lines: [String]

    init(_ name: String, _ text: String) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Numbers of the lines that set something.
    var settings: [Int] { lines.indices.filter { lines[$0].contains(" = ") } }

    static let all = [
        SoundFile(
            "config.toml",
            """
            theme = "Solarized Dark"
            ascii = true
            undo-seconds = 20
            keys = "mail"
            columns = ["name:20", "stage", "tags"]
            """
        ),
        SoundFile(
            "keys.toml",
            """
            [panes]
            note = "<F8>"
            stage = ["s", "<F2>"]
            [triage]
            leave-triage = "<F9>"
            """
        ),
        SoundFile(
            "queues.toml",
            """
            [[queue]]
            name = "Night shift"
            query = "stage:new age<2d"
            key = 2

            [[queue]]
            name = "Second"
            query = "touch>30d"
            sort = "touched ascending"
            snoozed = true
            """
        ),
        SoundFile(
            "bundles.toml",
            """
            [show-booked]
            label = "showing booked"
            letter = "s"
            outcome = "talked"
            stage = "Showing"
            only-forward = true
            add-tags = ["showing"]
            follow-up = "tomorrow 10:00"
            snooze = "acts"
            """
        ),
        SoundFile(
            "verbs.toml",
            """
            [ring]
            command = ["ring", "--to"]
            when = "tag:hot"
            json = true
            seconds = 5
            """
        ),
        SoundFile("macros.toml", "[lost]\nsteps = [\"stage Nurture\", \"untag hot\"]"),
        SoundFile("templates.toml", "[zoo]\nlabel = \"the zoo\"\ntext = \"Hi {first-name}\""),
        SoundFile("themes/night.toml", "base = \"foyer-dark\"\naccent = \"#6fb9ff\"\nheat = 216"),
    ]
}

/// What goes wrong with files.
private enum Damage: CaseIterable {
    case wrongKind, unknownName, twice, hugeNumber, depth, noUTF8, rawControl, escapedControl, cutOff, bytes

    /// The line that must be told, from 1; `nil` where only the file can be known.
    struct Result {
        var text: [UInt8]
        var line: Int?
        var mustBeTold = true
    }

    func done(to file: SoundFile, _ random: inout SeededGenerator) -> Result {
        guard let place = file.settings.randomElement(using: &random) else {
            return Result(text: [], mustBeTold: false)
        }
        var lines = file.lines
        let key = String(lines[place].prefix { $0 != " " })
        switch self {
        case .wrongKind:
            let values = [
                "1979-05-27T07:32:00Z", "{ a = { b = 1 } }", "[1, \"a\"]", "[[1], [2]]", "12:30:00", "inf", "0.5",
            ]
            lines[place] = "\(key) = \(values.randomElement(using: &random) ?? "inf")"
        case .unknownName: lines[place] += "\nzq-x = 1"
        case .twice: lines[place] += "\n" + lines[place]
        case .hugeNumber: lines[place] = "\(key) = 99999999999999999999999"
        case .depth:
            let depth = Int.random(in: 300...20_000, using: &random)
            lines[place] = "\(key) = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        case .noUTF8, .cutOff, .bytes: break
        case .rawControl: lines[place] = "\(key) = \"a\u{1B}[31mb\""
        case .escapedControl: lines[place] = "\(key) = \"\\u001b]0;x\\u0007\\u202e\""
        }
        var text = Array(lines.joined(separator: "\n").utf8)
        switch self {
        case .wrongKind, .rawControl: return Result(text: text, line: place + 1)
        case .unknownName, .twice: return Result(text: text, line: place + 2)
        case .hugeNumber, .depth: return Result(text: text, line: place + 1)
        // A label may hold anything; where it is shown it is cleaned.
        case .escapedControl: return Result(text: text, mustBeTold: false)
        case .noUTF8:
            let start = Array(file.lines[..<place].map { $0 + "\n" }.joined().utf8).count
            text.insert(contentsOf: [0xC3, 0x28, 0xFF], at: start + 1)
            return Result(text: text, line: place + 1)
        case .cutOff:
            return Result(text: Array(text.prefix(Int.random(in: 0..<text.count, using: &random))), mustBeTold: false)
        case .bytes:
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            return Result(text: text, mustBeTold: false)
        }
    }
}

@Suite("Files of a person with damage of every kind")
struct DamagedFilesTests {
    /// Reads these files out of a folder of their own.
    private func read(_ files: [String: [UInt8]]) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-damage-\(UUID().uuidString)")
        // A folder left behind is the system's to clean.
        defer { try? FileManager.default.removeItem(at: folder) }
        let themes = folder.appending(path: "themes")
        try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        return Configuration(readingFrom: folder.path)
    }

    @Test("there is nothing wrong with the files before")
    func sound() throws {
        let files = Dictionary(
            uniqueKeysWithValues: SoundFile.all.map { ($0.name, Array($0.lines.joined(separator: "\n").utf8)) }
        )
        let read = try read(files)
        #expect(read.faults == [], "\(read.faults.map(\.text))")
    }

    @Test(
        "1,000 configurations: no trap, each fault named with file and line, and the start goes on",
        arguments: [UInt64.random(in: 1 ... .max)]
    )
    func damaged(seed: UInt64) throws {
        print("DamagedFilesTests: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 0..<1_000 {
            // Every kind of file with every kind of damage several times, and then two files at once.
            let pairs = SoundFile.all.count * Damage.allCases.count
            let file = SoundFile.all[round % SoundFile.all.count]
            let damage = Damage.allCases[round / SoundFile.all.count % Damage.allCases.count]
            let done = damage.done(to: file, &random)
            var files = [file.name: done.text]
            if round >= pairs * 6, let other = SoundFile.all.randomElement(using: &random), other.name != file.name {
                files[other.name] = Damage.bytes.done(to: other, &random).text
            }
            let read = try read(files)
            let told = read.faults.filter { $0.file == file.name }
            let story: Comment =
                "seed \(seed), round \(round): \(damage) in \(String(decoding: done.text.prefix(600), as: UTF8.self)): \(read.faults.map(\.text))"
            if done.mustBeTold { #expect(!told.isEmpty, story) }
            if let line = done.line { #expect(told.contains { $0.line == line }, story) }
            for fault in read.faults {
                #expect(files[fault.file] != nil && fault.sentence.count > 10, story)
                let lines = files[fault.file].map { $0.count { $0 == 0x0A } + 1 } ?? 0
                #expect(fault.line.map { (1...lines).contains($0) } ?? true, story)
                let isSafe = fault.text.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && $0.properties.generalCategory != .format
                }
                #expect(isSafe, story)
            }
            if ["keys.toml", "verbs.toml", "macros.toml", "config.toml"].contains(file.name) {
                #expect(throws: Never.self, story) { try KeyDispatcher(table: read.table) }
            }
            #expect(!read.queues.isEmpty && !read.dispositions.isEmpty && !read.effective.isEmpty, story)
        }
    }

    @Test(
        "a theme that builds on itself, or on one that builds on it, is told and is as Foyer's own",
        arguments: [["night": "night"], ["day": "night", "night": "day"], ["a": "b", "b": "c", "c": "a"]]
    )
    func cycle(bases: [String: String]) throws {
        let read = try read(
            Dictionary(
                uniqueKeysWithValues: bases.map { ("themes/\($0.key).toml", Array("\n\nbase = \"\($0.value)\"".utf8)) }
            )
        )
        #expect(read.faults.map(\.line) == bases.map { _ in 3 })
        #expect(Set(read.faults.map(\.file)) == Set(bases.keys.map { "themes/\($0).toml" }))
        #expect(read.themes.allSatisfy { $0.inks == Palette.foyerDark.inks })
    }

    @Test("a key that is bound twice is told with its line, in the panes and in an overlay")
    func boundTwice() throws {
        let read = try read([
            "keys.toml": Array("[panes]\nnote = \"<F8>\"\nstage = \"<F8>\"\n[stages]\naccept = \"<F5>\"\n".utf8)
        ])
        let panes = read.faults.filter { $0.line == 3 }
        #expect(panes.count == 1 && panes[0].sentence.contains("<F8>"), "\(read.faults.map(\.text))")
    }

    @Test("a section in a theme, and a table where a word belongs, are told")
    func sections() throws {
        let read = try read([
            "themes/night.toml": Array("accent = \"#6fb9ff\"\n[colours]\nok = 114".utf8),
            "bundles.toml": Array("[no-answer]\nlabel = { a = 1 }".utf8),
        ])
        #expect(read.faults.map(\.text).count == 2)
        #expect(read.faults.map(\.line) == [2, 2], "\(read.faults.map(\.text))")
    }
}
