import FoundationEssentials

/// What the body of a failed call says, whichever of Lofty's shapes it has.
///
/// Lofty answers with an object with a code, an object whose message holds the code
/// (`BaseApplicationException:errorCode=20006,errorMsg=…`), an object with a message only, a plain JSON string, nothing,
/// or the HTML page of something in between. Some of its documents name failures by words instead of numbers.
struct ErrorBody: Hashable {
    var code: Int?
    /// As the server wrote it; not yet cleaned.
    var text: String?
    /// Words in capitals that stand where Lofty names a failure, such as `LEAD_NOT_EXIST`.
    var names: Set<String> = []
    /// True for what the framework below Lofty's application says of a path that it does not know.
    var isAboutPath = false
    /// False for nothing, HTML and other things that Lofty's application did not write.
    var isJSON: Bool

    init(_ body: Data) {
        do {
            self.init(try JSONDocument(body).root)
        } catch {
            let raw = String(decoding: body.prefix(4_096), as: UTF8.self)
            self.init(code: nil, text: Self.title(ofHTML: raw) ?? (raw.isEmpty ? nil : raw), isJSON: false)
        }
    }

    init(_ value: JSONValue) {
        let message = value["message"]?.string
        let inner = message.flatMap { Self.innerCode(of: $0) }
        let spoken = message ?? value["errorMsg"]?.string ?? value["msg"]?.string ?? value["error"]?.string
        let said = value["code"] ?? value["errorCode"]
        let code = said?.integer.flatMap { Int(exactly: $0) } ?? inner
        self.init(code: code, text: message.flatMap { Self.innerText(of: $0) } ?? spoken ?? value.string, isJSON: true)
        names = Self.names(in: [said?.string, spoken, value.string])
        isAboutPath = code == nil && value["path"]?.string != nil && value["status"]?.integer == 404
    }

    private init(code: Int?, text: String?, isJSON: Bool) {
        self.code = code
        self.text = text
        self.isJSON = isJSON
    }

    private static func innerCode(of message: String) -> Int? {
        guard let range = message.firstRange(of: "errorCode=") else { return nil }
        return Int(message[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    private static func innerText(of message: String) -> String? {
        message.firstRange(of: "errorMsg=").map { String(message[$0.upperBound...]) }
    }

    private static func names(in texts: [String?]) -> Set<String> {
        let words = texts.compactMap(\.self).flatMap { text in
            text.split { !($0.isASCII && $0.isUppercase || $0.isNumber || $0 == "_") }
        }
        return Set(words.map(String.init).filter { $0.contains("_") })
    }

    private static func title(ofHTML text: String) -> String? {
        guard let open = text.firstRange(of: "<title>") else { return nil }
        let rest = text[open.upperBound...]
        return rest.firstRange(of: "</title>").map { String(rest[..<$0.lowerBound]) }
    }

    /// The failure that hides in a 2xx, as `{"errorCode":…}`, `{"status":{"code":…}}` or `{"code":…,"message":…}`; `nil`
    /// when the answer is a success.
    static func hidden(in answer: JSONValue) -> ErrorBody? {
        let isFailure = { (code: JSONValue?) -> Bool in
            guard let code = code?.integer else { return false }
            return code != 0 && code != 200
        }
        if let status = answer["status"], isFailure(status["code"]) {
            let code = status["code"]?.integer.flatMap { Int(exactly: $0) }
            return ErrorBody(code: code, text: status["msg"]?.string, isJSON: true)
        }
        let hasCode = isFailure(answer["errorCode"]) || answer["message"] != nil && isFailure(answer["code"])
        return hasCode ? ErrorBody(answer) : nil
    }
}
