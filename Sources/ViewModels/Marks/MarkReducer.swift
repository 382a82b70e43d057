import Leads

/// Marking leads.
package enum Marking: Hashable, Sendable {
    /// Marks the selected lead, or takes its mark off, and goes on to the next.
    case toggle
    /// Begins or ends a range that grows with the cursor.
    case range
    case invert
    /// Every lead of the view.
    case all
    case none
    /// The leads of the view that fit a query.
    case matching(String)
    /// The leads of the view that are like the selected one.
    case same(Likeness)
    /// Gives the marked leads to the members that are named, so that each has as many.
    case spread(String)
    /// Shows the marked leads of all views and nothing else, or the view that was there before.
    case alone
}

/// Keys that mark.
enum MarkReducer {
    static func reduce(_ state: inout AppState, _ marking: Marking) -> [Effect] {
        state.notice = nil
        switch marking {
        case .toggle: return toggle(&state)
        case .range: return range(&state)
        case .invert: return state.mark(.everything, isInverting: true)
        case .all: return state.mark(.everything)
        case .none: return clear(&state)
        case .matching(let text): return matching(&state, text)
        case .same(let likeness):
            guard let lead = state.list.selected else { return noLead(&state) }
            return state.markLeads(with: likeness, like: lead)
        case .alone: return alone(&state)
        case .spread(let names): return spread(&state, names)
        }
    }

    private static func toggle(_ state: inout AppState) -> [Effect] {
        guard let lead = state.list.selected else { return noLead(&state) }
        state.marks.toggle(lead)
        return state.moveInList(.lines(1))
    }

    private static func range(_ state: inout AppState) -> [Effect] {
        guard let lead = state.list.selected else { return noLead(&state) }
        if state.marks.anchor == nil { state.marks.beginRange(at: lead) } else { state.marks.endRange() }
        return []
    }

    private static func clear(_ state: inout AppState) -> [Effect] {
        state.marks.clear()
        return state.marks.alone == nil ? [] : state.leaveMarked()
    }

    /// A query that cannot be read marks nothing.
    private static func matching(_ state: inout AppState, _ text: String) -> [Effect] {
        do throws(QueryError) {
            return state.mark(try LeadQuery.parse(text))
        } catch {
            state.notice = .unavailable(verb: "mark", because: error.message)
            return [.bell]
        }
    }

    private static func alone(_ state: inout AppState) -> [Effect] {
        if state.marks.alone != nil { return state.leaveMarked() }
        guard !state.marks.isEmpty else {
            state.notice = .noted(state.noMarksWords)
            return [.bell]
        }
        state.marks.openAlone()
        state.list.filter = ""
        state.focus = .list
        return [state.openView()]
    }

    private static func spread(_ state: inout AppState, _ names: String) -> [Effect] {
        let members: [Member]
        do throws(PlanObstacle) {
            members = try state.account.team.members(named: Form.values(names))
        } catch {
            return state.refuse(error, lead: "")
        }
        guard members.count > 1 else {
            state.notice = .noted("Name two members or more, with commas between them. For one, use a.")
            return [.bell]
        }
        return state.planBulk(.spread(members))
    }

    private static func noLead(_ state: inout AppState) -> [Effect] {
        state.notice = .noLead
        return [.bell]
    }
}

extension AppState {
    /// Marks the leads of the view that have something in common with one of them.
    mutating func markLeads(with likeness: Likeness, like id: Lead.ID) -> [Effect] {
        guard let lead = lead(of: id) else { return refuse(.leadGone, lead: "The lead") }
        return mark(likeness.query(like: lead))
    }

    /// Looks up leads of the view and marks them.
    fileprivate mutating func mark(_ condition: LeadQuery, isInverting: Bool = false) -> [Effect] {
        let finding = LeadFinding(list.asked, where: condition, serial: list.nextSerial)
        marks.awaitAnswer(to: finding, isInverting: isInverting)
        return [.find(finding)]
    }

    /// Marks what was found and says how much that was.
    mutating func takeFound(_ found: Set<Lead.ID>, for finding: LeadFinding) {
        guard marks.take(found, for: finding) else { return }
        notice = found.isEmpty ? .noted("No lead of this view is like that, so none is marked.") : .marked(marks.count)
    }

    /// Opens the queue that was there before the view of marked leads.
    mutating func leaveMarked() -> [Effect] {
        marks.closeAlone()
        list.filter = ""
        return [openView()]
    }

    /// Marks what lies between the anchor of a range and the cursor.
    mutating func extendRange() {
        guard let anchor = marks.anchor, let here = list.position else { return }
        guard let there = list.rows.position(of: anchor) else { return marks.endRange() }
        marks.extendRange(over: (min(here, there)...max(here, there)).map { list.rows.id(at: $0) })
    }
}
