import CCurl
import FoundationEssentials
import LoftyAPI

extension Result where Success == HTTPResponse, Failure == TransportError {
    /// Copies the answer out of the C client's memory.
    init(_ answer: foyer_curl_answer) {
        guard answer.outcome == FOYER_CURL_ANSWERED else {
            self = .failure(TransportError(.init(answer.outcome), detail: String(cString: answer.detail)))
            return
        }
        let head = UnsafeBufferPointer(start: answer.head, count: answer.head_size)
        let body = answer.body.map { Data(bytes: $0, count: answer.body_size) } ?? Data()
        self = .success(HTTPResponse(status: Int(answer.status), headers: HTTPField.fields(of: head), body: body))
    }
}

extension TransportError.Kind {
    fileprivate init(_ outcome: foyer_curl_outcome) {
        switch outcome {
        case FOYER_CURL_UNREACHABLE: self = .unreachable
        case FOYER_CURL_UNTRUSTED: self = .untrusted
        case FOYER_CURL_TOO_LARGE: self = .answerTooLarge
        case FOYER_CURL_CANCELLED: self = .cancelled
        case FOYER_CURL_UNUSABLE: self = .unusable
        // C enumerations are open in Swift; what is not known is taken for the one that forbids a blind repeat.
        default: self = .lost
        }
    }
}

extension HTTPField {
    /// The fields of an answer's head, without its status line.
    static func fields(of head: some Collection<UInt8>) -> [HTTPField] {
        head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: 0x3A) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            let value = String(decoding: line[line.index(after: colon)...], as: UTF8.self)
            return HTTPField(name, String(value.trimming { $0 == " " || $0 == "\t" }))
        }
    }
}

extension String {
    fileprivate func trimming(where isTrimmed: (Character) -> Bool) -> Substring {
        var rest = drop(while: isTrimmed)
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
