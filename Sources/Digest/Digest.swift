import Dispatch

/// One-way digests of byte strings, made by OpenSSL's libcrypto.
package enum Digest {
    /// Why no digest can be made on this machine, as one sentence without full stop; `nil` when all is well.
    ///
    /// A program asks before it begins, because nothing can go on without digests later.
    package static var problem: String? {
        switch CryptoLibrary.installed {
        case .success: nil
        case .failure(let failure): failure.reason
        }
    }

    /// Begins to look for the library on another thread, so that whoever asks a moment later need not wait.
    package static func lookUp() { DispatchQueue.global(qos: .userInitiated).async { _ = CryptoLibrary.installed } }

    /// The 32 bytes of SHA-256 (FIPS 180-4).
    ///
    /// Stops the program where ``problem`` says why: a wrong digest would let the wrong ones in.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        do throws(CryptoLibrary.Failure) {
            return try CryptoLibrary.installed.get().sha256(bytes)
        } catch {
            fatalError(error.reason)
        }
    }

    /// The code challenge that belongs to a code verifier by the method `S256` (RFC 7636 §4.2): the digest of its
    /// ASCII, as base64url without padding, 43 characters.
    package static func codeChallenge(of verifier: String) -> String { base64URL(sha256(verifier.utf8)) }

    /// Base64 with the alphabet that URLs and file names bear, without padding (RFC 4648 §5).
    package static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for position in 0...group.count { text.append(alphabet[bits >> (18 - 6 * position) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
