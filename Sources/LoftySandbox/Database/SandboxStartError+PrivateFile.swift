import Glibc
import PrivateFiles

extension SandboxStartError {
    /// Runs work on the file of a database; a failure of it is told with the database's path.
    static func reporting<Value: ~Copyable>(
        _ path: String,
        _ work: () throws(PrivateFileError) -> Value
    ) throws(SandboxStartError) -> Value {
        do throws(PrivateFileError) {
            return try work()
        } catch .refused(_, _, let code) {
            throw .unusableDatabase(path: path, reason: PrivateFileError.words(of: code))
        } catch {
            throw .unusableDatabase(path: path, reason: error.sentence)
        }
    }

    /// Makes an empty private file unless there is one already, and sees whether it can be written.
    static func prepareFile(_ path: String) throws(SandboxStartError) {
        try reporting(path) { () throws(PrivateFileError) in
            if try PrivateFile.make(path) { return }
            _ = try OwnedDescriptor(opening: path, O_RDWR)
        }
    }
}
