import Commands
import Leads

extension Configuration {
    package static let macrosFile = "macros.toml"

    /// The names of a file's macros, in their order: each is a verb `macro-NAME` that may have a key.
    static func macroNames(_ file: TOMLFile?) -> [String] {
        (file?.sectionsAsWritten ?? []).map(\.name).filter(Macro.isName)
    }

    /// The macros of a file in its order; one with a step that cannot be followed is left out as a whole and told.
    static func macros(
        _ file: TOMLFile?,
        table: CommandTable,
        dispositions: [Disposition]
    ) -> (macros: [Macro], faults: [ConfigurationFault]) {
        guard let file else { return ([], []) }
        var macros: [Macro] = []
        var faults = file.settings.map { key, _ in
            file.fault("“\(key)” stands in no section. Each macro has one, such as [lost].", key: key)
        }
        for section in file.sectionsAsWritten {
            guard Macro.isName(section.name) else {
                let sentence = "“\(section.name)” is no name for a macro: small letters, digits and - make one."
                faults.append(file.fault(sentence, section: section.name))
                continue
            }
            for (key, _) in section.values where key != "steps" {
                let sentence = unknown("“\(key)” is no part of a macro", nearest: key, among: ["steps"])
                faults.append(file.fault(sentence, key: key, section: section.name))
            }
            guard case .texts(let lines)? = section.values.first(where: { $0.key == "steps" })?.value, !lines.isEmpty
            else {
                let sentence = "[\(section.name)] wants steps = [\"stage Contacted\", \"tag hot\"]."
                faults.append(file.fault(sentence, key: "steps", section: section.name))
                continue
            }
            do throws(MacroLineError) {
                var steps: [Macro.Step] = []
                for line in lines { steps.append(try MacroLine.step(line, table: table, dispositions: dispositions)) }
                macros.append(Macro(section.name, steps))
            } catch {
                let sentence = "[\(section.name)] cannot be used: \(error.sentence)"
                faults.append(file.fault(sentence, key: "steps", section: section.name))
            }
        }
        return (macros, faults)
    }

    /// The text of a file with a macro in it, in the place of one of the same name; all else stays as it is written.
    ///
    /// - Parameters:
    ///   - text: what the file has; empty where there is none.
    ///   - name: of the macro.
    ///   - steps: lines as they are typed behind `:`.
    /// - Returns: the whole text.
    package static func macros(_ text: String, with name: String, steps: [String]) -> String {
        let section = ["[\(name)]", "steps = ["] + steps.map { "    \(TOMLFile.quoted($0))," } + ["]"]
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
        guard let start = lines.firstIndex(where: { $0.trimmed == "[\(name)]" }) else {
            return (lines + (lines.isEmpty ? [] : [""]) + section).joined(separator: "\n") + "\n"
        }
        var end = lines[(start + 1)...].firstIndex { $0.trimmed.hasPrefix("[") } ?? lines.endIndex
        // Words above the next section belong to that.
        while end > start + 1, lines[end - 1].trimmed.isEmpty || lines[end - 1].trimmed.hasPrefix("#") { end -= 1 }
        lines.replaceSubrange(start..<end, with: section)
        return lines.joined(separator: "\n") + "\n"
    }
}
