import Leads

/// Why what stands in a cell cannot be taken, or was not.
package enum CellProblem: Error, Hashable, Sendable {
    case noName
    case nameTooLong(String)
    /// Excel has rounded a long number: the digits at its end are gone.
    case shortenedNumber(String)
    case notAPhone(String)
    case phoneTooShort(String)
    case phoneTooLong(String)
    case notAnEmail(String)
    case notAnAmount(String)
    case unknownStage(String, known: [String])
    case unknownType(String)
    case tagTooLong(String)
    case noteTooLong(Int)
    case notAnID(String)
    /// A cell that has to say yes or no, about reaching a person.
    case neitherYesNorNo(String)
    /// A number that must not be called is kept in the note, not among those to call.
    case keptFromCalls(String)
    /// The row has other cells than the header has names.
    case columns(found: Int, expected: Int)
    case textBehindQuote
    /// The row is the header once more.
    case headerAgain
    /// "none", "#N/A" and the like under a column of numbers or addresses.
    case placeholder(String)

    /// What is wrong and why; without full stop.
    package var sentence: String {
        switch self {
        case .noName: "it has no name; Lofty wants a first name"
        case .nameTooLong(let name):
            "the name “\(name)” has \(LeadLimits.length(of: name)) characters; Lofty keeps \(LeadLimits.name)"
        case .shortenedNumber(let text):
            "Excel has shortened the number “\(text)”, its last digits are lost; format the column as text and export again"
        case .notAPhone(let text): "“\(text)” is no phone number"
        case .phoneTooShort(let text): "the phone number “\(text)” is too short; it needs at least 7 digits"
        case .phoneTooLong(let text):
            "the phone number “\(text)” is too long; Lofty keeps \(LeadLimits.phone) characters"
        case .notAnEmail(let text): "“\(text)” is no email address"
        case .notAnAmount(let text): "“\(text)” is no amount of money"
        case .unknownStage(let text, let known):
            "the team has no stage “\(text)”; it has \(known.joined(separator: ", "))"
        case .unknownType(let text):
            "“\(text)” is no lead type; known are \(LeadType.named.map(\.name).joined(separator: ", ")), Other"
        case .tagTooLong(let tag): "the tag “\(tag)” has more than \(LeadLimits.tag) characters"
        case .noteTooLong(let length): "the note has \(length) characters; Lofty keeps \(LeadLimits.note)"
        case .notAnID(let text): "“\(text)” is no lead id"
        case .neitherYesNorNo(let text):
            "“\(text)” is neither yes nor no, and it decides whether the person may be reached"
        case .keptFromCalls(let number): "\(number) must not be called; it goes into the note"
        case .columns(let found, let expected): "it has \(found) cells, the header \(expected)"
        case .headerAgain: "the names of the columns stand here once more; it is no lead"
        case .textBehindQuote: "something stands behind a closing quotation mark"
        case .placeholder(let text): "“\(text)” was left out"
        }
    }
}
