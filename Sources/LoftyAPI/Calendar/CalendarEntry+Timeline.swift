import FoundationEssentials
public import Leads

extension TimelineEntry {
    /// The line of the timeline for a task or an appointment, at the time it is for.
    public init(_ entry: CalendarEntry) {
        let isAppointment = entry.kind == .known(.appointment)
        let words = entry.content.isEmpty ? entry.title ?? "" : entry.content
        self.init(
            id: "calendar:\(entry.id)",
            at: entry.startsAt ?? entry.endsAt ?? .distantPast,
            kind: isAppointment ? .appointment(isFinished: entry.isFinished) : .task(isFinished: entry.isFinished),
            text: words.isEmpty ? (isAppointment ? "appointment" : "task") : words
        )
    }
}
