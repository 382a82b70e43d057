import FoundationEssentials
import Leads
import LoftyAPI
import Sync

/// Numbers that others have on a do-not-call list.
extension HeadlessSession {
    /// Numbers that must not be called, where the intents log a call: one that is named by hand may be another lead's, and
    /// the lead's own may be on a list of which this machine has not heard.
    func listedNumbers(
        for intents: [Intent],
        on lead: Lead,
        until end: ContinuousClock.Instant? = nil
    ) async throws(FoyerFailure) -> ListedNumbers {
        let called = intents.flatMap { $0.calledNumbers(of: lead) }
        guard !called.isEmpty else { return ListedNumbers() }
        var listed: ListedNumbers
        do throws(StoreError) { listed = ListedNumbers(try store.listedNumbers()) } catch { throw FoyerFailure(error) }
        let unknown = called.filter { !listed.contains($0) }
        for owner in try await owners(of: unknown, until: end) {
            for key in ContactEvidence(listingOf: owner).listedNumbers { listed.insert(key) }
        }
        return listed
    }

    /// Who has one of these numbers; nobody where the mirror knows the whole book, and marks them by itself.
    ///
    /// What cannot be asked is told and no more, like a log of calls that cannot be read.
    func owners(
        of phones: [Phone],
        until end: ContinuousClock.Instant? = nil
    ) async throws(FoyerFailure) -> [Lead] {
        do throws(StoreError) { if try store.knowsBook(at: Date()) { return [] } } catch { throw FoyerFailure(error) }
        let (client, requests) = (client, Lookup.requests(forOwnersOf: phones))
        do throws(FoyerFailure) {
            return try await within(end) { () async throws(FoyerFailure) in
                try await translating { () async throws(APIError) in
                    var owners: [Lead] = []
                    for request in requests { owners += try await client.leads(request).leads }
                    return owners
                }
            }
        } catch {
            StandardError.print("foyer: Who else has the number could not be asked: \(error.sentence)")
            return []
        }
    }
}

extension Intent {
    /// Numbers that the call may be logged on; none for a wish not to be called, which can always be written down.
    fileprivate func calledNumbers(of lead: Lead) -> [Phone] {
        guard case .logCall(let outcome, text: _, phone: let named) = self else { return [] }
        switch outcome {
        case .dncNumber, .dncContact: return []
        case .talked, .voiceMessage, .noAnswer, .badNumber: return named.map { [Phone($0.trimmed)] } ?? lead.phones
        }
    }
}
