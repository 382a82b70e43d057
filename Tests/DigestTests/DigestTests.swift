import Digest
import Testing

@Suite("Digests") struct DigestTests {
    @Test("SHA-256 gives the values of FIPS 180-4")
    func sha256() {
        let digest = Digest.sha256("abc".utf8)
        #expect(digest.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
        #expect(digest.suffix(4) == [0xF2, 0x00, 0x15, 0xAD])
        #expect(digest.count == 32)
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
