import Leads

/// Changing the fields of a lead; only what was changed is sent.
extension Form {
    static let tagsLabel = "Tags"

    static func edit(_ lead: Lead) -> Form {
        let fields = EditableField.allCases.map { field in
            editing(field.name, field.line(lead.values(of: field)), limit: field.longest)
        }
        let tags = editing(tagsLabel, ListText.line(lead.tags), limit: nil)
        return Form(.edit(lead.id), for: lead.displayName, fields: fields + [tags])
    }

    private static func editing(_ label: String, _ text: String, limit: Int?) -> Field {
        var field = Field(label, text, limit: limit)
        field.original = text
        return field
    }

    /// What the person wants of the fields they have changed, in the order of the form.
    ///
    /// What others have put into a list since it was opened stays in it, and what they took out stays out.
    private func edits(of lead: Lead) -> [(field: Int, intents: [Intent])] {
        fields.enumerated().compactMap { place, field in
            guard let original = field.original, original != field.text.text else { return nil }
            return (place, intents(of: field, original, on: lead))
        }
    }

    private func intents(of field: Field, _ original: String, on lead: Lead) -> [Intent] {
        let text = field.text.text
        let (before, after) = (Self.values(original), Self.values(text))
        if let which = field.editable {
            guard which.isList else { return [.setField(which, to: [text])] }
            return [.setField(which, to: which.merging(after, over: before, onto: lead.values(of: which)))]
        }
        let isNew = { (tag: String) in !before.contains { $0.lowercased() == tag.lowercased() } }
        let isGone = { (tag: String) in !after.contains { $0.lowercased() == tag.lowercased() } }
        return before.filter(isGone).map(Intent.removeTag) + after.filter(isNew).map(Intent.addTag)
    }

    /// What was put into a field and did not stand in it before.
    func newValues(of field: EditableField) -> [String] {
        guard let row = fields.first(where: { $0.label == field.name }), let original = row.original else { return [] }
        let before = Self.values(original)
        return Self.values(row.text.text).filter { !before.contains($0) }
    }

    /// The values of a list as it is typed, with commas between them; blanks around them and empty ones do not count.
    package static func values(_ text: String) -> [String] {
        ListText.values(text)
    }

    /// The first changed field of one value that somebody has made something else since the form was opened.
    private func overtaken(by lead: Lead) -> (place: Int, theirs: String)? {
        for (place, field) in fields.enumerated() {
            guard let which = field.editable, !which.isList, let original = field.original,
                original != field.text.text
            else { continue }
            let now = which.line(lead.values(of: which))
            if now != original, now != field.text.text.trimmed { return (place, now) }
        }
        return nil
    }

    /// Stays open with both values; Enter then goes over theirs, which the person has seen.
    private func show(_ state: inout AppState, overtaken place: Int, by theirs: String) -> [Effect] {
        var form = self
        form.focus = place
        form.fields[place].original = theirs
        let field = fields[place]
        return form.reject(
            &state,
            .changedMeanwhile(field: field.label, theirs: theirs, yours: field.text.text.trimmed)
        )
    }

    /// Sends what was changed as one group, or stays open at the field that cannot be taken.
    func edit(_ state: inout AppState, _ lead: Lead.ID) -> [Effect] {
        guard var shown = state.workableLead(lead) else {
            keep(&state, lead)
            return [.bell]
        }
        if let (place, theirs) = overtaken(by: shown) { return show(&state, overtaken: place, by: theirs) }
        var proposals: [Proposal] = []
        for (place, intents) in edits(of: shown) {
            for intent in intents {
                switch state.planner.plan(intent, for: shown, isBeingTrashed: state.isBeingTrashed(lead)) {
                case .change(let change):
                    proposals.append(Proposal(change, on: lead))
                    shown.apply(change)
                case .nothingToDo: continue
                case .blocked(let obstacle):
                    var form = self
                    form.focus = place
                    return form.reject(&state, .blocked(obstacle))
                }
            }
        }
        if let problem = shown.problem(after: proposals) {
            var form = self
            form.focus = fields.firstIndex { $0.label == problem.field } ?? focus
            return form.reject(&state, problem.problem)
        }
        close(&state)
        guard !proposals.isEmpty else {
            state.notice = .noted("Nothing was changed, so nothing is sent.")
            return []
        }
        return state.submit(proposals, restoring: self, named: proposals.count > 1 ? "edited" : nil)
    }

    /// What is wrong with the field that is being left; `nil` when it can be taken.
    func problem(leaving state: AppState) -> FormProblem? {
        guard case .edit(let id) = purpose, let lead = state.workableLead(id),
            let edit = edits(of: lead).first(where: { $0.field == focus })
        else { return nil }
        for intent in edit.intents {
            if case .blocked(let obstacle) = state.planner.plan(intent, for: lead) { return .blocked(obstacle) }
        }
        return nil
    }
}

extension Form.Field {
    /// What of a lead it holds; `nil` for its tags.
    fileprivate var editable: EditableField? { EditableField.allCases.first { $0.name == label } }
}

extension EditableField {
    /// What a form shows of it.
    fileprivate func line(_ values: [String]) -> String { isList ? ListText.line(values) : values.first ?? "" }
}

extension Lead {
    /// What does not fit together once all of these changes are made, and the field that it is told at.
    fileprivate func problem(after changes: [Proposal]) -> (field: String, problem: FormProblem)? {
        let fields = changes.compactMap { proposal -> EditableField? in
            if case .setField(let field, from: _, to: _) = proposal.change { field } else { nil }
        }
        if fields.contains(where: EditableField.further.contains), let field = inquiry.upsideDown {
            return (field.name, .upsideDown(field: field.name))
        }
        if let part = fields.first(where: \.isPartOfAddress), address == nil {
            return (part.name, .addressEmptied)
        }
        return nil
    }
}
