extension EditableField {
    /// The values of a list after a person's changes and those that others have made meanwhile.
    ///
    /// - Parameters:
    ///   - typed: the list as the person leaves it; its order counts.
    ///   - seen: the list that the person began with.
    ///   - now: the list as it is now.
    /// - Returns: what the person typed, without what others took out and with what others put in.
    package func merging(_ typed: [String], over seen: [String], onto now: [String]) -> [String] {
        let stays = typed.filter { holds(now, $0) || !holds(seen, $0) }
        return stays + now.filter { !holds(seen, $0) && !holds(typed, $0) }
    }

    private func holds(_ values: [String], _ value: String) -> Bool { values.contains { agree([$0], [value]) } }
}
