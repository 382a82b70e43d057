import FoundationEssentials
import TOMLKit

/// A file of the configuration: its values, and where each stands.
struct TOMLFile {
    /// As it is told to a person.
    let name: String
    let table: TOMLTable
    let lines: [Substring]

    /// Larger ones were not written by a person for this purpose.
    static let mostBytes = 262_144

    /// - Returns: `nil` when there is no such file.
    /// - Throws: ``ConfigurationFault`` when it cannot be read or is no TOML.
    init?(_ name: String, in folder: String) throws(ConfigurationFault) {
        let path = "\(folder)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ConfigurationFault(file: name, sentence: "It cannot be read. Check that it is a file and yours.")
        }
        guard data.count <= Self.mostBytes else {
            throw ConfigurationFault(file: name, sentence: "It is larger than 256 kB, so it was left alone.")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
            let odd = lines.firstIndex { String(bytes: $0, encoding: .utf8) == nil }.map { $0 + 1 }
            throw ConfigurationFault(file: name, line: odd, sentence: "It is not UTF-8. Save it as UTF-8.")
        }
        try self.init(name, text: text)
    }

    init(_ name: String, text: String) throws(ConfigurationFault) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // What is wrong before a section without a name is told first.
        let nameless = NamelessSection(in: text)
        let readable = nameless.map { String(decoding: text.utf8.prefix($0.before), as: UTF8.self) } ?? text
        do {
            table = try TOMLTable(string: readable)
        } catch let error as TOMLParseError {
            throw ConfigurationFault(
                file: name,
                line: error.source.begin.line,
                sentence: "This is no TOML: \(Self.oneLine(error.description)). Nothing of the file counts."
            )
        } catch {
            throw ConfigurationFault(file: name, sentence: "This is no TOML. Nothing of the file counts.")
        }
        guard let nameless else { return }
        throw ConfigurationFault(
            file: name,
            line: nameless.line,
            sentence: """
                The name of a section is missing. It begins behind the bracket with a letter of a to z, a digit, - or _, \
                or stands in quotes. Nothing of the file counts.
                """
        )
    }

    /// What a key has.
    enum Value: Hashable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case texts([String])
        /// A table, a date, a mixed list: nothing that a setting takes.
        case other
    }

    /// Values that stand in no section, in the order of the alphabet.
    var settings: [(key: String, value: Value)] { Self.values(of: table) }

    /// Sections with their values, in the order of the alphabet.
    var sections: [(name: String, values: [(key: String, value: Value)])] {
        Self.sections(of: table)
    }

    /// A table inside one is a value of the wrong kind, so that whoever wrote it is told.
    static func sections(of table: TOMLTable) -> [(name: String, values: [(key: String, value: Value)])] {
        table.keys.sorted().compactMap { name in
            table[name]?.table.map { section in
                (name, section.keys.sorted().compactMap { key in section[key].map { (key, Self.value($0)) } })
            }
        }
    }

    /// The same in the order in which they stand.
    var sectionsAsWritten: [(name: String, values: [(key: String, value: Value)])] {
        sections.map { (line: line(ofSection: $0.name) ?? .max, section: $0) }.sorted { $0.line < $1.line }
            .map(\.section)
    }

    /// A TOML string; in single quotes where that spares the reader backslashes.
    static func quoted(_ text: String) -> String {
        if text.contains("\""), !text.contains("'"), !text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
            return "'\(text)'"
        }
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                "\\u00\(scalar.value < 0x10 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// A fault of a key, with the line on which it stands.
    func fault(_ sentence: String, key: String, section: String? = nil) -> ConfigurationFault {
        ConfigurationFault(file: name, line: line(of: key, in: section), sentence: sentence)
    }

    func fault(_ sentence: String, section: String) -> ConfigurationFault {
        // A section in braces begins with its key.
        ConfigurationFault(file: name, line: line(ofSection: section) ?? line(of: section, in: nil), sentence: sentence)
    }

    static func values(of table: TOMLTable) -> [(key: String, value: Value)] {
        table.keys.sorted().compactMap { key in
            guard let value = table[key], value.table == nil else { return nil }
            return (key, self.value(value))
        }
    }

    private static func value(_ value: any TOMLValueConvertible) -> Value {
        switch value.type {
        case .string: value.string.map(Value.text) ?? .other
        case .int: value.int.map(Value.number) ?? .other
        case .bool: value.bool.map(Value.flag) ?? .other
        case .array: value.array.flatMap(texts).map(Value.texts) ?? .other
        case .table, .double, .date, .time, .dateTime: .other
        }
    }

    private static func texts(_ array: TOMLArray) -> [String]? {
        let texts = array.map { $0.type == .string ? $0.string : nil }
        return texts.contains(nil) ? nil : texts.compactMap(\.self)
    }

    /// The reader does not keep the places of values, so the line is looked for: the key before `=`, in its section.
    private func line(of key: String, in section: String?) -> Int? {
        var current: String?
        for (index, line) in lines.enumerated() {
            if let name = Self.section(line) { current = name }
            guard current == section, let equals = line.firstIndex(of: "=") else { continue }
            if Self.bare(line[..<equals]) == key { return index + 1 }
        }
        guard let section else { return line(ofEntry: key) }
        return line(ofSection: "\(section).\(key)") ?? line(ofSection: section)
    }

    private func line(ofSection section: String) -> Int? {
        lines.firstIndex { Self.section($0) == section }.map { $0 + 1 }
    }

    /// The same for every value at once: section, then key, as they are written.
    var places: [String: [String: Int]] {
        var places: [String: [String: Int]] = [:]
        var current = ""
        for (index, line) in lines.enumerated() {
            if let name = Self.section(line) { current = name }
            guard let equals = line.firstIndex(of: "=") else { continue }
            places[current, default: [:]][Self.bare(line[..<equals])] = index + 1
        }
        return places
    }

    private static func section(_ line: Substring) -> String? {
        let line = line.drop { $0 == " " || $0 == "\t" }
        guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
        return bare(line[line.index(after: line.startIndex)..<end])
    }

    static func bare(_ text: Substring) -> String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        if text.count > 1, text.first == text.last, text.first == "\"" || text.first == "'" {
            text = text.dropFirst().dropLast()
        }
        return String(text)
    }

    private static func oneLine(_ text: String) -> String {
        String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200))
    }
}
