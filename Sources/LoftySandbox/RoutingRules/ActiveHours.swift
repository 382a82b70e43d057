/// When a rule hands out leads, on each member's own clock (contract: `ActiveHours`).
struct ActiveHours: Hashable, Sendable {
    /// 1 is Monday, 7 Sunday; sorted, each once; none means every day.
    let days: [Int64]
    /// First hour, 0 to 23.
    let start: Int64
    /// The hour that is the first outside; the same as ``start`` means the whole day.
    let end: Int64

    /// Throws `INVAID_ACTIVE_DAY` or `INVAID_ACTIVE_HOURS`, the contract's spelling.
    init(_ json: JSON) throws(SandboxError) {
        let fields = try BodyFields(json)
        let days = try fields.integers("activeDays") ?? []
        guard days.allSatisfy({ (1...7).contains($0) }) else { throw .named("INVAID_ACTIVE_DAY") }
        let start = try fields.integer("hoursStart") ?? 0
        let end = try fields.integer("hoursEnd") ?? 0
        guard (0...23).contains(start), (0...23).contains(end) else { throw .named("INVAID_ACTIVE_HOURS") }
        self.days = Set(days).sorted()
        self.start = start
        self.end = end
    }

    var json: JSON {
        ["activeDays": .integers(days), "hoursStart": .integer(start), "hoursEnd": .integer(end)]
    }

    /// How the wire says that there are no hours.
    var isAlways: Bool { days.isEmpty && start == end }

    /// Hours that run past midnight belong to the day on which they began.
    func contains(_ time: LocalTime) -> Bool {
        if start <= end {
            return isActive(time.weekday) && (start == end || (start..<end).contains(time.hour))
        }
        if time.hour >= start { return isActive(time.weekday) }
        return time.hour < end && isActive(time.weekday == 1 ? 7 : time.weekday - 1)
    }

    private func isActive(_ day: Int64) -> Bool { days.isEmpty || days.contains(day) }
}
