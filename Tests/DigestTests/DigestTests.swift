import Testing

@testable import Digest

@Suite("Digests") struct DigestTests {
    /// The examples of FIPS 180-4 and its predecessor FIPS 180-2, appendix B.
    @Test(
        "SHA-256 gives the values that FIPS 180 prints",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(text: String, digest: String) {
        #expect(Self.hex(Digest.sha256(text.utf8)) == digest)
        #expect(Self.hex(Digest.sha256(AnySequence(text.utf8))) == digest)
    }

    @Test("a million letters a give one value, whether they lie in memory or come in pieces")
    func aMillionLetters() {
        let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        let letters = repeatElement(UInt8(ascii: "a"), count: 1_000_000)
        #expect(Self.hex(Digest.sha256(Array(letters))) == digest)
        #expect(Self.hex(Digest.sha256(letters.lazy.map { $0 })) == digest)
    }

    @Test("pieces join without a seam", arguments: [0, 1, 4_095, 4_096, 4_097, 8_191, 8_192, 8_193])
    func piecesJoin(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(Digest.sha256(AnySequence(bytes)) == Digest.sha256(bytes))
    }

    @Test("many threads make digests at once", .timeLimit(.minutes(1)))
    func manyThreads() async {
        let wrong = await withTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let bytes = Array("\(number)".utf8)
                    let expected = Digest.sha256(bytes)
                    return (0..<2_000).count { _ in Digest.sha256(bytes) != expected }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test("a machine without libcrypto is told which package to install")
    func missingLibrary() {
        #expect(throws: CryptoLibrary.Failure(reason: "libcrypto.so.3 was not found; install the package libssl3")) {
            try CryptoLibrary(named: "libcrypto.so.none")
        }
    }

    @Test("a library without SHA-256 is refused, and no digest is made of it")
    func foreignLibrary() throws {
        let failure = #expect(throws: CryptoLibrary.Failure.self) { try CryptoLibrary(named: "libm.so.6") }
        #expect(try #require(failure).reason.contains("install the package libssl3"))
    }

    @Test("there is no problem where libcrypto is installed") func noProblem() { #expect(Digest.problem == nil) }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the code challenge is that of the example in RFC 7636, appendix B")
    func codeChallenge() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(Digest.codeChallenge(of: verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test(
        "base64url drops the padding and uses - and _",
        arguments: [
            ([], ""), ([0xFF], "_w"), ([0xFB, 0xFF], "-_8"), ([0xFB, 0xEF, 0xBE], "----"), ([0, 0, 0, 0], "AAAAAA"),
        ]
            as [([UInt8], String)]
    )
    func base64URL(bytes: [UInt8], text: String) {
        #expect(Digest.base64URL(bytes) == text)
    }
}
