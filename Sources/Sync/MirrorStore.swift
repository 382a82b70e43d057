package import Leads

/// The durable copy of what the server last said of each lead.
package protocol MirrorStore: Sendable {
    /// Every lead as it is to be shown: the server's with the unsent changes applied in order.
    func rows() async throws -> [LeadRow]
}
