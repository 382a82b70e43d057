import Glibc
import PrivateFiles

extension CredentialError {
    /// A failed call of the system, by `errno`; `what` is the beginning of a sentence.
    static func system(_ what: String, errno code: Int32 = errno) -> CredentialError {
        CredentialError(.unusable, "\(what) (\(String(cString: strerror(code))))")
    }

    /// Runs work on private files; a failure of theirs is something that a person has to mend.
    static func reporting<Value: ~Copyable>(
        _ work: () throws(PrivateFileError) -> Value
    ) throws(CredentialError) -> Value {
        do throws(PrivateFileError) {
            return try work()
        } catch {
            throw CredentialError(.unusable, error.sentence)
        }
    }
}
