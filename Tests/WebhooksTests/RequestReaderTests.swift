import Testing

@testable import Webhooks

@Suite("Reading requests")
struct RequestReaderTests {
    private static let small = ReceiverLimits(head: 256, body: 64)

    /// Feeds a request in pieces of so many bytes.
    private func read(_ text: String, pieces: Int, limits: ReceiverLimits = small) throws(Refusal)
        -> (head: RequestHead?, body: String?)
    {
        var reader = RequestReader(limits: limits)
        var head: RequestHead?
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            var progress = try reader.take(bytes[start..<min(start + pieces, bytes.count)])
            if case .head(let found) = progress {
                head = found
                progress = try reader.take([])
            }
            if case .whole(let body) = progress { return (head, String(decoding: body, as: UTF8.self)) }
        }
        return (head, nil)
    }

    @Test("A request is the same however it is cut into pieces", arguments: 1...40)
    func pieces(size: Int) throws {
        let text = "POST /a/b?x=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
        let (head, body) = try read(text, pieces: size)
        #expect(head == (try RequestHead(Array("POST /a/b HTTP/1.1\r\nContent-Length:7".utf8)[...])))
        #expect(head?.path == "/a/b")
        #expect(body == "{\"a\":1}")
    }

    @Test("A body in chunks is put together, with extensions and trailers left out", arguments: 1...20)
    func chunks(size: Int) throws {
        let text =
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n"
        #expect(try read(text, pieces: size).body == "abc0123456789")
    }

    @Test("Bare line feeds end lines too, and empty lines before a request are ignored")
    func bareLineFeeds() throws {
        #expect(try read("\r\n\nPOST / HTTP/1.0\nContent-Length: 2\n\nok", pieces: 3).body == "ok")
        #expect(try read("GET / HTTP/1.1\r\n\r\n", pieces: 100).body == "")
    }

    @Test(
        "What is no request, or two at once, is refused",
        arguments: [
            "GET /\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\n\n", "GET / HTTP/2.0\r\n\r\n", "POST  / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nno colon\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length : 2\r\n\r\nok",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n folded: 3\r\n\r\nok",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
            "POST / HTTP/1.1\r\nContent-Length: -2\r\n\r\nok", "POST / HTTP/1.1\r\nContent-Length: 0x2\r\n\r\nok",
            "POST / HTTP/1.1\r\nContent-Length:\r\n\r\nok",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
        ]
    )
    func malformed(text: String) {
        #expect(throws: Refusal.malformed) { try read(text, pieces: 7) }
    }

    @Test("Other codings are not known")
    func codings() {
        #expect(throws: Refusal.unknownCoding) {
            try read("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", pieces: 9)
        }
    }

    @Test("A head or body beyond its limit is refused before it is kept", arguments: [1, 50, 1_000])
    func limits(size: Int) {
        let long = String(repeating: "a", count: 400)
        #expect(throws: Refusal.headTooLarge) { try read("GET /\(long)", pieces: size) }
        #expect(throws: Refusal.headTooLarge) { try read("GET /\(long) HTTP/1.1\r\n\r\n", pieces: size) }
        for length in ["65", "99999999999999999999999999"] {
            #expect(throws: Refusal.bodyTooLarge) {
                try read("POST / HTTP/1.1\r\nContent-Length: \(length)\r\n\r\n", pieces: size)
            }
        }
        let chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n\(long.prefix(32))\r\n21\r\n"
        #expect(throws: Refusal.bodyTooLarge) { try read(chunks, pieces: size) }
    }

    @Test("Whatever comes is read or refused, and never kept beyond the limits")
    func fuzz() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = Seeded(state: seed)
        let words = [
            "POST", " ", "/", "HTTP/1.1", "\r\n", "\n", "\r", ":", "Content-Length", "Transfer-Encoding", "chunked",
            "5",
            "0", "ffffffffffffffff", "\u{0}", "é", "{\"leadId\":1}",
        ]
        for round in 0..<2_000 {
            let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }
            .joined()
            do throws(Refusal) {
                let (_, body) = try read(text, pieces: Int.random(in: 1...9, using: &random))
                #expect((body?.utf8.count ?? 0) <= 64, "seed \(seed), round \(round)")
            } catch {
                #expect((400..<600).contains(error.status), "seed \(seed), round \(round)")
            }
        }
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
