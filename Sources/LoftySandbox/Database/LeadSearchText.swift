/// The text that `key` looks into: name, addresses and numbers of a lead in one line.
enum LeadSearchText {
    static func of(firstName: String, lastName: String, emails: [String], phones: [String]) -> String {
        let parts = ["\(firstName) \(lastName)"] + emails + phones.map(\.phoneDigits)
        return parts.joined(separator: "\n").lowercased()
    }

    /// A number may be asked for as it is written on paper; anything else is taken as text.
    static func fold(key: String) -> String {
        let isNumber = key.allSatisfy { $0.isASCII && ($0.isNumber || "+-(). ".contains($0)) }
        let digits = key.phoneDigits
        return isNumber && !digits.isEmpty ? digits : key.lowercased()
    }
}

// MARK: - Searching

extension LeadSearchText {
    /// What every text that contains `key` has in the index `leadSearch`: runs of three characters that together cover
    /// the key, as an expression of FTS5.
    ///
    /// `nil` for keys of which the index has nothing: those of one and two characters, and those with the character 0,
    /// with which such an expression ends.
    static func runs(of key: String) -> String? {
        let scalars = Array(key.unicodeScalars)
        guard scalars.count >= 3, !scalars.contains("\0") else { return nil }
        var starts = Array(stride(from: 0, through: scalars.count - 3, by: 3))
        if starts.last != scalars.count - 3 { starts.append(scalars.count - 3) }
        return starts.prefix(longestExpression).map { quoted(scalars[$0..<$0 + 3]) }.joined(separator: " AND ")
    }

    /// A few runs find nearly as little as all of them, and FTS5 refuses deep expressions.
    private static let longestExpression = 24

    private static func quoted(_ run: ArraySlice<Unicode.Scalar>) -> String {
        "\"" + run.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
