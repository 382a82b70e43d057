import PrivateFiles
package import Sync

/// Where the mirror and the journal live.
package struct StateDirectory: Hashable, Sendable {
    /// Absolute path; the directory has mode 0700 and its files 0600.
    package var path: String

    package init(path: String) { self.path = path }

    /// Made as soon as a store was opened here.
    static let senderLock = "sender.lock"

    /// Where a receiver of webhooks leaves what may have changed.
    package var hintSpool: String { "\(path)/hints" }

    /// Makes the directory when it is missing and checks that nobody else can look into it.
    package func prepare() throws(StoreError) {
        try StoreError.reporting { () throws(PrivateFileError) in
            try PrivateFolder.make(path)
            try PrivateFolder.check(path)
        }
    }

    /// Takes the right to be the one workbench of this directory; given up when the lease goes away.
    ///
    /// - Throws: ``Sync/StoreError/inUse(path:holder:)`` with the process that has it.
    package func takeWorkbench() throws(StoreError) -> FileLease {
        try prepare()
        let lease = try FileLease(path: path + "/workbench.lock")
        guard try lease.tryAcquire() else { throw .inUse(path: path, holder: lease.holder()) }
        return lease
    }

    /// Opens all that an engine shares with the other processes of this directory.
    package func open() throws(StoreError) -> SharedState {
        try prepare()
        let store = try SQLiteStore(directory: self)
        return SharedState(
            store: store,
            lease: try FileLease(path: "\(path)/\(Self.senderLock)"),
            passLease: try FileLease(path: "\(path)/pass.lock"),
            signal: store.doorbell
        )
    }
}
