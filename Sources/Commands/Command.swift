import Leads
import Terminal
package import ViewModels

/// A verb of the workbench: the one row from which keys, hints, help, palette and command line are made.
package struct Command: Sendable {
    /// What `:` and the palette call it, such as `stage`.
    package let name: String
    /// One line for help, without a full stop.
    package let summary: String
    package let group: Group
    /// Key sequences in ``KeyNotation``.
    package let keys: [String]
    /// The word in the hint bar; `nil` keeps the verb out of it.
    package let hint: String?
    /// What may follow the name on the command line, such as `STAGE`.
    package let argument: String?
    /// What has to be on the screen before the verb can act.
    package let needs: Needs
    /// Says why the verb cannot be used now; `nil` when it can.
    package let obstacle: @Sendable (AppState) -> String?
    /// The action, given the words behind the name.
    package let action: @Sendable (String) throws(CommandError) -> Action
    /// What a count before the key makes of the verb; `nil` for one that takes none.
    package let counting: Counting?

    /// A verb that is done so many times, or that goes to the so-manieth line.
    package struct Counting: Sendable {
        /// For the popup that shows what may follow a count.
        package let summary: @Sendable (Int) -> String
        package let action: @Sendable (Int) -> Action

        init(_ summary: @escaping @Sendable (Int) -> String, _ action: @escaping @Sendable (Int) -> Action) {
            self.summary = summary
            self.action = action
        }
    }

    /// What a verb acts on.
    package enum Needs: Sendable {
        case nothing
        /// Rows: the verb waits while those the person asked for are not there.
        case rows
        /// Rows when the list has the focus; the other panes need none.
        case rowsInList
        /// Everything decided before it in the journal and among the rows, as that decides which leads a view has.
        case journal
        /// Both: the verb puts something among the rows that are on the screen.
        case rowsAndJournal
        /// The plan of a change of many leads.
        case plan
        /// The plan, and what was decided before it in the journal, as that tells what waits of its leads.
        case planAndJournal

        func areMissing(in state: AppState) -> Bool {
            switch self {
            case .nothing: false
            case .rows: state.isAwaitingRows
            case .rowsInList: state.focus == .list && state.isAwaitingRows
            case .journal: state.list.isAwaitingJournal
            case .rowsAndJournal: state.isAwaitingRows || state.list.isAwaitingJournal
            case .plan: state.bulk?.phase == .planning
            case .planAndJournal: state.bulk?.phase == .planning || state.list.isAwaitingJournal
            }
        }
    }

    package enum Group: String, CaseIterable, Sendable {
        case moving = "Moving about"
        case lead = "Working a lead"
        case view = "The view"
        case program = "The program"
    }

    init(
        _ name: String,
        _ summary: String,
        _ group: Group,
        keys: [String] = [],
        hint: String? = nil,
        argument: String? = nil,
        needs: Needs = .nothing,
        obstacle: @escaping @Sendable (AppState) -> String? = { _ in nil },
        counting: Counting? = nil,
        action: @escaping @Sendable (String) throws(CommandError) -> Action
    ) {
        self.name = name
        self.summary = summary
        self.group = group
        self.keys = keys
        self.hint = hint
        self.argument = argument
        self.needs = needs
        self.obstacle = obstacle
        self.counting = counting
        self.action = action
    }
}

extension Command {
    /// The same verb with other keys.
    func with(keys: [String]) -> Command {
        Command(
            name,
            summary,
            group,
            keys: keys,
            hint: hint,
            argument: argument,
            needs: needs,
            obstacle: obstacle,
            counting: counting,
            action: action
        )
    }

    /// The same verb without the keys that could not be told from these.
    func without(_ taken: [[KeyPress]]) -> Command { with(keys: KeyNotation.without(taken, keys)) }
}

/// Why a command line cannot be run.
package enum CommandError: Error, Hashable, Sendable {
    case unknown(String, nearest: String?)
    /// The verb needs a word of this kind.
    case missingArgument(command: String, argument: String)
    case badArgument(command: String, argument: String, known: [String])
    case badColumns(ListColumnChoice.Problem)

    /// One sentence with what to do next.
    package var sentence: String {
        switch self {
        case .unknown(let name, let nearest?): "There is no verb “\(name)”. Did you mean \(nearest)?"
        case .unknown(let name, nil): "There is no verb “\(name)”. :help lists them."
        case .missingArgument(let command, let argument):
            "\(command) wants \(argument), as in “:\(command) \(argument)”."
        case .badArgument(let command, let argument, let known):
            "\(command) does not know “\(argument)”. It takes \(known.joined(separator: ", "))."
        case .badColumns(let problem): problem.sentence
        }
    }
}

extension Command {
    /// The obstacle of verbs that need a selected lead.
    static let needsLead: @Sendable (AppState) -> String? = { state in
        state.list.selected == nil ? "no lead is selected" : nil
    }

    /// The obstacle of verbs that are about the marked leads where there are any, whatever the view shows.
    static let needsLeadOrMarks: @Sendable (AppState) -> String? = { state in
        state.isAboutMarks ? nil : needsLead(state)
    }

    /// The obstacle of verbs that choose among the team's stages.
    static let needsStages: @Sendable (AppState) -> String? = { state in
        if let obstacle = needsLeadOrMarks(state) { return obstacle }
        return state.account.team.stages.isEmpty
            ? "the team's stages have not been loaded yet; press \(state.keys[.refresh])" : nil
    }

    /// The obstacle of verbs that choose among the team's members.
    static let needsMembers: @Sendable (AppState) -> String? = { state in
        if let obstacle = needsLeadOrMarks(state) { return obstacle }
        return state.account.team.members.isEmpty
            ? "the team's members have not been loaded yet; press \(state.keys[.refresh])" : nil
    }
}
