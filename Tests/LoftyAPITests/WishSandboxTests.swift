import Leads
import LoftyHTTP
import LoftySandbox
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Wishes and address of a lead against the sandbox", .timeLimit(.minutes(1)))
struct WishSandboxTests {
    @Test("a new lead brings them along, and a change of a part of them leaves the rest")
    func roundTrip() async throws {
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: 3, rateLimitPerMinute: 100_000))
        do {
            try await walk(sandbox)
            await sandbox.stop()
        } catch {
            await sandbox.stop()
            throw error
        }
    }

    private func walk(_ sandbox: Sandbox) async throws {
        var configuration = LoftyConfiguration(
            baseURL: sandbox.endpoint.url,
            credential: .apiKey(sandbox.endpoint.apiKey)
        )
        configuration.time = ManualTime(skipsPauses: true).source
        let client = LoftyClient(configuration: configuration, transport: CurlTransport())
        let areas = [Inquiry.Area(city: "Austin", stateCode: "TX"), Inquiry.Area(zipCode: "78745")]
        let wishes = Inquiry(
            priceMin: 300_000,
            bedroomsMin: 3,
            propertyTypes: ["Condo"],
            locations: ["Austin", "78745"],
            bathroomsMin: "2.5",
            areas: areas
        )
        let home = PostalAddress(street: "12 Maple St", city: "Austin", state: "TX", postalCode: "78704")
        let id = try await client.createLead(
            LeadCreation(NewLead(firstName: "Zoë", lastName: "Ortiz", inquiry: wishes, address: home))
        )
        let made = try await client.lead(id)
        #expect(made.inquiry == wishes)
        var kept = home
        kept.mailingID = made.address?.mailingID
        #expect(made.address == kept && kept.mailingID != nil)

        var edit = LeadEdit()
        edit.profile.inquiry = LeadInquiry(priceMin: LeadInquiry.unset, priceMax: 500_000)
        var moved = try #require(made.address)
        moved.city = "Waco"
        edit.profile.property = LeadProperty(mailing: moved)
        try await client.updateLead(id, edit)

        let changed = try await client.lead(id)
        var expected = wishes
        expected.priceMin = nil
        expected.priceMax = 500_000
        #expect(changed.inquiry == expected)
        #expect(changed.address == moved)
        #expect(try await client.leadDetails(id).properties.count == 1)
    }
}
