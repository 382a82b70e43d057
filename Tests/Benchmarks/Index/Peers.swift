import BenchmarkSupport
import Foundation
import LeadIndex
import Leads
import TestSupport

/// The same lines searched by programs that people know.
struct Peers {
    private let lines: String

    /// Writes folded lines: name, addresses, tags and phone digits.
    init(_ book: InventedBook, in directory: String) throws {
        lines = directory + "/lines"
        var text: [UInt8] = []
        for number in 0..<book.count {
            let lead = book.row(number).lead
            let items = [lead.displayName] + lead.emails + lead.phones.map(\.digits)
            for item in items { text += FoldedText.bytes(of: item) + [UInt8(ascii: "\t")] }
            text.append(UInt8(ascii: "\n"))
        }
        try Data(text).write(to: URL(fileURLWithPath: lines))
    }

    /// One row of the table for each pattern, and whether the counts agree.
    func compare(_ index: BookIndex, _ context: QueryContext) throws {
        print(
            "\n| peers on the same lines, ms | Foyer | peer, whole process | ratio | matches |\n|---|---|---|---|---|"
        )
        for text in ["g", "ga", "garci", "novex", "zzq", "example", "李"] {
            let query = try LeadQuery.parse("name:\(text) or email:\(text)")
            let question = BookQuestion(query, sort: LeadSort(.created), context: context)
            try row("rg -c -i -F \(text)", "rg -c -i -F -- '\(text)' \(lines)", counting: "", index, question)
            try row("fzf -f \"'\(text)\"", "fzf -f \"'\(text)\" < \(lines)", counting: " | wc -l", index, question)
        }
        for text in ["g", "gr", "grc", "grci", "garcia", "anamul", "512", "李", "grc 512"] {
            let question = BookQuestion(.everything, sort: LeadSort(.created), context: context, fuzzy: text)
            try row("fzf -f \(text)", "fzf -f '\(text)' < \(lines)", counting: " | wc -l", index, question)
        }
    }

    private func row(
        _ name: String,
        _ command: String,
        counting: String,
        _ index: BookIndex,
        _ question: BookQuestion
    ) throws {
        let program = String(command.prefix { $0 != " " })
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)") else {
            print("| \(name) | | \(program) is not installed | | |")
            return
        }
        var count = 0
        let ours = (0..<15).map { _ in
            time { count = index.answer(question, rows: NoRows())?.count ?? -1 }
        }
        let theirs = try (0..<5).map { _ in
            try time { _ = try ChildProcess("/bin/sh", ["-c", command + " > /dev/null"]).wait() }
        }
        let process = try ChildProcess("/bin/sh", ["-c", command + counting], readsOutput: true)
        // Nothing found is an exit without output.
        let found = process.firstLine().flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) } ?? 0
        _ = process.wait()
        let (left, right) = (Samples(ours), Samples(theirs))
        let agreement = found == count ? "\(count), both" : "\(count) here, \(found) there"
        print("| \(name) | \(left.text) | \(right.text) | \(ratio(right.median, left.median)) | \(agreement) |")
    }
}
