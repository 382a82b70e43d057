import Leads

/// Who would get a new lead.
package enum RoutingPreview: Hashable, Sendable {
    case asking
    /// Names; none when nobody would.
    case goesTo([String])
    case unknown(reason: String)
}

extension Form {
    /// Asks who gets the lead before it is made; what is wrong with the form is told first.
    func previewRouting(_ state: inout AppState) -> [Effect] {
        guard purpose == .create else {
            state.notice = .noted(
                "Only a new lead is routed; this one has its owner. \(state.keys[.formRouting]) asks in the form of "
                    + "\(state.keys[.new])."
            )
            return [.bell]
        }
        switch newLead(team: state.account.team) {
        case .failure(let rejected): return rejectAtField(&state, rejected.problem)
        case .success(let new):
            guard !new.emails.isEmpty else {
                state.notice = .noted("Lofty tells who gets a new lead once it has a first name and an email.")
                return [.bell]
            }
            var form = self
            form.routing = .asking
            state.replaceTop(with: .form(form))
            return [.previewRouting(new)]
        }
    }
}

extension AppState {
    /// Shows who would get the lead of the open form, as long as it is the lead that was asked about.
    mutating func takeRouting(_ preview: RoutingPreview, of person: NewLead) {
        guard case .form(var form) = overlay, form.routing == .asking,
            case .success(person) = form.newLead(team: account.team)
        else { return }
        form.routing = preview
        replaceTop(with: .form(form))
    }
}
