package import Leads

/// A list to choose one thing from.
package struct Picker: Hashable, Sendable {
    package var purpose: Purpose
    /// The lead's name for the title; `nil` where the choice is not about a lead.
    package var leadName: String?
    package var items: [Item]
    package var cursor: ListCursor
    /// What was typed to narrow the items; `nil` while keys are accelerators.
    package var filter: TextField?
    /// The change that the choice takes the place of.
    package var replaced: Replaced?

    /// A change that met somebody else's.
    package struct Replaced: Hashable, Sendable {
        package var entry: OutboxEntry
        /// What the server holds.
        package var theirs: String
    }
    /// Whether a choice opens the field for what was said first.
    package var asksForWords = false

    /// What is being chosen, and for which lead: a choice never lands on a lead that the cursor moved to meanwhile.
    package enum Purpose: Hashable, Sendable {
        case stage(of: Lead.ID)
        case tags(of: Lead.ID)
        case assignee(of: Lead.ID)
        case callOutcome(of: Lead.ID)
        /// What leads are to have in common with this one to be marked.
        case likeness(to: Lead.ID)
        /// A text for the open form on a lead.
        case template(for: Lead.ID)
        /// Which transaction is moved, or that one is made.
        case deals(of: Lead.ID)
        /// The stage that a transaction goes to.
        case dealStage(of: Lead.ID, Deal)
        case sort

        var lead: Lead.ID? {
            switch self {
            case .stage(let lead), .tags(let lead), .assignee(let lead), .callOutcome(let lead), .likeness(let lead),
                .template(let lead), .deals(let lead), .dealStage(let lead, _):
                lead
            case .sort: nil
            }
        }

        func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Purpose {
            switch self {
            case .stage(provisional): .stage(of: real)
            case .tags(provisional): .tags(of: real)
            case .assignee(provisional): .assignee(of: real)
            case .callOutcome(provisional): .callOutcome(of: real)
            case .likeness(provisional): .likeness(to: real)
            case .template(provisional): .template(for: real)
            case .deals(provisional): .deals(of: real)
            case .dealStage(provisional, let deal): .dealStage(of: real, deal)
            case .stage, .tags, .assignee, .callOutcome, .likeness, .template, .deals, .dealStage, .sort: self
            }
        }
    }

    package struct Item: Hashable, Sendable {
        package var label: String
        /// Words at the right edge, such as a member's address or a verb's keys.
        package var detail: String
        /// True for what the lead has now.
        package var isCurrent: Bool
        /// A letter that chooses the item at once.
        package var accelerator: Character?
        package var choice: Choice

        package init(
            label: String,
            detail: String = "",
            isCurrent: Bool = false,
            accelerator: Character? = nil,
            choice: Choice
        ) {
            self.label = label
            self.detail = detail
            self.isCurrent = isCurrent
            self.accelerator = accelerator
            self.choice = choice
        }
    }

    package enum Choice: Hashable, Sendable {
        case intent(Intent)
        /// A disposition by its id.
        case disposition(String)
        case mark(Likeness)
        /// A text that goes into the form below.
        case template(String)
        /// The transaction to move.
        case deal(Deal)
        case newDeal
        case sort(LeadSort)
        /// Gives up a call that was dialled and not made.
        case dropCall
    }

    package init(_ purpose: Purpose, for leadName: String? = nil, items: [Item], filtering: Bool = false) {
        self.purpose = purpose
        self.leadName = leadName
        self.items = items
        filter = filtering ? TextField() : nil
        cursor = ListCursor(position: filtering ? 0 : items.firstIndex(where: \.isCurrent) ?? 0)
    }

    package enum Action: Hashable, Sendable {
        case edit(TextField.Edit)
        case move(Motion)
        case beginFilter
        /// Whether a choice opens the field for words first; where there are no words to ask for, completes the name.
        case toggleWords
        case choose(Item)
        /// Takes a tag off that the lead has.
        case remove
        case submit
        case cancel
    }

    package var selected: Item? {
        let matches = matches
        return matches.indices.contains(cursor.position) ? matches[cursor.position] : nil
    }
}
