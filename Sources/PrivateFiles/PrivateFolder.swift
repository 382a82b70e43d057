import Glibc

/// Folders that only this Unix user may look into.
package enum PrivateFolder {
    /// Makes the folder and those above it that are missing, with mode 0700; one that is there stays as it is.
    package static func make(_ path: String) throws(PrivateFileError) {
        var prefix = path.hasPrefix("/") ? "" : "."
        for component in path.split(separator: "/") {
            prefix += "/" + component
            if mkdir(prefix, 0o700) == 0 || errno == EEXIST { continue }
            let code = errno
            // A folder that exists may refuse mkdir for another reason, such as a read-only file system.
            guard access(prefix, F_OK) == 0 else { throw .refused(path: prefix, step: .make, code: code) }
        }
    }

    /// Refuses what is no folder, what another user owns and what others may look into.
    package static func check(_ path: String) throws(PrivateFileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .refused(path: path, step: .examine, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notFolder(path: path) }
        try PrivateFile.check(status.st_uid, .user, user: geteuid(), path)
        try PrivateFile.checkMode(status, path, allowed: 0o700)
    }

    /// The folder that holds the file of a path.
    package static func holding(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Has the names in the folder of a file on the disk: a new name is only then there for good.
    package static func sync(of path: String) throws(PrivateFileError) {
        let folder = holding(path)
        let file = try OwnedDescriptor(opening: folder, O_RDONLY | O_DIRECTORY)
        guard fsync(file.number) == 0 else { throw .refused(path: folder, step: .write, code: errno) }
    }
}
