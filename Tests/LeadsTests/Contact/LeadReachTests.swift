import Foundation
import Leads
import TestSupport
import Testing

@Suite("What is handed to programs")
struct LeadReachTests {
    @Test("is what the guard says of each number and address, at every hour of a day")
    func guardAgrees() {
        for hour in 0..<24 {
            let now = SampleLeads.now.addingTimeInterval(Double(hour) * 3_600)
            for lead in SampleLeads.book(count: 300, seed: 7) {
                let standing = ContactGuard.standing(of: lead, at: now)
                let reach = LeadReach(of: lead, at: now)
                #expect(reach.callable == standing.numbers.filter(\.call.permits).map(\.phone.number))
                #expect(reach.textable == standing.numbers.filter(\.text.permits).map(\.phone.number))
                #expect(reach.numbers == lead.reach(over: .call) && reach.addresses == lead.reach(over: .email))
                #expect(reach.forbidden == lead.forbiddenNumbers)
            }
        }
    }

    @Test(
        "a number is callable from 8 to 21 where it rings, and always where nobody knows where that is",
        arguments: [
            // Summer time begins on 8 March 2026; 907 keeps two times, and both have to be within the hours.
            ("5125550142", 1_772_974_799.0, false), ("5125550142", 1_772_974_800, true),
            ("5125550142", 1_773_021_599, true), ("5125550142", 1_773_021_600, false),
            ("9075550142", 1_772_985_600, false), ("9075550142", 1_772_989_200, true),
            ("8005550142", 1_772_974_799, true),
        ]
    )
    func hours(number: String, moment: Double, isOpen: Bool) {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(number)])
        let reach = LeadReach(of: lead, at: Date(timeIntervalSince1970: moment))
        #expect(reach.callable == (isOpen ? [number] : []) && reach.textable == reach.callable)
        #expect(reach.numbers == [number], "the hour takes nothing off the list")
    }

    @Test("a moment in Greenwich is written as the standard library writes it, in every century")
    func greenwich() {
        var random = SeededGenerator(seed: 7)
        let span = -65_000_000_000.0...250_000_000_000.0
        let dates = (0..<20_000).map { _ in Date(timeIntervalSince1970: .random(in: span, using: &random)) }
        let edges = [
            0, -1, -0.5, 0.999_999, 951_868_799, 951_868_800, -12_219_292_800, 253_402_300_799, 253_402_300_800,
        ]
        for date in dates + edges.map({ Date(timeIntervalSince1970: $0) }) {
            #expect(date.inGreenwich == date.formatted(.iso8601), "\(date.timeIntervalSince1970)")
        }
    }
}
