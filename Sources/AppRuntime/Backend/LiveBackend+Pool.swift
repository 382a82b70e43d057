import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import ViewModels

/// What Lofty's assistant does with a lead: read when the cursor rests on it, behind its timeline, and never for others.
///
/// Source: Lofty API, `GET /v2.0/sales-agents/quota`, `GET /v2.0/sales-agents/working-lead/{leadId}` and
/// `GET /v2.0/sales-agent/lead/mute-status`; none of them has been seen live.
extension LiveBackend {
    /// `nil` where there is no assistant to ask, or where its calls would be missing elsewhere.
    func assistantReading(of lead: Lead.ID) async -> AssistantReading? {
        guard let assistant, !lead.isProvisional else { return nil }
        if let known = memory.reading(of: lead, at: clock.now) { return known }
        guard case .online = await engine.linkState else { return nil }
        if let budget = await assistant.budget(), budget.remaining * 5 < budget.limit { return nil }
        do throws(APIError) {
            let places = try await places(assistant)
            let reading = AssistantReading(of: lead, try await standing(of: lead, assistant), places: places)
            memory.keep(reading, at: clock.now)
            return reading
        } catch {
            return gap(error, lead)
        }
    }

    private func places(_ client: LoftyClient) async throws(APIError) -> AssistantPlaces {
        if let known = memory.places(at: clock.now) { return known }
        let quota = try await client.salesAgentQuota()
        let places = AssistantPlaces(left: quota.remaining, total: quota.total)
        memory.keep(places, at: clock.now)
        return places
    }

    private func standing(of lead: Lead.ID, _ client: LoftyClient) async throws(APIError) -> AssistantStanding {
        guard try await client.workingLead(lead) != nil else { return .none }
        return try await client.isMuted(lead) ? .stopped : .follows
    }

    /// An account that may not ask is told so once for all leads; what fails for the moment is told of this one.
    private func gap(_ error: APIError, _ lead: Lead.ID) -> AssistantReading? {
        switch error.kind {
        case .cancelled: return nil
        case .notGranted:
            memory.bar("this account may not ask for it.")
            return memory.reading(of: lead, at: clock.now)
        case .unreachable, .connectionLost, .rateLimited, .credentialRejected, .notFound, .refused, .serverFailure,
            .unreadableAnswer, .answerTooLarge, .invalidRequest:
            let reading = AssistantReading(of: lead, .unknown(reason: error.sentence))
            memory.keep(reading, at: clock.now)
            return reading
        }
    }
}
