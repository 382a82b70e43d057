package import Leads
import LoftyAPI

/// Whose leads a state directory holds.
///
/// One directory is one account's mirror: the changes of one must never be sent with the credential of another.
package struct AccountIdentity: Hashable, Sendable, Codable {
    package var teamID: Int64?
    package var userID: Member.ID
    /// Host name of the server; `nil` for one on this machine, whose port changes from run to run.
    package var host: String?

    package init(teamID: Int64?, userID: Member.ID, host: String?) {
        self.teamID = teamID
        self.userID = userID
        self.host = host.flatMap { Self.isLoopback($0) ? nil : $0.lowercased() }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        let isBracketed = name.first == "[" && name.last == "]"
        return Loopback.contains(host: isBracketed ? String(name.dropFirst().dropLast()) : name)
    }
}
