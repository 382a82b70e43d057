package import LoftyAPI

extension APIError {
    /// Whether the server may have done what it was asked all the same; what it holds then says whether it has.
    package var mayHaveArrived: Bool {
        switch kind {
        case .connectionLost, .serverFailure, .unreadableAnswer, .answerTooLarge: true
        case .unreachable, .rateLimited, .credentialRejected, .notGranted, .notFound, .refused, .invalidRequest,
            .cancelled:
            false
        }
    }

    /// One sentence for a person: what failed, why, what to do next.
    package var sentence: String {
        let said = serverText.map { isOwnText ? " (\($0))" : " (Lofty says: \($0))" } ?? ""
        return switch kind {
        case .credentialRejected where isOwnText: "There is no key to send\(said). What is unsent is kept."
        case .credentialRejected:
            "Lofty rejects the key\(said). Run “foyer login” with an API key that works; what is unsent is kept."
        case .notGranted: "The account may not use \(operation)\(said). Ask its owner for the right."
        case .notFound: "There is no such lead, or it is trashed or hidden from you\(said)."
        case .refused where isWithdrawn: "Lofty no longer offers \(operation)\(said). Update Foyer."
        case .refused: "Lofty refused \(operation)\(said). Correct the value and try again."
        case .rateLimited: "The account's call limit is used up. Wait a minute and try again."
        case .serverFailure: "Lofty failed at \(operation)\(said). Try again in a minute."
        case .unreadableAnswer: "The answer to \(operation) is not Lofty's\(said). Check the address of the server."
        case .answerTooLarge:
            "The answer to \(operation) is larger than Foyer accepts. Check the address of the server."
        case .unreachable: "The server cannot be reached\(said). Check the network and the address, then try again."
        case .connectionLost: "The connection broke during \(operation)\(said). Try again."
        case .cancelled: "\(operation) was cancelled."
        case .invalidRequest: "\(operation) cannot be sent\(said)."
        }
    }

    /// True when ``serverText`` is the client's or the network's word and not Lofty's.
    private var isOwnText: Bool {
        switch kind {
        case .unreadableAnswer, .answerTooLarge, .unreachable, .connectionLost, .cancelled, .invalidRequest: true
        // Without an answer it is a source of keys that says what is wrong with it.
        case .credentialRejected: status == nil && serverText != nil
        case .notGranted, .notFound, .refused, .rateLimited, .serverFailure: false
        }
    }
}
