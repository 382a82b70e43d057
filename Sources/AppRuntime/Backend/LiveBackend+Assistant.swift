package import Leads
import LoftyAPI
import Sync
package import ViewModels

/// Lofty's assistant, which is asked over the network at once: a wish that waited would let it write hours later.
extension LiveBackend {
    package func assist(_ wish: AssistantWish, _ lead: Lead.ID) async -> AssistantAnswer {
        guard let assistant else { return .refused("The assistant cannot be reached from here.") }
        if let reason = await reasonNotToAsk { return .refused(reason) }
        defer { memory.forget(lead) }
        // Keys wait for it, so a link that stalls is not waited for; the server may have done it all the same.
        let seconds = await patience
        let outcome = await answer(within: seconds) { [self] _ throws(SyncError) in await ask(wish, lead, assistant) }
        return switch outcome {
        case .success(let answer): answer
        case .failure(let error): .unconfirmed("\(error.sentence) Look before you try again.")
        case nil: .unconfirmed("\(Self.silence(of: seconds)) It may be done: look before you try again.")
        }
    }

    private func ask(_ wish: AssistantWish, _ lead: Lead.ID, _ assistant: LoftyClient) async -> AssistantAnswer {
        do throws(APIError) {
            return switch wish {
            case .follow: try await follow(lead, assistant)
            case .stop: try await stop(lead, assistant)
            }
        } catch {
            return .refused(error.sentence)
        }
    }

    /// Why nothing is sent now; `nil` when the account is known and there.
    private var reasonNotToAsk: String? {
        get async {
            switch await engine.linkState {
            case .unknown, .online, .limited: nil
            case .offline: "Lofty cannot be reached now. Try it once Foyer is online."
            case .credentialRejected: "Lofty rejects the key."
            case .accountUnknown: "Lofty does not say whose key this is."
            case .otherAccount: "The mirror here holds another account's leads."
            }
        }
    }

    private func follow(_ lead: Lead.ID, _ client: LoftyClient) async throws(APIError) -> AssistantAnswer {
        if try await client.workingLead(lead) != nil { return .followsAlready }
        let quota = try await client.salesAgentQuota()
        guard quota.remaining > 0 else {
            return .refused("the assistant follows up as many leads as it may, \(quota.total).")
        }
        do throws(APIError) {
            let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
            try await client.addWorkingLeads([lead], confirmation: confirmation)
        } catch {
            // Whether a lost answer came to something is looked up, and nothing is sent a second time.
            guard error.disposition == .ambiguous else { throw error }
        }
        guard try await client.workingLead(lead) != nil else {
            return .unconfirmed("Lofty does not say that the assistant follows up the lead. Look before you try again.")
        }
        return .follows(placesLeft: quota.remaining - 1)
    }

    private func stop(_ lead: Lead.ID, _ client: LoftyClient) async throws(APIError) -> AssistantAnswer {
        guard try await client.workingLead(lead) != nil else {
            return .refused("the assistant does not follow up the lead.")
        }
        do throws(APIError) {
            try await client.muteWorkingLead(lead)
        } catch {
            guard error.mayHaveArrived else { throw error }
        }
        guard try await client.isMuted(lead) else {
            return .unconfirmed("Lofty does not say that the assistant was stopped. Look before you try again.")
        }
        return .stopped
    }
}
