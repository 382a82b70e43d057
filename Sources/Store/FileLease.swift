import Glibc
import PrivateFiles
package import Sync
import Synchronization

/// A right that one process at a time can hold: a lock on a file, which the kernel takes back when the process dies.
///
/// `flock` locks belong to the open file, so two leases of one process exclude each other as two processes do.
package final class FileLease: SenderLease {
    private let path: String
    private let file: OwnedDescriptor
    private let isHeld = Mutex(false)

    /// Makes the file when it is missing; does not take the lease.
    package init(path: String) throws(StoreError) {
        self.path = path
        file = try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.open(path) }
    }

    package func tryAcquire() throws(StoreError) -> Bool { try acquire(flags: LOCK_EX | LOCK_NB) }

    /// Takes the lease, waiting for whoever has it: for short steps such as opening the store.
    func acquire() throws(StoreError) { _ = try acquire(flags: LOCK_EX) }

    package func release() {
        isHeld.withLock { isHeld in
            guard isHeld else { return }
            isHeld = false
            flock(file.number, LOCK_UN)
        }
    }

    /// The process that has the lease; `nil` when nobody has written its id.
    package func holder() -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file.number, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }

    private func acquire(flags: Int32) throws(StoreError) -> Bool {
        let failure = isHeld.withLock { isHeld -> Int32? in
            if isHeld { return nil }
            while flock(file.number, flags) != 0 {
                if errno != EINTR { return errno }
            }
            isHeld = true
            let id = Array("\(getpid())\n".utf8)
            ftruncate(file.number, 0)
            pwrite(file.number, id, id.count, 0)
            return nil
        }
        guard let failure else { return true }
        guard failure == EWOULDBLOCK else { throw StoreError(locking: path, refused: failure) }
        return false
    }
}
