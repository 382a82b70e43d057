/// A free word: some text, perhaps digits of a number or an id.
package struct FreeWord: Sendable {
    package let text: [UInt8]
    /// What to look for in phone numbers; `nil` when the word is no number.
    package let digits: [UInt8]?
    package let id: Int64?

    func matches(_ facts: LeadFacts) -> Bool {
        if facts.id.rawValue == id { return true }
        let bytes = facts.bytes
        if bytes.span.contains(text, in: facts.freeTextSection) { return true }
        guard let digits else { return false }
        return bytes.span.contains(digits, in: facts.section(.phone))
    }
}
