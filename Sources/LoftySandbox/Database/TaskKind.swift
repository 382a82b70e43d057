/// What is to be done; an appointment is a task that takes place somewhere.
enum TaskKind: String, Hashable, Sendable {
    case call = "Call"
    case email = "Email"
    case text = "Text"
    case other = "Other"
    case appointment = "Appointment"

    var isAppointment: Bool { self == .appointment }
}

/// Who does it: a task belongs to a role on its lead, never to a person.
enum TaskRole: String, Hashable, Sendable {
    case agent = "Agent"
    case assistant = "Assistant"
}

/// Where a task comes from.
enum TaskOrigin: String, Hashable, Sendable, CaseIterable {
    case person = "Person"
    /// Planned by the system, which alone finishes it.
    case smartPlan = "SmartPlan"

    /// As the calendar names it; the contract has no table of the numbers.
    var sourceType: Int64 {
        switch self {
        case .person: 1
        case .smartPlan: 2
        }
    }
}
