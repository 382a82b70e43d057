import Leads
import LoftyAPI

/// Finds stages and members by what a person types.
struct Team {
    let client: LoftyClient

    /// The team's own spelling of a stage.
    func stage(_ name: String?) async throws(FoyerFailure) -> String? {
        guard let name else { return nil }
        let client = client
        let stages = try await translating { () async throws(APIError) in try await client.stages() }.map(\.name)
        if let match = stages.first(where: { $0.lowercased() == name.lowercased() }) { return match }
        throw FoyerFailure(
            .refused,
            "The team has no stage “\(name)”. It has \(stages.joined(separator: ", ")). Nothing was changed."
        )
    }

    /// A member that may have been left out.
    func member(_ text: String?) async throws(FoyerFailure) -> Member? {
        guard let text else { return nil }
        return try await member(text) as Member
    }

    /// A member by email, user id, or `me`.
    func member(_ text: String) async throws(FoyerFailure) -> Member {
        let client = client
        if text.lowercased() == "me" {
            return try await translating { () async throws(APIError) in try await client.me() }
        }
        let members = try await translating { () async throws(APIError) in try await client.members() }
        let match = members.first { $0.email.lowercased() == text.lowercased() || String($0.id.rawValue) == text }
        if let match { return match }
        throw FoyerFailure(
            .refused,
            "No member has the email or id “\(text)”. Members: \(members.map(\.email).joined(separator: ", "))."
        )
    }
}
