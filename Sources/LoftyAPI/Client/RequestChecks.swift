import Leads

/// Refuses what Lofty would cut or refuse, before a call is spent on it.
struct RequestChecks {
    let operation: String

    init(_ endpoint: Endpoint) { operation = endpoint.operation }

    /// Lofty cuts longer text without a word.
    ///
    /// It is counted in UTF-16 units, the strictest reading of the limits, so that nothing is ever cut.
    func fits(_ text: String?, _ name: String, within limit: Int) throws(APIError) {
        guard let count = text?.utf16.count, count > limit else { return }
        throw APIError.invalid(operation, "\(name) has \(count) characters and Lofty keeps \(limit); shorten it")
    }

    func isPresent(_ text: String, _ name: String) throws(APIError) {
        guard !text.contains(where: { !$0.isWhitespace }) else { return }
        throw APIError.invalid(operation, "\(name) is missing")
    }

    func names(_ first: String?, _ last: String?) throws(APIError) {
        try fits(first, "The first name", within: LeadLimits.name)
        try fits(last, "The last name", within: LeadLimits.name)
    }

    func tags(_ names: [String]) throws(APIError) {
        for name in names {
            try isPresent(name, "The name of a tag")
            try fits(name, "The tag", within: LeadLimits.tag)
        }
    }

    func phones(_ numbers: [String]) throws(APIError) {
        for number in numbers {
            try isPresent(number, "The phone number")
            try fits(number, "The phone number", within: LeadLimits.phone)
        }
    }
}
