/// Leads as they stand when a bulk change is planned.
package struct BulkGround: Sendable {
    /// As they are shown, in the order of the plan.
    package var leads: [Lead]
    /// Leads that have left the mirror.
    package var gone: [Lead.ID]
    /// Leads with a change that needs the person.
    package var stuck: Set<Lead.ID>
    /// Leads that are on their way to the trash.
    package var trashed: Set<Lead.ID>

    package init(
        _ leads: [Lead],
        gone: [Lead.ID] = [],
        stuck: Set<Lead.ID> = [],
        trashed: Set<Lead.ID> = []
    ) {
        self.leads = leads
        self.gone = gone
        self.stuck = stuck
        self.trashed = trashed
    }
}
