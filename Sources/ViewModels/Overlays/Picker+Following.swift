import Leads

/// An open picker while the account changes under it.
extension AppState {
    /// Has open pickers offer what the team has now and mark what the lead has now.
    mutating func followPickers() {
        overlays = overlays.map { overlay in
            guard case .picker(let picker) = overlay, let fresh = offer(of: picker) else { return overlay }
            return .picker(picker.following(fresh))
        }
    }

    /// The same picker as it would open now; `nil` where the account has no part in it.
    private func offer(of picker: Picker) -> Picker? {
        if let replaced = picker.replaced { return self.picker(replacing: replaced.entry, replaced.theirs) }
        guard let id = picker.purpose.lead, let lead = lead(of: id) else { return nil }
        switch picker.purpose {
        case .stage: return .stages(account, for: lead)
        case .tags: return .tags(account.team.tags, for: lead)
        case .assignee: return .assignees(account, for: lead)
        case .callOutcome, .likeness, .template, .deals, .dealStage, .sort: return nil
        }
    }
}

extension Picker {
    /// The picker with other items: the cursor stays on the same one, also under its new name.
    ///
    /// When that one is gone it goes to what the lead has, so that Enter changes nothing that was not chosen.
    fileprivate func following(_ fresh: Picker) -> Picker {
        guard fresh.items != items else { return self }
        let held = selected
        var picker = self
        picker.items = fresh.items
        let matches = picker.matches
        let place =
            matches.firstIndex { $0.choice == held?.choice }
            ?? matches.firstIndex { $0.accelerator != nil && $0.accelerator == held?.accelerator }
            ?? matches.firstIndex(where: \.isCurrent)
        picker.cursor.place(at: place ?? 0, count: matches.count)
        return picker
    }
}
