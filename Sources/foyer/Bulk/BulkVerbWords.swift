import Configuration
import Leads
import Panes

/// A verb and its words, as they are typed at a shell.
struct BulkVerbWords {
    let verb: BulkVerb

    static let all = [
        "stage NAME", "tag NAME", "untag NAME", "assign WHO", "spread WHO,WHO…", "note TEXT", "dispose NAME [WORDS]",
        "replay MACRO",
        "follow-up WHEN[; WHAT]", "snooze WHEN|acts", "hide yes|no",
    ]

    init(_ name: String, _ words: String, _ team: Team, _ settings: Configuration) throws(FoyerFailure) {
        guard let usage = Self.all.first(where: { $0.hasPrefix(name.lowercased() + " ") }) else {
            let names = Self.all.map { String($0.prefix { $0 != " " }) }
            let hint = NearestSpelling.question(about: name, among: names, marks: ("", ""))
            throw FoyerFailure(
                .misused,
                "There is no bulk verb “\(name)”.\(hint) There are: \(Self.all.joined(separator: ", "))."
            )
        }
        guard !words.trimmed.isEmpty else { throw FoyerFailure(.misused, "\(name) wants more: \(usage).") }
        verb = try Self.verb(name.lowercased(), words.trimmed, team, settings)
    }

    private static func verb(
        _ name: String,
        _ words: String,
        _ team: Team,
        _ settings: Configuration
    ) throws(FoyerFailure) -> BulkVerb {
        switch name {
        case "stage": return .intent(.setStage(words))
        case "tag": return .intent(.addTag(words))
        case "untag": return .intent(.removeTag(words))
        case "assign": return .intent(.assign(to: .named(words)))
        case "note": return .intent(.addNote(words))
        case "snooze": return .intent(.snooze(until: words.lowercased() == "acts" ? nil : words))
        case "hide": return .intent(.setHidden(try answer(words)))
        case "follow-up":
            let parts = words.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            let what = parts.count > 1 ? String(parts[1]).trimmed : nil
            return .intent(.addFollowUp(FollowUpWish(String(parts[0]).trimmed, text: what)))
        case "dispose": return try disposition(words, settings.dispositions)
        case "replay": return .steps(try macro(words, settings.macros))
        default: return .spread(try members(words, team))
        }
    }

    private static func answer(_ words: String) throws(FoyerFailure) -> Bool {
        switch words.lowercased() {
        case "yes": return true
        case "no": return false
        default: throw FoyerFailure(.misused, "hide wants yes, to show leads to their owner alone, or no.")
        }
    }

    private static func disposition(_ words: String, _ known: [Disposition]) throws(FoyerFailure) -> BulkVerb {
        let parts = words.split(separator: " ", maxSplits: 1)
        guard let disposition = known.first(where: { $0.id == parts[0].lowercased() }) else {
            let names = known.map(\.id).joined(separator: ", ")
            throw FoyerFailure(.refused, "There is no disposition “\(parts[0])”. There are: \(names).")
        }
        return .disposition(disposition, words: parts.count > 1 ? String(parts[1]) : "")
    }

    private static func macro(_ name: String, _ known: [Macro]) throws(FoyerFailure) -> Macro {
        if let macro = known.first(where: { $0.name == name.lowercased() }) { return macro }
        guard !known.isEmpty else {
            throw FoyerFailure(.refused, "You have no macro yet. “:record NAME” in the workbench begins one.")
        }
        throw FoyerFailure(
            .refused,
            "There is no macro “\(name)”. There are: \(known.map(\.name).joined(separator: ", "))."
        )
    }

    private static func members(_ words: String, _ team: Team) throws(FoyerFailure) -> [Member] {
        do throws(PlanObstacle) {
            return try team.members(named: words.split(separator: ",").map(String.init))
        } catch {
            throw FoyerFailure(.refused, Wording.obstacle(error, lead: ""))
        }
    }
}
