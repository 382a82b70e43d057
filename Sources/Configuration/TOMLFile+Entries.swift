import TOMLKit

extension TOMLFile {
    /// A table that begins with `[[name]]`.
    struct Entry {
        /// From 0, in the order of the file.
        let number: Int
        let values: [(key: String, value: Value)]
        /// Tables inside it: `[name.part]`, or in braces.
        let tables: [(name: String, values: [(key: String, value: Value)])]
    }

    /// The tables that begin with `[[name]]`, in the order of the file.
    func entries(of name: String) -> [Entry] {
        guard let array = table[name]?.array else { return [] }
        return array.compactMap(\.table).enumerated().map { number, table in
            Entry(number: number, values: Self.values(of: table), tables: Self.sections(of: table))
        }
    }

    /// A fault of an entry, with the line of the key, or else of its beginning.
    func fault(_ sentence: String, key: String? = nil, in entry: Entry, of name: String) -> ConfigurationFault {
        ConfigurationFault(file: self.name, line: line(of: key, in: entry, of: name), sentence: sentence)
    }

    /// The line of a key of an entry, or else of its beginning; from 1.
    func line(of key: String?, in entry: Entry, of name: String) -> Int? {
        let begins = lines.indices.filter { Self.entryName(lines[$0]) != nil }
        let own = begins.filter { Self.entryName(lines[$0]) == name }
        guard own.indices.contains(entry.number) else { return nil }
        let begin = own[entry.number]
        let end = begins.first { $0 > begin } ?? lines.endIndex
        let place = lines[begin..<end].firstIndex { line in
            line.firstIndex(of: "=").map { Self.bare(line[..<$0]) == key } ?? false
        }
        return (place ?? begin) + 1
    }

    /// The line of the first entry of a name; from 1.
    func line(ofEntry name: String) -> Int? { lines.firstIndex { Self.entryName($0) == name }.map { $0 + 1 } }

    private static func entryName(_ line: Substring) -> String? {
        let line = line.drop { $0 == " " || $0 == "\t" }
        guard line.hasPrefix("[["), let end = line.firstIndex(of: "]") else { return nil }
        return bare(line[line.index(line.startIndex, offsetBy: 2)..<end])
    }
}
