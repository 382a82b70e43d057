import ArgumentParser
import JSONText
import Leads

/// One lead, or those that standard input names.
enum LeadTarget: ExpressibleByArgument {
    case lead(Lead.ID)
    case standardInput

    init?(argument: String) {
        if argument == "-" {
            self = .standardInput
        } else if let lead = LeadArgument(argument: argument) {
            self = .lead(lead.id)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .lead(let id): id.description
        case .standardInput: "-"
        }
    }
}

/// A line of a batch: an id, or an object of JSON with a `leadId`, as “foyer leads list --format jsonl” prints it.
enum BatchLine {
    /// `nil` for a line that names no lead.
    static func lead(_ line: String) -> Lead.ID? {
        let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard text.hasPrefix("{") else { return LeadArgument(argument: text)?.id }
        let bytes = Array(text.utf8)
        // What is no JSON names no lead, and is told by its line.
        guard let tokens = try? JSONLexer.tokens(of: bytes, skipsMark: false) else { return nil }
        let words = tokens.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
        // The first token is the object; keys and values of its own level follow.
        var position = 1
        while position + 1 < tokens.count {
            if words[position] == "leadId" { return LeadArgument(argument: words[position + 1])?.id }
            position = Int(tokens[position + 1].next)
        }
        return nil
    }
}
