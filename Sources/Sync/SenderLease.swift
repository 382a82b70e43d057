/// A right that at most one process of a state directory holds, and that the kernel takes back when it dies: to send, or
/// to walk through the book.
package protocol SenderLease: Sendable {
    /// Takes the lease when nobody has it; true when this process holds it now.
    func tryAcquire() throws(StoreError) -> Bool

    /// Gives it up; without effect when it is not held.
    func release()
}

/// Tells that another process changed the store.
package protocol ChangeSignal: Sendable {
    /// Calls `handler` from any thread after each transaction of anybody, this process included.
    ///
    /// Costs nothing while nothing happens. The handler is called until the returned token goes away.
    func onChange(_ handler: @escaping @Sendable () -> Void) throws(StoreError) -> any Sendable
}

/// What an engine shares with the other processes of its state directory.
package struct SharedState: Sendable {
    package var store: any MirrorStore & OutboxStore
    package var lease: any SenderLease
    /// The right to walk through the book; `nil` when no other process can reach the store.
    package var passLease: (any SenderLease)?
    /// `nil` when no other process can reach the store.
    package var signal: (any ChangeSignal)?

    package init(
        store: any MirrorStore & OutboxStore,
        lease: any SenderLease,
        passLease: (any SenderLease)? = nil,
        signal: (any ChangeSignal)?
    ) {
        self.store = store
        self.lease = lease
        self.passLease = passLease
        self.signal = signal
    }
}
