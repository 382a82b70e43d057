/// A condition on texts, without regard to case.
///
/// The numbers behind `locationMatchType`, `sourceMatchType` and their like are not published; these are ours.
struct TextCondition: Hashable, Sendable {
    enum Match: Int64, Hashable, Sendable {
        case any = 0
        case oneOf = 1
        case noneOf = 2
    }

    static let any = TextCondition(.any, [])

    let match: Match
    let values: [String]
    private let folded: Set<String>

    init(_ match: Match, _ values: [String]) {
        self.match = match
        self.values = values
        folded = Set(values.map { $0.lowercased() })
    }

    /// Without a number, texts that are given are those to find.
    init(matchNumber: Int64?, values: [String]) throws(SandboxError) {
        let number = matchNumber ?? (values.isEmpty ? Match.any : .oneOf).rawValue
        guard let match = Match(rawValue: number) else {
            throw .invalidParameter("a match type is 0 (any), 1 (one of) or 2 (none of)")
        }
        guard match == .any || !values.isEmpty else {
            throw .invalidParameter("a match type other than 0 needs something to match")
        }
        self.init(match, values)
    }

    func holds(for texts: [String]) -> Bool {
        switch match {
        case .any: true
        case .oneOf: texts.contains { folded.contains($0.lowercased()) }
        case .noneOf: !texts.contains { folded.contains($0.lowercased()) }
        }
    }
}
