/// What an engine takes from the world around it.
package struct SyncEnvironment: Sendable {
    package var clock: any SyncClock
    /// A number in `0..<1`.
    package var random: @Sendable () -> Double
    /// Host name of the server, for the account's identity.
    package var host: String?
    /// How often a process that has something to send asks for the lease that another holds.
    package var leasePoll: Duration = .milliseconds(100)
    /// After so long without an answer of the server, changes that are as old wait for a second look; `nil` lets them go
    /// out by themselves.
    package var reviewAge: Duration?
    /// Settled entries, with the texts of their notes, are forgotten after this.
    package var retention: Duration = .seconds(14 * 86_400)

    package init(
        clock: any SyncClock = SystemSyncClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        host: String?
    ) {
        self.clock = clock
        self.random = random
        self.host = host
    }
}
