import Foundation
import Testing

@testable import LoftySandbox

/// An answer as it arrived.
struct Reply: Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: JSON {
        get throws { try JSONParser.parse(body) }
    }

    /// Whether the body is as long as announced.
    var isWhole: Bool { headers["content-length"] == String(body.count) }

    /// `nil` when the connection closed without a byte.
    init?(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return nil }
        let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)))
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        status = try #require(Int(words[1]))
        headers = lines.dropFirst().reduce(into: [:]) { headers, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        body = Array(bytes[end.upperBound...])
    }
}
