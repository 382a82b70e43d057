import FoundationEssentials
import Leads
import ViewModels

/// Who else in the book is this person, or lives with them.
extension DetailText {
    var kinLines: [[Canvas.Piece]] {
        let kin = state.kin(of: lead.id)
        let doubles = kin.filter(\.kinship.isDuplicate)
        let others = kin.filter { !$0.kinship.isDuplicate }
        let remedy = [
            Canvas.Piece("Foyer merges nobody; where they are one person, the lead's page in Lofty does.", .muted)
        ]
        return doubles.enumerated().flatMap { labelled($0 == 0 ? "doubles" : "", pieces($1, .caution)) }
            + (doubles.isEmpty ? [] : labelled("", remedy))
            + others.enumerated().flatMap { labelled($0 == 0 ? "home" : "", pieces($1, .text)) }
    }

    private func pieces(_ kin: Kin, _ role: TextRole) -> [Canvas.Piece] {
        [
            Canvas.Piece(kin.name, role),
            Canvas.Piece(
                " · \(Wording.kinship(kin, isMasked: state.isMasked)) · id \(kin.id.rawValue)",
                .muted
            ),
        ]
    }

    /// The birthday and the team's own fields, one below the other.
    var fieldLines: [[Canvas.Piece]] {
        let birthday = lead.birthday.map { TeamField(name: "Birthday", value: $0) }
        return ([birthday].compactMap(\.self) + lead.teamFields).enumerated().flatMap { index, field in
            labelled(
                index == 0 ? "fields" : "",
                [Canvas.Piece(field.name + " ", .muted), Canvas.Piece(masked(field.value))]
            )
        }
    }

    /// Transactions that are known of the lead, the newest first.
    var dealLines: [[Canvas.Piece]] {
        let deals = DetailText.deals(of: lead.id, state)
        let shown = deals.prefix(3).map { Canvas.Piece(state.isMasked ? PrivacyMask.words($0) : $0) }
        let more =
            deals.count > shown.count
            ? [Canvas.Piece("and \(deals.count - shown.count) more; \(state.keys[.timelineDeals]) shows them", .muted)]
            : []
        return (shown + more).enumerated().flatMap { labelled($0 == 0 ? "deals" : "", [$1]) }
    }

    static func deals(of lead: Lead.ID, _ state: AppState) -> [String] {
        state.timeline.lead == lead ? state.timeline.deals : []
    }

    /// What else Lofty says of the lead.
    var furtherLines: [[Canvas.Piece]] {
        let facts = [
            lead.pond.map { "in the pond \($0.name)" }, lead.referredBy.map { "referred by \($0)" },
            lead.isHidden ? "hidden from everyone but the owner" : nil,
        ].compactMap(\.self)
        return facts.isEmpty ? [] : labelled("further", [Canvas.Piece(facts.joined(separator: " · "))])
    }
}
