// Tasks and appointments: contract §12.1 and §12.2.

extension Endpoint {
    static let tasks = reading("/v2.0/tasks")
    static let myTasks = reading("/v2.0/tasks/my-tasks")
    static let task = reading("/v2.0/tasks/{taskId}")
    static let createTask = adding("/v2.0/tasks")
    static let updateTask = confirmed(.put, "/v2.0/tasks/{taskId}")
    static let deleteTask = confirmed(.delete, "/v2.0/tasks/{taskId}")
    static let finishTask = confirmed(.post, "/v2.0/tasks/{taskId}/finish")
    static let unfinishTask = confirmed(.post, "/v2.0/tasks/{taskId}/unfinish")

    static let calendar = reading("/v2.0/calendar")
    static let createCalendarEntry = adding("/v2.0/calendar")
    static let updateCalendarEntry = setting(.put, "/v2.0/calendar/{calendarId}")
    static let deleteCalendarEntry = setting(.delete, "/v2.0/calendar/{calendarId}")
    static let finishCalendarEntry = setting(.post, "/v2.0/calendar/{calendarId}/finish")
    static let unfinishCalendarEntry = setting(.post, "/v2.0/calendar/{calendarId}/unfinish")
    static let availableMeetings = reading("/v2.0/calendar/meetings/available")
}
