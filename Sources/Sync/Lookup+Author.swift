package import Leads

extension Lookup {
    /// How a note is named among the records of a lead.
    package static func name(ofNote id: Note.ID) -> String { String(id) }

    /// How a logged call is named: as ``Leads/TimelineEntry/init(_:)`` names it on the timeline.
    package static func name(ofCall id: Int64) -> String { "communication:\(id)" }

    /// Whose changes are looked for.
    package struct Author: Hashable, Sendable {
        private let me: Member
        /// Ids of others, in the schemes of members and of records.
        private let others: Set<Int64>

        /// `lead` tells how records name its agent, whom members name otherwise.
        package init(_ me: Member, among members: [Member], lead: Lead? = nil) {
            self.me = me
            var others = Set(members.map(\.id.rawValue))
            others.remove(me.id.rawValue)
            if let agent = lead?.assignee, let id = agent.id, PersonName(agent.name) != PersonName(me.fullName) {
                others.insert(id)
            }
            self.others = others
        }

        /// False when the note is surely somebody else's.
        func mayHaveWritten(_ note: Note) -> Bool {
            note.author.map { PersonName($0) == PersonName(me.fullName) } ?? true
        }

        /// False when the entry is surely somebody else's.
        func mayHaveMade(_ entry: TimelineEntry) -> Bool { entry.actorID.map { !others.contains($0) } ?? true }
    }
}
