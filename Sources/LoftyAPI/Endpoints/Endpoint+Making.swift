extension Endpoint {
    /// A GET whose answer is JSON.
    static func reading(_ path: String) -> Endpoint {
        Endpoint(method: .get, path: path, effect: .reads, answer: .json)
    }

    /// A write that leaves the same state however often it is sent, and answers with a word or nothing.
    static func setting(_ method: Method, _ path: String) -> Endpoint {
        Endpoint(method: method, path: path, effect: .setsValue, answer: .jsonOrEmpty)
    }

    /// A write that leaves the same state however often it is sent, and that an answer in JSON alone says was executed.
    static func confirmed(_ method: Method, _ path: String) -> Endpoint {
        Endpoint(method: method, path: path, effect: .setsValue, answer: .json)
    }

    /// A POST that makes something new each time, and names it in its answer.
    static func adding(_ path: String) -> Endpoint {
        Endpoint(method: .post, path: path, effect: .adds, answer: .json)
    }
}
