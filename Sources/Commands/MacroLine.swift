package import Leads
import ViewModels

/// The steps of a macro as lines of the palette, such as `stage Contacted`.
package enum MacroLine {
    /// The line of a step; `nil` for what is about one thing of one lead only.
    package static func text(of step: Macro.Step) -> String? {
        switch step {
        case .disposition(let disposition, let words): "dispose \(disposition.id) \(words)".trimmed
        case .intent(let intent): text(of: intent)
        }
    }

    private static func text(of intent: Intent) -> String? {
        switch intent {
        case .setStage(let stage): "stage \(stage)"
        // A sign at its beginning would be read as one.
        case .addTag(let tag): "tag \(["+", "-"].contains(tag.first) ? "+" : "")\(tag)"
        case .removeTag(let tag): "untag \(tag)"
        case .assign(to: .member(let member)): "assign \(member.email)"
        case .assign(to: .named(let words)): "assign \(words)"
        case .addNote(let text): "note \(text)"
        // The number is that of one lead.
        case .logCall(let outcome, let text, phone: _): "call \(outcome.rawValue) \(text)".trimmed
        case .addFollowUp(let wish): "follow-up \(wish.when)" + (wish.text.map { "; \($0.trimmed)" } ?? "")
        case .snooze(until: let when): "snooze \(when ?? "acts")"
        case .setHidden(.some(let isHidden)): "hide \(isHidden ? "yes" : "no")"
        case .setHidden(.none), .setField, .trash, .moveFollowUp, .finishFollowUp, .addDeal, .moveDeal, .wake: nil
        }
    }

    /// The step of a line.
    ///
    /// - Parameters:
    ///   - line: as it is typed behind `:`.
    ///   - table: the verbs there are.
    ///   - dispositions: those that `dispose` may name.
    /// - Returns: what the line decides.
    /// - Throws: ``MacroLineError`` with a sentence that says what is wrong.
    package static func step(
        _ line: String,
        table: CommandTable,
        dispositions: [Disposition]
    ) throws(MacroLineError) -> Macro.Step {
        let action: Action
        do throws(CommandError) {
            let (command, words) = try CommandLineParser.parse(line, table: table)
            action = try command.action(words)
        } catch {
            throw MacroLineError(error.sentence)
        }
        if case .work(let intent) = action, text(of: intent) != nil { return .intent(intent) }
        guard case .handle(.dispose(let id, let words)) = action else {
            throw MacroLineError("“\(line)” is no step: it chooses nothing by itself, or is about one lead only.")
        }
        guard let disposition = dispositions.first(where: { $0.id == id }) else {
            let known = dispositions.map(\.id).joined(separator: ", ")
            throw MacroLineError("There is no disposition “\(id)”. There are: \(known).")
        }
        return .disposition(disposition, words: words)
    }
}

/// Why a line is no step of a macro.
package struct MacroLineError: Error, Hashable, Sendable {
    /// One sentence with what to do next.
    package var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
