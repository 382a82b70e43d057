package import Leads

/// What a person's files say of how they work: queues, outcomes, texts, addresses and columns.
package struct Habits: Hashable, Sendable {
    package var queues: [QueueDefinition]
    package var dispositions: [Disposition]
    /// Where the person's own of these stand in their file.
    package var dispositionPlaces: [Disposition.ID: String]
    package var templates: [NoteTemplate]
    package var macros: [Macro]
    package var links: LinkPreferences
    /// `nil` leaves them as they are.
    package var columns: ListColumnChoice?

    package init(
        queues: [QueueDefinition],
        dispositions: [Disposition],
        dispositionPlaces: [Disposition.ID: String],
        templates: [NoteTemplate],
        macros: [Macro] = [],
        links: LinkPreferences,
        columns: ListColumnChoice?
    ) {
        self.queues = queues
        self.dispositions = dispositions
        self.dispositionPlaces = dispositionPlaces
        self.templates = templates
        self.macros = macros
        self.links = links
        self.columns = columns
    }
}

extension AppState {
    /// Works as the files have it from here on; the queue that is open stays open under its name.
    ///
    /// In triage the queues stay as they are, since the session counts the leads of one of them.
    package mutating func adopt(_ habits: Habits) -> [Effect] {
        dispositions = habits.dispositions
        dispositionPlaces = habits.dispositionPlaces
        templates = habits.templates
        macros = habits.macros
        links = habits.links
        if let columns = habits.columns { layout.columns = columns }
        checkDispositions()
        guard triage == nil, habits.queues != queues.map(\.definition) else { return [] }
        let open = queue
        let known = queues
        queues = habits.queues.map { definition in
            known.first { $0.definition == definition } ?? QueueState(definition: definition)
        }
        activeQueue = queues.firstIndex { $0.definition.name == open?.definition.name } ?? 0
        guard queue?.definition != open?.definition else { return [askIndex()] }
        list.sort = queue?.sort
        list.filter = ""
        return [openView()]
    }
}
