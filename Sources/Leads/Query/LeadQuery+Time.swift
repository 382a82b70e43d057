extension LeadQuery {
    /// True when a lead may come to match, or cease to, only because time passes: `age<2d` does, `age:none` does not.
    package var dependsOnTime: Bool {
        root.terms.contains { term in
            guard case .moment(_, let patterns) = term else { return false }
            return patterns.contains { pattern in
                switch pattern {
                case .elapsed: true
                case .absent, .day, .comparedTo: false
                }
            }
        }
    }
}
