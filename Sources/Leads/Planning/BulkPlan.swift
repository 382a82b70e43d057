/// What one verb would do to many leads: lead by lead, before anything is sent.
package struct BulkPlan: Hashable, Sendable {
    package var verb: BulkVerb
    /// What needs a person first, then what changes, then what is so already; within these in the order asked for.
    package var rows: [Row]

    /// More leads than this are planned in parts: their changes would keep the rate limit busy for a day.
    package static let mostLeads = 20_000

    /// What the plan makes of one lead.
    package struct Row: Hashable, Sendable, Identifiable {
        /// The lead as it was when the plan was made.
        package var lead: Lead
        package var outcome: Outcome

        package var id: Lead.ID { lead.id }

        package init(_ lead: Lead, _ outcome: Outcome) {
            self.lead = lead
            self.outcome = outcome
        }
    }

    package enum Outcome: Hashable, Sendable {
        /// The changes in their order; never empty.
        case changes([LeadChange])
        /// `nil` for a disposition of which every part is so already.
        case nothingToDo(NoChange?)
        case blocked(BulkObstacle)
    }

    package init(_ verb: BulkVerb, rows: [Row]) {
        self.verb = verb
        self.rows = rows
    }

    package var blockedCount: Int { rows.count(where: \.isBlocked) }

    package var changingCount: Int { rows.count(where: \.isChanging) }

    package var unchangedCount: Int { rows.count { if case .nothingToDo = $0.outcome { true } else { false } } }

    /// Calls that carrying it out takes.
    package var calls: Int { rows.reduce(0) { $0 + $1.calls } }
}

/// A verb for many leads.
package enum BulkVerb: Hashable, Sendable, Codable {
    case intent(Intent)
    /// A disposition, with the words that are logged.
    case disposition(Disposition, words: String)
    /// The steps of a macro.
    case steps(Macro)
    /// Gives the leads to members so that each has as many; a lead stays with one of them who has it.
    case spread([Member])
}

/// Why a lead is left out of a bulk change.
package enum BulkObstacle: Error, Hashable, Sendable {
    case plan(PlanObstacle)
    /// An earlier change of the lead needs the person first, and holds up whatever comes behind it.
    case stuck
    /// Somebody made the lead something else since the plan was made.
    case moved(to: String)
    /// The lead must not be called, texted or mailed, and this would say that somebody is to.
    case mustNotContact(ContactGuard.Channel, [ContactReason])
}

extension BulkPlan.Row {
    package var isChanging: Bool { !changes.isEmpty }

    package var isBlocked: Bool { if case .blocked = outcome { true } else { false } }

    package var changes: [LeadChange] { if case .changes(let changes) = outcome { changes } else { [] } }

    /// The lead as it will be.
    package var after: Lead {
        var lead = lead
        for change in changes { lead.apply(change) }
        return lead
    }

    /// Calls that carrying it out takes: an edit and an assignment are read before and after, a record is looked for
    /// before it is made.
    package var calls: Int {
        var edits = 0
        var others = 0
        for change in changes {
            switch change {
            case .setStage, .addTag, .removeTag, .setField, .setHidden: edits = 3
            case .assign: others += 3
            case .addNote, .logCall, .create: others += 2
            case .followUp(.add): others += 2
            case .deal(.add): others += 2
            case .followUp, .deal, .trash: others += 1
            case .snooze: break
            }
        }
        return edits + others
    }
}
