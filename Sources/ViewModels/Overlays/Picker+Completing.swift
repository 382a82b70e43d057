import Leads

/// Finishing a name that was begun.
extension Picker {
    /// The text with as much more of it as all names that begin so have in common, or else the selected name.
    ///
    /// A minus that asks for tags to come off stays. `nil` while nothing is typed, or nothing more can be said.
    var completed: String? {
        guard let filter, let selected else { return nil }
        let sign = isRemoving ? "-" : ""
        let typed = String(filter.text.dropFirst(sign.count)).trimmed
        let folded = typed.lowercased()
        let names = matches.filter(items.contains).map(\.label).filter { $0.lowercased().hasPrefix(folded) }
        let common = names.dropFirst().reduce(names.first ?? "") { $0.commonBeginning(with: $1) }
        let text = sign + (common.count > typed.count && !typed.isEmpty ? common : selected.label)
        return text == filter.text ? nil : text
    }
}

extension String {
    /// What both begin with, whatever the case, as this one writes it.
    fileprivate func commonBeginning(with other: String) -> String {
        String(zip(self, other).prefix { $0.lowercased() == $1.lowercased() }.map(\.0))
    }
}
