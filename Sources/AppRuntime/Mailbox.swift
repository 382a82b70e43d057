import Synchronization

/// Messages from other threads to the loop: the only door that is safe to use from outside.
package final class Mailbox<Message: Sendable>: Sendable {
    private let waiting = Mutex<[Message]>([])
    private let wake: @Sendable () -> Void

    /// - Parameter wake: ends the loop's sleep; called once for any number of posts before the next drain.
    package init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    package func post(_ message: Message) {
        let wasEmpty = waiting.withLock { messages in
            defer { messages.append(message) }
            return messages.isEmpty
        }
        if wasEmpty { wake() }
    }

    /// Takes everything that was posted, in order.
    package func drain() -> [Message] {
        waiting.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
