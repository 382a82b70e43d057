import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The permission block: every number and address, with what may be done with it and why not.
extension DetailText {
    /// The number to call stands first; one that must not be called is never shown as if it could.
    func phoneLines(isRoomy: Bool) -> [[Canvas.Piece]] {
        guard !standing.numbers.isEmpty else { return labelled("phone", [Canvas.Piece("none", .muted)]) }
        let best = standing.bestNumber(for: .call)
        let numbers = standing.numbers.filter { $0.phone == best } + standing.numbers.filter { $0.phone != best }
        return numbers.enumerated().flatMap { index, number in
            block(
                index == 0 ? "phone" : "",
                head(number, isRoomy: isRoomy),
                reasons(number, at: standing.date),
                isRoomy: isRoomy
            )
        }
    }

    func emailLines(isRoomy: Bool) -> [[Canvas.Piece]] {
        let addresses = standing.addresses
        guard !addresses.isEmpty else { return labelled("email", [Canvas.Piece("none", .muted)]) }
        return addresses.enumerated().flatMap { index, address in
            let verdict = address.verdict
            let head = [
                sign(of: [verdict]), Canvas.Piece(" "),
                Canvas.Piece(
                    state.isMasked ? PrivacyMask.email(address.email) : address.email,
                    verdict.permits ? .strong : .muted
                ), Canvas.Piece(" "),
                channel("email", verdict),
            ]
            let words = verdict.words(for: .email, nil, at: state.now)
            let reason = words == "allowed" ? [] : [Canvas.Piece(words, role(of: verdict, isReason: true))]
            return block(index == 0 ? "email" : "", head, [reason].filter { !$0.isEmpty }, isRoomy: isRoomy)
        }
    }

    private func head(_ number: ContactStanding.Number, isRoomy: Bool) -> [Canvas.Piece] {
        let isUsable = number.call.permits || number.text.permits
        // Of a number that must not be used the reason says it all.
        let kind = isRoomy && isUsable ? Formatters.status(number.phone.status) : ""
        return [
            sign(of: [number.call, number.text]), Canvas.Piece(" "),
            Canvas.Piece(Formatters.phone(number.phone, isMasked: state.isMasked), isUsable ? .strong : .muted),
            Canvas.Piece(kind.isEmpty ? " " : " \(kind) ", .muted),
            channel("call", number.call), Canvas.Piece(" "), channel("text", number.text),
        ]
    }

    /// One line where both channels have the same reason, else one for each.
    private func reasons(_ number: ContactStanding.Number, at now: Date) -> [[Canvas.Piece]] {
        let call = number.call.words(for: .call, number.clock, at: now)
        let text = number.text.words(for: .text, number.clock, at: now)
        let callPiece = Canvas.Piece(call, role(of: number.call, isReason: true))
        guard call != text else { return [[callPiece]] }
        let textPiece = Canvas.Piece(text, role(of: number.text, isReason: true))
        return [
            [Canvas.Piece("call: ", .muted), callPiece], [Canvas.Piece("text: ", .muted), textPiece],
        ]
    }

    /// The head, and the reasons two cells in below it; where rows are dear they follow on the same line.
    private func block(
        _ label: String,
        _ head: [Canvas.Piece],
        _ reasons: [[Canvas.Piece]],
        isRoomy: Bool
    ) -> [[Canvas.Piece]] {
        guard isRoomy else {
            let rest = reasons.flatMap { [Canvas.Piece("  ")] + $0 }
            return labelled(label, head + rest)
        }
        let inset = String(repeating: " ", count: Self.labelWidth + 2)
        let lines = reasons.flatMap { Canvas.wrap($0, width: width - inset.count, indent: 0) }
        return labelled(label, head) + lines.map { [Canvas.Piece(inset)] + $0 }
    }

    private func channel(_ name: String, _ verdict: ContactVerdict) -> Canvas.Piece {
        let sign = verdict.permits ? glyphs[.allowed] : glyphs[.notAllowed]
        return Canvas.Piece("\(sign) \(name)", role(of: verdict, isReason: false))
    }

    /// The best of the verdicts, as a sign.
    private func sign(of verdicts: [ContactVerdict]) -> Canvas.Piece {
        if let open = verdicts.first(where: \.permits) {
            return Canvas.Piece(glyphs[.allowed], role(of: open, isReason: false))
        }
        let isClosed = verdicts.contains { if case .outsideHours = $0 { true } else { false } }
        return Canvas.Piece(glyphs[.notAllowed], isClosed ? .caution : .danger)
    }

    private func role(of verdict: ContactVerdict, isReason: Bool) -> TextRole {
        switch verdict {
        case .allowed: isReason ? .text : .ok
        case .caution, .outsideHours: .caution
        case .blocked: .danger
        }
    }
}
