import Leads

/// The settings of a queue in `queues.toml`.
enum QueueKey: String, CaseIterable {
    case name, query, sort, key, stale, snoozed
}

/// A queue of which some settings have been read.
struct QueueDraft {
    private(set) var key: Int?
    private var name: String?
    private var query: LeadQuery?
    private var sort = LeadSort(.created)
    private var limits: [QueryExpression] = []
    private var showsSnoozed = false

    /// `nil` as long as the name, or all that leads are chosen by, is missing.
    var queue: QueueDefinition? {
        guard let name, query != nil || !limits.isEmpty else { return nil }
        let stale: [QueryExpression] = limits.isEmpty ? [] : [.any(of: limits)]
        let parts = [query?.root].compactMap(\.self) + stale
        return QueueDefinition(
            name: name,
            query: LeadQuery(.all(of: parts)),
            sort: sort,
            showsSnoozed: showsSnoozed
        )
    }

    mutating func set(_ value: TOMLFile.Value, _ key: QueueKey) throws(SettingProblem) {
        switch key {
        case .name: name = try Self.name(value)
        case .query: query = try Self.query(value)
        case .sort: sort = try Self.sort(value)
        case .key:
            guard case .number(let number) = value, (1...9).contains(number) else {
                throw .wants("a number from 1 to 9")
            }
            self.key = number
        case .stale: throw Self.wantsLimits
        case .snoozed:
            guard case .flag(let flag) = value else { throw .wants("true or false") }
            showsSnoozed = flag
        }
    }

    mutating func set(
        _ values: [(key: String, value: TOMLFile.Value)],
        _ key: QueueKey
    ) throws(SettingProblem) {
        switch key {
        case .stale:
            guard !values.isEmpty else { throw Self.wantsLimits }
            limits = []
            for (stage, value) in values { limits.append(try Self.limit(stage, value)) }
        case .name, .query, .sort, .key, .snoozed: try set(.other, key)
        }
    }

    private static func name(_ value: TOMLFile.Value) throws(SettingProblem) -> String {
        guard case .text(let text) = value, !text.trimmed.isEmpty else { throw .wants("a text in quotes") }
        return text.trimmed
    }

    private static func query(_ value: TOMLFile.Value) throws(SettingProblem) -> LeadQuery {
        guard case .text(let text) = value else { throw .wants("a query in quotes, such as 'stage:new age<2d'") }
        do throws(QueryError) {
            return try LeadQuery.parse(text)
        } catch {
            throw .because("cannot be read at character \(error.range.lowerBound + 1): \(error.message)")
        }
    }

    private static func sort(_ value: TOMLFile.Value) throws(SettingProblem) -> LeadSort {
        let known = LeadSort.Key.allCases.map(\.rawValue)
        guard case .text(let text) = value else { throw .wants("one of \(known.joined(separator: ", ")), in quotes") }
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        guard let word = words.first, let key = LeadSort.Key(rawValue: word) else {
            throw .notOneOf(words.first ?? "", known)
        }
        switch words.dropFirst().first {
        case nil: return LeadSort(key, descending: key != .name && key != .stage)
        case "ascending" where words.count == 2: return LeadSort(key, descending: false)
        case "descending" where words.count == 2: return LeadSort(key)
        case let direction?: throw .notOneOf(direction, ["ascending", "descending"])
        }
    }

    private static let wantsLimits = SettingProblem.wants("stages with a time each: { Contacted = \"7d\" }")

    /// Leads of a stage that nobody has reached out to for so long.
    private static func limit(_ stage: String, _ value: TOMLFile.Value) throws(SettingProblem) -> QueryExpression {
        guard case .text(let text) = value, let age = QueryDuration(text.trimmed) else {
            throw .because("has no time for “\(stage)”; write one such as \"12h\", \"7d\" or \"2w\".")
        }
        return .all(of: [
            .term(.text(.stage, [.like(stage)])), .term(.moment(.touch, [.elapsed(.compared(.above, age))])),
        ])
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
