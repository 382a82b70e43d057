/// Why a query could not be read, and where.
package struct QueryError: Error, Hashable, Sendable {
    package var problem: Problem
    /// The offending part of the text, in characters from its start; may be empty at the end of the text.
    package var range: Range<Int>
    /// What the person probably meant, spelled so that it can replace the offending part.
    package var suggestion: String?

    package enum Problem: Hashable, Sendable {
        case unknownField(String)
        /// A value outside the closed set of a field.
        case unknownValue(String, field: String)
        case missingValue(field: String)
        case operatorNotAllowed(String, field: String)
        case invalidNumber(String, field: String)
        /// A comma that may part thousands or several sums.
        case unclearAmount(String)
        /// Neither a duration nor a day nor another moment's field.
        case invalidMoment(String, field: String)
        case reversedRange(String)
        case noDigits(String)
        case unclosedQuote
        case unclosedGroup
        case unexpectedClosing
        /// Nothing stands between brackets or quotes.
        case nothingHere
        case nothingBesideOr
        case nothingToNegate
        case textAfterValue
        /// Groups are nested deeper than ``LeadQuery/deepestNesting``.
        case nestedTooDeep
    }

    /// One line for a person.
    package var message: String {
        guard let suggestion else {
            guard case .unknownField(let name) = problem else { return problem.sentence }
            return "\(problem.sentence); to look for that text, write \"\(name):…\" in quotes"
        }
        return "\(problem.sentence); did you mean \(suggestion)?"
    }
}

extension QueryError.Problem {
    fileprivate var sentence: String {
        switch self {
        case .unknownField(let name): "no field “\(name)”"
        case .unknownValue(let value, let field): "\(field) has no value “\(value)”"
        case .missingValue(let field): "a value is missing after \(field)"
        case .operatorNotAllowed(let sign, let field): "\(field) cannot be compared with \(sign)"
        case .invalidNumber(let text, let field): "\(field) needs a number, not “\(text)”"
        case .unclearAmount(let text): "“\(text)” may be one price or several; write a price without commas"
        case .invalidMoment(let text, let field):
            "\(field) needs a time such as 3d or 2026-11-01, not “\(text)”"
        case .reversedRange(let text): "the range “\(text)” runs backwards"
        case .noDigits(let text): "“\(text)” has no digits"
        case .unclosedQuote: "a quote is not closed"
        case .unclosedGroup: "a bracket is not closed"
        case .unexpectedClosing: "a bracket is closed that was never opened"
        case .nothingHere: "a condition is missing here"
        case .nothingBesideOr: "a condition is missing beside or; to look for the word, write \"or\""
        case .nothingToNegate: "nothing to exclude after -"
        case .textAfterValue: "a space is missing here"
        case .nestedTooDeep: "too many brackets inside each other"
        }
    }
}
