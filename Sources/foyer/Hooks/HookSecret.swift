import Digest
import Glibc
import PrivateFiles

/// What the path of a true delivery ends with: 256 random bits that only Lofty and this user know.
enum HookSecret {
    /// The secret of this user; `nil` when none was made.
    static func read(_ paths: FoyerPaths) throws(FoyerFailure) -> String? {
        var bytes: [UInt8]?
        try FoyerFailure.reporting { () throws(PrivateFileError) in
            bytes = try PrivateFile.read(paths.hookSecretFile, limit: 1_024)
        }
        guard let bytes else { return nil }
        let secret = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        guard secret.utf8.count >= 32 else {
            throw FoyerFailure(
                .unusable,
                "\(paths.hookSecretFile) holds no secret of 32 characters or more. Remove it; “foyer hooks subscribe” "
                    + "makes a new one."
            )
        }
        return secret
    }

    static func readOrMake(_ paths: FoyerPaths) throws(FoyerFailure) -> String {
        if let secret = try read(paths) { return secret }
        var random = SystemRandomNumberGenerator()
        let secret = Digest.base64URL((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        try PrivateFile.save(secret + "\n", to: paths.hookSecretFile)
        return secret
    }
}

extension HookSecret {
    /// Takes the secret away: nothing that carries it is believed any more.
    static func forget(_ paths: FoyerPaths) throws(FoyerFailure) {
        guard unlink(paths.hookSecretFile) == 0 || errno == ENOENT else {
            let reason = PrivateFileError.refused(path: paths.hookSecretFile, step: .write, code: errno).sentence
            throw FoyerFailure(.unusable, "\(reason). Remove it by hand.")
        }
    }
}
