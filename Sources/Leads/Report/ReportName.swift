/// The reports there are.
package enum ReportName: String, Hashable, Sendable, CaseIterable {
    case speed, response, funnel, ageing, overdue, today

    package var title: String {
        switch self {
        case .speed: "Speed to lead"
        case .response: "Response by agent and source"
        case .funnel: "Funnel"
        case .ageing: "Ageing by stage"
        case .overdue: "Overdue follow-ups"
        case .today: "What I did"
        }
    }

    /// What its figures mean, exactly: the text of the man page.
    package var definition: String {
        switch self {
        case .speed:
            "Leads that were created in the period, by the time from their creation to the first contact. The first "
                + "contact is the earliest call, text or email to the lead that the mirror's timeline or the audit log "
                + "of this machine tells of. Of a lead whose timeline nobody has opened here only the last contact is "
                + "known; it counts as the first, so it was answered then at the latest, and a line says how many those "
                + "are. Contacts before the creation do not count. The median and the 90th percentile are those of the "
                + "answered leads: of n times in order, the one at place n/2 and the one at place 0.9 n, rounded up."
        case .response:
            "The same times as in “speed”, for each agent that has the leads now and for each source. “in 5 min” is "
                + "the share of all leads of the row that were answered within 300 seconds; those that nobody has "
                + "answered are in it as not answered."
        case .funnel:
            "Leads that were created in the period, by the stage that they stand in now. The path is the team's "
                + "stages in their order up to the one that is called Closed; a lead has reached its stage and all "
                + "before it. Conversion is the share of those that reached the stage before; “of all” that of all "
                + "leads on the path. Stages behind Closed are beside the path: Lofty does not tell how far a lead had "
                + "come that was archived."
        case .ageing:
            "Leads by stage and by the time since the last contact, or since the creation where there was none. Lofty "
                + "does not tell when a lead came into its stage. A step holds times up to its end, which is not in it; "
                + "the median is that of “speed”. The period counts from the creation."
        case .overdue:
            "Follow-ups of the person that are not done and whose time has come, the latest first, as they were last "
                + "read. The period counts from the time when they were due."
        case .today:
            "Changes that the server has, by kind, from the audit log of this machine: those of the account that is "
                + "logged in, since midnight on this machine's clock or since the beginning of the period. A change that "
                + "was taken back after it was sent counts, and so does the one that took it back."
        }
    }

    /// The period when nobody names one; `nil` for all that is known.
    package var usualDays: Int? {
        switch self {
        case .speed, .response: 30
        case .funnel, .ageing, .overdue, .today: nil
        }
    }
}
