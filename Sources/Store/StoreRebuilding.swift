import FoundationEssentials
import Glibc
import PrivateFiles
import Sync

/// A store that is made anew from what could be saved of a damaged one: beside it and whole, and only then in its place.
///
/// A crash at any moment leaves either the damaged file with all that is in it, or a new one that the next opening puts
/// in its place. Only for whoever holds the opening lease and is alone.
struct StoreRebuilding {
    let path: String

    /// Worth nothing before it has its next name.
    var draft: String { path + ".rebuilding" }

    private var prefix: String { path + ".rebuilt-" }

    /// What a rebuilding came to.
    struct Outcome {
        var setAside: String
        var saved: String
    }

    /// Makes an empty file for the new store, over what a crash left of an earlier attempt.
    func beginDraft() throws(StoreError) {
        for ending in ["", "-wal", "-shm"] { unlink(draft + ending) }
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.ensure(draft) }
    }

    /// The draft is whole and closed: from here on it counts.
    func finishDraft(stamp: Int) throws(StoreError) {
        try StoreError.reporting { () throws(PrivateFileError) in
            let file = try OwnedDescriptor(opening: draft, O_RDWR)
            guard fsync(file.number) == 0 else { throw .refused(path: draft, step: .write, code: errno) }
        }
        // Its log was written into it; what is left of that would belong to no file.
        var log = stat()
        guard stat(draft + "-wal", &log) != 0 || log.st_size == 0 else {
            throw .failed(path: draft, detail: "its log is not written")
        }
        for ending in ["-wal", "-shm"] { unlink(draft + ending) }
        guard rename(draft, prefix + String(stamp)) == 0 else {
            throw .unwritable(path: draft, reason: lastSystemError())
        }
        try syncFolder()
    }

    /// Puts a new store that is whole in the place of the damaged one; `nil` when there is none.
    func complete() throws(StoreError) -> Outcome? {
        guard let stamp = finished().max() else { return nil }
        try DamagedStore(path: path).moveAside(stamp: stamp)
        guard rename(prefix + String(stamp), path) == 0 else {
            throw .unwritable(path: path, reason: lastSystemError())
        }
        try syncFolder()
        return Outcome(setAside: DamagedStore.aside(path, stamp), saved: DamagedStore.text(path, stamp))
    }

    private func finished() -> [Int] {
        let name = prefix.split(separator: "/").last.map(String.init) ?? prefix
        // A folder that cannot be listed has nothing that could be finished; opening the store says why.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(name) }.compactMap { Int($0.dropFirst(name.count)) }
    }

    private var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }

    private func syncFolder() throws(StoreError) {
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFolder.sync(of: path) }
    }
}
