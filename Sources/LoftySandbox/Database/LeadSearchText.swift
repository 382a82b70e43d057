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
