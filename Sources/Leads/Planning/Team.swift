/// What is known of the team when a change is planned.
package struct Team: Hashable, Sendable {
    /// The pipeline in its order; empty when it has not been read yet.
    package var stages: [Stage]
    /// Tags in use, in the team's own spelling.
    package var tags: [String]
    /// Empty when the members have not been read yet.
    package var members: [Member]
    /// The person at the keyboard.
    package var me: Member?

    package init(stages: [Stage] = [], tags: [String] = [], members: [Member] = [], me: Member? = nil) {
        self.stages = stages
        self.tags = tags
        self.members = members
        self.me = me
    }

    /// The team's own spelling of a stage; case and blanks at the ends do not count.
    package func stage(named name: String) -> Stage? {
        let wanted = name.trimmed.lowercased()
        return stages.first { $0.name.lowercased() == wanted }
    }

    /// What a person's words find among the members.
    package enum Search: Hashable, Sendable {
        case found(Member)
        case unknown(nearest: String?)
        /// More than one member answers to the words; told apart by their addresses.
        case ambiguous([Member])
    }

    /// Finds a member by address, user id, whole name, or the beginning of the first or last name; `me` is the person.
    ///
    /// An address or an id names one member. A whole name goes before a beginning.
    package func member(_ words: String) -> Search {
        let wanted = words.trimmed.lowercased()
        guard !wanted.isEmpty else { return .unknown(nearest: nil) }
        if wanted == "me" { return me.map(Search.found) ?? .unknown(nearest: nil) }
        let everybody = members + (me.map { me in members.contains { $0.id == me.id } ? [] : [me] } ?? [])
        let exact = everybody.filter { $0.email.lowercased() == wanted || String($0.id.rawValue) == wanted }
        if let member = exact.first { return .found(member) }
        let named = everybody.filter { $0.fullName.lowercased() == wanted }
        let found = named.isEmpty ? everybody.filter { $0.hasName(beginningWith: wanted) } : named
        if found.count > 1 { return .ambiguous(found) }
        if let member = found.first { return .found(member) }
        return .unknown(
            nearest: NearestSpelling.of(words.trimmed, among: everybody.flatMap { [$0.fullName, $0.email] })
        )
    }
}

extension Team {
    /// The one member that the words name.
    ///
    /// - Throws: that there is none, or more than one.
    package func member(named words: String) throws(PlanObstacle) -> Member {
        switch member(words) {
        case .found(let member): return member
        case .unknown(let nearest): throw .unknownMember(words.trimmed, nearest: nearest)
        case .ambiguous(let members): throw .ambiguousMember(words.trimmed, members)
        }
    }

    /// The members that the names are of, each once, in the order of the names.
    package func members(named names: [String]) throws(PlanObstacle) -> [Member] {
        var members: [Member] = []
        for name in names {
            let member = try member(named: name)
            if !members.contains(member) { members.append(member) }
        }
        return members
    }
}

extension Member {
    fileprivate func hasName(beginningWith text: String) -> Bool {
        [fullName, firstName, lastName].contains { $0.lowercased().hasPrefix(text) }
    }
}

extension String {
    /// The text without blanks at both ends.
    package var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
