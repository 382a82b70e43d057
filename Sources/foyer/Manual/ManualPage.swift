import Commands
import Leads

/// One man page, made from the parser's own description, the verb table and the texts of ``ManualTexts``.
///
/// Nothing in it depends on the machine or the hour: the same program writes the same bytes.
struct ManualPage {
    /// Without its section: `foyer`, `foyer-leads`.
    let name: String
    let text: String

    var fileName: String { "\(name).1" }

    /// All of them, `foyer` first.
    static func all() throws(FoyerFailure) -> [ManualPage] {
        let foyer = try CommandInfo.foyer()
        let families = foyer.shownSubcommands.filter { $0.commandName != "open" }
        return [program(foyer, families)] + families.map { family($0, of: foyer) }
    }

    private static func page(_ name: String, _ abstract: String, _ body: (inout Roff) -> Void) -> ManualPage {
        var roff = Roff()
        roff.title(name, date: BuildFacts.date, version: BuildFacts.number)
        roff.section("Name")
        // whatis(1) reads this line.
        let words = abstract.last == "." ? String(abstract.dropLast()) : abstract
        roff.line("\(name) - \(words.prefix(1).lowercased() + words.dropFirst())")
        body(&roff)
        return ManualPage(name: name, text: roff.text)
    }

    // MARK: foyer(1)

    private static func program(_ foyer: CommandInfo, _ families: [CommandInfo]) -> ManualPage {
        page("foyer", foyer.abstract ?? "") { roff in
            roff.section("Synopsis")
            roff.usage([("foyer", true), ("[--low-bandwidth]", false), ("[--linear]", false)])
            roff.usage([("foyer", true), ("COMMAND", false), ("[ARGUMENT ...]", false)])
            roff.usage([("foyer --restricted", true), ("[COMMAND ...]", false)])
            roff.section("Description")
            roff.paragraphs(ManualTexts.description)
            roff.section("Commands")
            for family in families {
                roff.entry(
                    ["foyer \(family.commandName)"],
                    "\(family.abstract ?? "") See foyer-\(family.commandName)(1)."
                )
            }
            options(of: foyer.shownSubcommands.first { $0.commandName == "open" } ?? foyer, in: &roff)
            keys(in: &roff)
            roff.section("Queries")
            roff.paragraphs(ManualTexts.queries)
            for (name, words) in ManualTexts.sections {
                roff.section(name)
                roff.paragraphs(words)
            }
            roff.section("Environment")
            for (name, words) in ManualTexts.environment { roff.entry([name], words) }
            roff.section("Files")
            for (name, words) in ManualTexts.files { roff.entry([name], words) }
            exitStatus(in: &roff)
            examples(of: "foyer", in: &roff)
            seeAlso(families.map { "foyer-\($0.commandName)" }, in: &roff)
        }
    }

    private static func keys(in roff: inout Roff) {
        roff.section("Keys")
        roff.paragraphs(ManualTexts.keys)
        for group in Command.Group.allCases {
            roff.subsection(group.rawValue)
            for command in CommandTable.standard.commands where command.group == group {
                let keys = command.keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }
                let line = ":" + [command.name, command.argument].compactMap(\.self).joined(separator: " ")
                roff.entry(keys + [line], command.summary)
            }
        }
    }

    // MARK: foyer-FAMILY(1)

    private static func family(_ family: CommandInfo, of foyer: CommandInfo) -> ManualPage {
        page("foyer-\(family.commandName)", family.abstract ?? "") { roff in
            let name = "foyer \(family.commandName)"
            let commands = family.shownSubcommands
            roff.section("Synopsis")
            if commands.isEmpty { roff.usage(usage(family, name)) }
            for command in commands { roff.usage(usage(command, "\(name) \(command.commandName)")) }
            roff.section("Description")
            roff.paragraphs(family.discussion ?? family.abstract ?? "")
            options(of: family, in: &roff)
            if !commands.isEmpty { roff.section("Commands") }
            for command in commands {
                roff.subsection("\(name) \(command.commandName)")
                let words = [command.abstract, command.discussion].compactMap(\.self).joined(separator: "\n\n")
                let isUsual = family.defaultSubcommand == command.commandName
                roff.paragraphs(words + (isUsual ? "\n\nThis is what plain “\(name)” does." : ""))
                arguments(of: command, in: &roff)
            }
            for (title, words) in ManualTexts.familySections[family.commandName] ?? [] {
                roff.section(title)
                roff.paragraphs(words)
            }
            if family.commandName == "report" { definitions(in: &roff) }
            exitStatus(in: &roff)
            examples(of: family.commandName, in: &roff)
            seeAlso(["foyer"], in: &roff)
        }
    }

    private static func definitions(in roff: inout Roff) {
        roff.section("Definitions")
        for name in ReportName.allCases { roff.entry([name.rawValue], "\(name.title). \(name.definition)") }
    }

    // MARK: Parts

    private static func usage(_ command: CommandInfo, _ name: String) -> [(text: String, isBold: Bool)] {
        let hasOptions = command.shownArguments.contains { $0.kind != "positional" }
        let words = command.shownArguments.filter { $0.kind == "positional" }.map { word in
            let text = (word.valueName ?? "word").uppercased() + (word.isRepeating ? " ..." : "")
            return (text: word.isOptional ? "[\(text)]" : text, isBold: false)
        }
        return [(name, true)] + (hasOptions ? [("[OPTION ...]", false)] : []) + words
    }

    private static func options(of command: CommandInfo, in roff: inout Roff) {
        guard !command.shownArguments.isEmpty else { return }
        roff.section("Options")
        arguments(of: command, in: &roff)
    }

    private static func arguments(of command: CommandInfo, in roff: inout Roff) {
        for argument in command.shownArguments {
            let value = argument.valueName ?? ""
            var term: [(text: String, isBold: Bool)] = []
            if argument.kind == "positional" {
                term = [(value.uppercased(), false)]
            } else {
                term = [(argument.spellings.joined(separator: ", "), true)]
                if argument.kind == "option" { term.append((" \(value.uppercased())", false)) }
            }
            let usual = argument.defaultValue.map { " (default: \($0))" } ?? ""
            roff.entry(term, (argument.abstract ?? "") + (argument.kind == "flag" ? "" : usual))
        }
    }

    private static func exitStatus(in roff: inout Roff) {
        roff.section("Exit status")
        for (code, words) in ManualTexts.exitStatus { roff.entry([code], words) }
    }

    private static func examples(of family: String, in roff: inout Roff) {
        guard let examples = ManualExamples.all[family] else { return }
        roff.section("Examples")
        for example in examples { roff.example(example.line, example.words) }
    }

    private static func seeAlso(_ pages: [String], in roff: inout Roff) {
        roff.section("See also")
        roff.paragraphs(pages.map { "\($0)(1)" }.joined(separator: ", "))
    }
}
