import Dispatch
import Glibc
import PrivateFiles
package import Sync

/// Tells the processes of a state directory that the store has changed.
///
/// A byte is written to a file after each transaction, and inotify passes it on: nothing runs while nothing happens.
/// It rings after the commit, because a reader that came earlier would find nothing and not come again.
package final class Doorbell: ChangeSignal {
    private let path: String
    private let file: OwnedDescriptor

    /// Listens at the file, whoever writes it, and makes it when it is missing.
    package init(path: String) throws(StoreError) {
        self.path = path
        file = try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.open(path) }
    }

    /// A ring that fails is not told: the change is durable, and is found at the next one or at the next start.
    func ring() {
        var byte: UInt8 = 0
        pwrite(file.number, &byte, 1, 0)
    }

    package func onChange(_ handler: @escaping @Sendable () -> Void) throws(StoreError) -> any Sendable {
        let watcher = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard watcher >= 0 else { throw .failed(path: path, detail: lastSystemError()) }
        guard inotify_add_watch(watcher, path, UInt32(IN_MODIFY)) >= 0 else {
            let detail = lastSystemError()
            close(watcher)
            throw .failed(path: path, detail: detail)
        }
        return Watch(descriptor: watcher, handler: handler)
    }

    /// Ends with its last reference.
    private final class Watch: @unchecked Sendable {
        // Safe to share: the source is started and cancelled here only, and Dispatch does both from any thread.
        private let source: any DispatchSourceRead

        init(descriptor: Int32, handler: @escaping @Sendable () -> Void) {
            source = DispatchSource.makeReadSource(
                fileDescriptor: descriptor,
                queue: DispatchQueue(label: "foyer.doorbell")
            )
            source.setEventHandler {
                var events = [UInt8](repeating: 0, count: 4_096)
                while read(descriptor, &events, events.count) > 0 {}
                handler()
            }
            source.setCancelHandler { close(descriptor) }
            source.activate()
        }

        deinit { source.cancel() }
    }
}
