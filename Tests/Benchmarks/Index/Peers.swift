import BenchmarkSupport
import Foundation
import LeadIndex
import Leads
import TestSupport

/// The same lines searched by programs that people know.
struct Peers {
    /// Name, addresses and phone digits: what the fuzzy finder looks into.
    private let lines: String
    /// The same with the tags: what a word behind `/` looks into.
    private let tagged: String
    private let index: BookIndex
    private let context: QueryContext
    /// How many times longer each run of a peer took than the index.
    private var ratios: [Peer: [Double]] = [:]

    enum Peer: String, CaseIterable {
        case grep, ripgrep, exact = "fzf, exact", fuzzy = "fzf, fuzzy"

        var program: String {
            switch self {
            case .grep: "grep"
            case .ripgrep: "rg"
            case .exact, .fuzzy: "fzf"
            }
        }

        /// A command that prints how many lines match.
        func command(_ text: String, _ lines: String) -> String {
            switch self {
            case .grep: "grep -c -i -F -e '\(text)' \(lines)"
            case .ripgrep: "rg -c -i -F -e '\(text)' \(lines)"
            case .exact: "fzf -f \"'\(text)\" < \(lines) | wc -l"
            case .fuzzy: "fzf -f '\(text)' < \(lines) | wc -l"
            }
        }

        var goal: String {
            switch self {
            case .grep: ""
            case .ripgrep: "3"
            case .exact: "20"
            case .fuzzy: "5"
            }
        }
    }

    /// Writes the leads as folded lines, once without and once with their tags.
    init(_ measurements: Measurements, in directory: String) throws {
        lines = directory + "/lines"
        tagged = directory + "/tagged"
        index = measurements.index
        context = measurements.context
        try Self.write(measurements.book, to: lines, withTags: false)
        try Self.write(measurements.book, to: tagged, withTags: true)
    }

    private static func write(_ book: InventedBook, to path: String, withTags: Bool) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw Failure("\(path) cannot be made")
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { file.closeFile() }
        for start in stride(from: 0, to: book.count, by: 10_000) {
            var text: [UInt8] = []
            for number in start..<min(start + 10_000, book.count) {
                let lead = book.row(number).lead
                let tags = withTags ? lead.tags : []
                for item in [lead.displayName] + lead.emails + tags + lead.phones.map(\.digits) {
                    text += FoldedText.bytes(of: item) + [UInt8(ascii: "\t")]
                }
                text.append(UInt8(ascii: "\n"))
            }
            file.write(Data(text))
        }
    }

    /// Prints a row for each pattern and peer, and the median ratio of each peer.
    mutating func compare() throws {
        print("\n| peer on the same lines, ms p50 / p99 | Foyer | peer, whole process | ratio | matches |")
        print("|---|---|---|---|---|")
        for text in ["g", "ga", "garci", "novex", "zzq", "example", "李"] {
            let question = BookQuestion(try LeadQuery.parse(text), sort: LeadSort(.created), context: context)
            for peer in [Peer.grep, .ripgrep, .exact] { try compare(peer, text, question) }
        }
        for text in ["g", "gr", "grc", "grci", "garcia", "anamul", "512", "李", "grc 512"] {
            let question = BookQuestion(.everything, sort: LeadSort(.created), context: context, fuzzy: text)
            try compare(.fuzzy, text, question)
        }
        print("\n| peer | median ratio | goal |\n|---|---|---|")
        for peer in Peer.allCases {
            guard let sorted = ratios[peer]?.sorted() else { continue }
            print("| \(peer.rawValue) | \(String(format: "%.1f", sorted[sorted.count / 2])) | \(peer.goal) |")
        }
    }

    private mutating func compare(_ peer: Peer, _ text: String, _ question: BookQuestion) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(peer.program)") else {
            print("| \(peer.rawValue) \(text) | | \(peer.program) is not installed | | |")
            return
        }
        let command = peer.command(text, peer == .fuzzy ? lines : tagged)
        var count = 0
        var (ours, theirs): ([Duration], [Duration]) = ([], [])
        // By turns, so that whatever else the machine does falls on both.
        for _ in 0..<5 {
            for _ in 0..<5 {
                ours.append(time { count = index.answer(question, rows: NoRows())?.count ?? -1 })
            }
            // Not straight into /dev/null, where grep stops at the first match.
            theirs.append(
                try time { _ = try ChildProcess("/bin/sh", ["-c", "(\(command)) | cat > /dev/null"]).wait() }
            )
        }
        let process = try ChildProcess("/bin/sh", ["-c", command], readsOutput: true)
        // ripgrep prints nothing when it finds nothing.
        let found = process.firstLine().flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) } ?? 0
        _ = process.wait()
        let (left, right) = (Samples(ours), Samples(theirs))
        ratios[peer, default: []].append(right.median / left.median)
        let agreement = found == count ? "\(count), both" : "\(count) here, \(found) there"
        let figures = "\(left.text) | \(right.text) | \(ratio(right.median, left.median))"
        print("| \(peer.rawValue) “\(text)” | \(figures) | \(agreement) |")
    }
}
