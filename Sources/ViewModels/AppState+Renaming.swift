import Leads

extension AppState {
    /// Follows a created lead to the id the server gave it, wherever its provisional one stands.
    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        list.rename(provisional, to: real)
        timeline.rename(provisional, to: real)
        undo.rename(provisional, to: real)
        triage?.rename(provisional, to: real)
        marks.rename(provisional, to: real)
        if call?.lead == provisional { call?.lead = real }
        if reaching?.lead == provisional { reaching?.lead = real }
        for (group, session) in callsBeingLogged where session.lead == provisional {
            callsBeingLogged[group]?.lead = real
        }
        bulk?.rename(provisional, to: real)
        pausedBulk?.rename(provisional, to: real)
        if let snooze = snoozes.removeValue(forKey: provisional) { snoozes[real] = snooze }
        overlays = overlays.map { $0.renaming(provisional, to: real) }
        for group in leaving.keys { leaving[group]?.rename(provisional, to: real) }
        submitting = submitting.mapValues { form in
            var renamed = form
            renamed.purpose = form.purpose.renaming(provisional, to: real)
            return renamed
        }
        for index in drafts.indices {
            drafts[index].form.purpose = drafts[index].form.purpose.renaming(provisional, to: real)
        }
        if goneLeads.remove(provisional) != nil { goneLeads.insert(real) }
    }

    /// Follows a create that was done again to the lead that it has made now, wherever the one before it stands.
    mutating func follow(_ created: Lead.ID, madeBy group: ChangeGroup.ID) {
        guard let before = undo.note(created, madeBy: group) else { return }
        rename(before, to: created)
        goneLeads.remove(created)
    }
}
