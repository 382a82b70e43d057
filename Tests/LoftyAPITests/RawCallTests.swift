import Foundation
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Raw calls", .timeLimit(.minutes(1)))
struct RawCallTests {
    @Test("a target as people copy it is path and query")
    func reading() throws {
        let call = try #require(RawCall(.get, "v1.0/leads?limit=2&key=a%20b+c&flag"))
        #expect(call.path == "/v1.0/leads")
        #expect(call.query.map(\.name) == ["limit", "key", "flag"])
        #expect(call.query.map(\.value) == ["2", "a b c", ""])
    }

    @Test(
        "another host, a fragment and blanks are no path",
        arguments: ["https://evil.example.com/x", "//evil.example.com", "/a b", "/a#b", "", "/a\u{202E}"]
    )
    func refusing(target: String) { #expect(RawCall(.get, target) == nil) }

    private static let pages = [
        RequestCase(
            expected: "GET /v1.0/leads",
            query: "limit=2",
            answer: #"{"_metadata":{"collection":"leads","offset":0,"limit":2,"total":5},"leads":[{"leadId":1},{}]}"#
        ) { client async throws in
            var call = try #require(RawCall(.get, "/v1.0/leads"))
            call.query = [("limit", "2")]
            let answer = try await client.send(call)
            #expect(answer.nextOffset == 2)
            #expect(String(decoding: answer.text, as: UTF8.self).hasPrefix(#"{"_metadata""#))
        },
        RequestCase(
            expected: "GET /v1.0/leads",
            query: "offset=4",
            answer: #"{"_metadata":{"collection":"leads","offset":4,"total":5},"leads":[{"leadId":1}]}"#
        ) { client async throws in
            let answer = try await client.send(try #require(RawCall(.get, "/v1.0/leads?offset=4")))
            #expect(answer.nextOffset == nil, "that was the last one")
        },
        RequestCase(expected: "DELETE /v1.0/notes/5") { client async throws in
            let answer = try await client.send(try #require(RawCall(.delete, "/v1.0/notes/5")))
            #expect(answer.text.isEmpty && answer.nextOffset == nil)
        },
        RequestCase(expected: "POST /v1.0/notes", body: #"{"leadId":1}"#, answer: #"{"noteId":5}"#) {
            client async throws in
            var call = try #require(RawCall(.post, "/v1.0/notes"))
            call.body = Data(#"{"leadId":1}"#.utf8)
            #expect(try await client.send(call).text == Array(#"{"noteId":5}"#.utf8))
        },
    ]

    @Test("each call becomes its request, and its answer comes back as it was", arguments: pages)
    func sends(example: RequestCase) async throws { try await example.check() }
}
