/// The number of a task or appointment with its kind behind it: `12345-task`, `12345-appointment`.
struct CalendarID: Hashable, Sendable {
    let taskID: Int64
    let isAppointment: Bool

    init(taskID: Int64, isAppointment: Bool) {
        self.taskID = taskID
        self.isAppointment = isAppointment
    }

    init(_ task: TaskRecord) {
        taskID = task.id
        isAppointment = task.kind.isAppointment
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int64(parts[0]), parts[1] == "task" || parts[1] == "appointment" else {
            return nil
        }
        taskID = id
        isAppointment = parts[1] == "appointment"
    }

    var text: String { "\(taskID)-\(isAppointment ? "appointment" : "task")" }
}
