import Glibc
import PrivateFiles

/// A file system that other machines write to as well, or that a program stands for.
///
/// SQLite's log needs memory that all who have the file open share, and locks that hold: neither is sure there.
/// Source: SQLite, "Write-Ahead Logging", 3 and 9; proc(5), mountinfo.
package struct NetworkDisk: Hashable, Sendable {
    package var name: String
    /// False for one that a program of this machine may stand for just as well.
    package var isRemote: Bool

    /// What kind the path lies on; `nil` for a disk of this machine, and where that cannot be told.
    package static func kind(of path: String) -> NetworkDisk? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        // Where the system does not tell its mounts nothing is said of them.
        guard let mounts = try? mounts() else { return nil }
        return kind(of: String(cString: resolved), mounts: mounts)
    }

    /// `mounts` has a mount a line, as `/proc/self/mountinfo` has.
    static func kind(of path: String, mounts: String) -> NetworkDisk? {
        var best = (point: Substring(), kind: Substring())
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 6, let dash = fields.lastIndex(of: "-"), dash + 1 < fields.count else { continue }
            let point = fields[4].replacing("\\040", with: " ")
            let isOver = point == "/" || path == point || path.hasPrefix(point + "/")
            // Of two mounts at one place the later one is seen.
            if isOver, point.utf8.count >= best.point.utf8.count { best = (point, fields[dash + 1]) }
        }
        return kind(named: best.kind)
    }

    private static func kind(named name: Substring) -> NetworkDisk? {
        switch name {
        case "nfs", "nfs4": NetworkDisk(name: "NFS", isRemote: true)
        case "cifs", "smb3", "smbfs": NetworkDisk(name: "SMB", isRemote: true)
        case "fuse.sshfs": NetworkDisk(name: "SSHFS", isRemote: true)
        case "afs", "ceph": NetworkDisk(name: String(name), isRemote: true)
        case _ where name == "fuse" || name.hasPrefix("fuse."): NetworkDisk(name: String(name), isRemote: false)
        default: nil
        }
    }

    private static func mounts() throws(PrivateFileError) -> String {
        let path = "/proc/self/mountinfo"
        let file = try OwnedDescriptor(opening: path, O_RDONLY)
        var bytes: [UInt8] = []
        while let more = try file.read(path), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }
}
