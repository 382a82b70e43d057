import Digest
import Foundation

/// A `scrollId`: the question and the place in its answer, so that it outlives a restart.
struct ScrollToken: Hashable, Sendable {
    /// The query string of the first page.
    let query: String
    let position: ScrollPosition
    let issueMillis: Int64

    init(query: String, position: ScrollPosition, issueMillis: Int64) {
        self.query = query
        self.position = position
        self.issueMillis = issueMillis
    }

    init(_ text: String) throws(SandboxError) {
        let refusal = SandboxError.invalidParameter("scrollId is not valid")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base64 = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + padding
        // Nobody but the sandbox writes cursors, so how one is broken is of no use to anybody.
        guard let data = Data(base64Encoded: base64),
            let json = try? JSONParser.parse(data),
            case .array(let items) = json, items.count == 5,
            case .string(let query) = items[0], case .integer(let value) = items[1],
            case .integer(let leadID) = items[2], case .integer(let delivered) = items[3],
            case .integer(let issueMillis) = items[4]
        else { throw refusal }
        self.query = query
        self.position = ScrollPosition(value: value, leadID: leadID, delivered: delivered)
        self.issueMillis = issueMillis
    }

    var text: String {
        let json: JSON = [
            .string(query), .integer(position.value), .integer(position.leadID), .integer(position.delivered),
            .integer(issueMillis),
        ]
        return Digest.base64URL(json.utf8Text)
    }
}
