import Commands
import Leads
import ViewModels

/// `verbs.toml`: verbs that a person adds, each a program that is run on the selected lead.
struct VerbFile {
    private(set) var verbs: [Command] = []
    private(set) var rebindings: [KeyRebinding] = []
    private(set) var faults: [ConfigurationFault] = []

    private struct Condition { var query: LeadQuery? }

    private static let known = ["command", "key", "keys", "when", "shell", "json", "seconds", "summary"]

    /// - Parameters:
    ///   - file: as it was read.
    ///   - taken: names that verbs have already.
    init(_ file: TOMLFile, taken: [String]) {
        for (key, _) in file.settings {
            faults.append(file.fault("“\(key)” stands in no section. A verb is a section, such as [ring].", key: key))
        }
        for section in file.sections {
            guard !taken.contains(section.name) else {
                let sentence = "“\(section.name)” is a verb of Foyer's. Take another name, such as my-\(section.name)."
                faults.append(file.fault(sentence, section: section.name))
                continue
            }
            guard Self.isName(section.name) else {
                let sentence = "“\(section.name)” is no name for a verb: small letters, digits and - make one."
                faults.append(file.fault(sentence, section: section.name))
                continue
            }
            read(section.name, Dictionary(section.values, uniquingKeysWith: { first, _ in first }), in: file)
        }
    }

    private static func isName(_ name: String) -> Bool {
        name.first?.isLetter == true
            && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }

    private mutating func read(_ name: String, _ values: [String: TOMLFile.Value], in file: TOMLFile) {
        for key in values.keys.sorted() where !Self.known.contains(key) {
            let known = Self.known.joined(separator: ", ")
            let hint = Configuration.hint(key, Self.known)
            file.add("A verb has no “\(key)”\(hint) It has: \(known).", key, name, to: &faults)
        }
        let usesShell = flag("shell", of: name, values, in: file)
        guard let words = words(values["command"], usesShell: usesShell) else {
            let wanted =
                usesShell ? "one line for the shell in quotes" : "a program and its words, as [\"ring\", \"-n\"]"
            file.add("“command” of [\(name)] takes \(wanted).", "command", name, to: &faults)
            return
        }
        let call = ToolCall(
            name,
            words,
            usesShell: usesShell,
            takesJSON: flag("json", of: name, values, in: file),
            seconds: seconds(of: name, values, in: file)
        )
        let summary = text(values["summary"]) ?? "run \(words[0])"
        guard let condition = condition(of: name, values, in: file) else { return }
        verbs.append(.tool(name, summary, call: call, when: condition.query))
        let keys = Self.keys(values["keys"] ?? values["key"])
        if !keys.isEmpty { rebindings.append(KeyRebinding(.panes, name, keys: keys)) }
    }

    /// Words are split by the person, so that no text of a lead is ever read by a shell that nobody asked for.
    private func words(_ value: TOMLFile.Value?, usesShell: Bool) -> [String]? {
        switch value {
        case .text(let text): text.isEmpty ? nil : [text]
        case .texts(let texts): usesShell || texts.first?.isEmpty != false ? nil : texts
        case .number, .flag, .other, nil: nil
        }
    }

    private mutating func flag(
        _ key: String,
        of name: String,
        _ values: [String: TOMLFile.Value],
        in file: TOMLFile
    ) -> Bool {
        guard let value = values[key] else { return false }
        if case .flag(let flag) = value { return flag }
        file.add("“\(key)” of [\(name)] takes true or false.", key, name, to: &faults)
        return false
    }

    private mutating func seconds(of name: String, _ values: [String: TOMLFile.Value], in file: TOMLFile) -> Int {
        guard let value = values["seconds"] else { return 10 }
        if case .number(let seconds) = value, (1...600).contains(seconds) { return seconds }
        file.add("“seconds” of [\(name)] takes a whole number from 1 to 600.", "seconds", name, to: &faults)
        return 10
    }

    /// `nil` for a condition that cannot be read: a verb for the wrong leads is worse than none.
    private mutating func condition(
        of name: String,
        _ values: [String: TOMLFile.Value],
        in file: TOMLFile
    ) -> Condition? {
        guard let value = values["when"] else { return Condition(query: nil) }
        guard let text = text(value) else {
            file.add("“when” of [\(name)] takes a filter in quotes, such as \"may:call\".", "when", name, to: &faults)
            return nil
        }
        do throws(QueryError) {
            return Condition(query: try LeadQuery.parse(text))
        } catch {
            file.add("“when” of [\(name)]: \(error.message)", "when", name, to: &faults)
            return nil
        }
    }

    private func text(_ value: TOMLFile.Value?) -> String? {
        if case .text(let text)? = value { text } else { nil }
    }

    private static func keys(_ value: TOMLFile.Value?) -> [String] {
        switch value {
        case .text(let text): text.isEmpty ? [] : [text]
        case .texts(let texts): texts
        case .number, .flag, .other, nil: []
        }
    }
}

extension TOMLFile {
    fileprivate func add(_ sentence: String, _ key: String, _ section: String, to faults: inout [ConfigurationFault]) {
        faults.append(fault(sentence, key: key, section: section))
    }
}
