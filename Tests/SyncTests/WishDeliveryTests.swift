import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

private func batch(_ change: LeadChange) -> Outbox.Batch {
    let entry = OutboxEntry(
        id: OutboxEntry.ID(rawValue: 1),
        leadID: Lead.ID(1),
        leadName: "Ana",
        change: change,
        status: .queued,
        createdAt: Date(timeIntervalSinceReferenceDate: 800_000_000)
    )
    return Outbox.Batch(leadID: Lead.ID(1), entries: [JournalEntry(entry: entry)])
}

@Suite("Wishes and address on their way to the server", .timeLimit(.minutes(1)))
struct WishDeliveryTests {
    private static func changes(_ wanted: [(EditableField, String, String)]) -> [LeadChange] {
        wanted.map { field, before, after in
            .setField(field, from: before.isEmpty ? [] : [before], to: after.isEmpty ? [] : [after])
        }
    }

    @Test("travel in one PUT, are read back, and come back with their inverses")
    func onePut() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) {
            $0.inquiry = Inquiry(priceMin: 300_000, priceMax: 400_000)
            $0.address = PostalAddress(street: "12 Maple St", city: "Austin", state: "TX", mailingID: 9)
        }
        let changes = Self.changes([
            (.priceMin, "300000", ""), (.priceMax, "400000", "650000"), (.bedroomsMin, "", "3"),
            (.street, "12 Maple St", "14 Elm St"), (.postalCode, "", "78704"),
        ])
        let entries = try await bench.engine.submit(changes.map { Proposal($0, on: lead) }, hold: .zero)

        try await bench.running { bench in
            let settled = try await bench.engine.waitUntilSettled(entries.map(\.id), patience: .whileReachable)
            #expect(settled.allSatisfy { if case .settled = $0.status { true } else { false } }, "\(settled)")
            let there = try #require(await bench.server.leads[lead])
            #expect(there.inquiry == Inquiry(priceMax: 650_000, bedroomsMin: 3))
            #expect(
                there.address
                    == PostalAddress(
                        street: "14 Elm St",
                        city: "Austin",
                        state: "TX",
                        postalCode: "78704",
                        mailingID: 9
                    )
            )
            #expect(await bench.server.count(.updateLead) == 1)
            guard case .inverseQueued = try await bench.engine.undo(entries[1].id) else {
                Issue.record("a wish has a way back")
                return
            }
            let isBack = try await eventually { await bench.server.leads[lead]?.inquiry.priceMax == 400_000 }
            #expect(isBack)
        }
    }

    @Test("a part of an address takes the rest along, under the id that Lofty has it by and no other")
    func wholeAddress() {
        let base = PostalAddress(street: "12 Maple St", city: "Austin", state: "TX", postalCode: "78704", mailingID: 9)
        var lead = Lead(id: Lead.ID(1), firstName: "Ana", address: base)
        let edit = { (lead: Lead) in LeadEdit(of: batch(.setField(.city, from: ["Austin"], to: ["Waco"])), onto: lead) }

        let known = edit(lead)?.profile.property
        #expect(known?.id == LeadProperty.ID(9) && known?.isMailingAddress == true)
        #expect(known?.streetAddress == "12 Maple St" && known?.city == "Waco" && known?.zipCode == "78704")

        // What is read off a home for sale stays as it is: the change becomes a mailing address beside it.
        lead.address?.mailingID = nil
        #expect(edit(lead)?.profile.property?.id == nil && edit(lead)?.profile.property?.isMailingAddress == true)
    }

    @Test("places go out with all that Lofty says of those that stay")
    func places() {
        let base = Lead(
            id: Lead.ID(1),
            firstName: "Ana",
            inquiry: Inquiry(
                locations: ["Austin", "78704"],
                areas: [Inquiry.Area(city: "Austin", stateCode: "TX", zipCode: "78704", county: "Travis")]
            )
        )
        let change = LeadChange.setField(.locations, from: ["Austin", "78704"], to: ["Austin", "78704", "78745"])

        let sent = LeadEdit(of: batch(change), onto: base)?.profile.inquiry?.locations

        #expect(
            sent == [
                LeadInquiry.Location(city: "Austin", stateCode: "TX", zipCode: "78704", county: "Travis"),
                LeadInquiry.Location(zipCode: "78745"),
            ]
        )
    }
}
