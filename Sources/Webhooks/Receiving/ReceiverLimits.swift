/// How much a stranger may cost.
package struct ReceiverLimits: Hashable, Sendable {
    /// Bytes before the body.
    package var head: Int
    /// Bytes of a body; 5,000 events of a batch take about half of it.
    package var body: Int
    /// From the first moment of a connection to the last byte of its request, however busy it looks.
    package var patience: Duration
    /// Connections at once; more wait in the queue of the system.
    package var connections: Int

    package init(
        head: Int = 8_192,
        body: Int = 1 << 20,
        patience: Duration = .seconds(10),
        connections: Int = 64
    ) {
        self.head = head
        self.body = body
        self.patience = patience
        self.connections = connections
    }
}
