import FoundationEssentials
import Testing

@testable import Leads

@Suite("Who may be given to something that writes by itself")
struct AutomaticWritingTests {
    private static func lead(
        _ statuses: [Phone.Status?],
        emails: [String] = ["ana@example.com"],
        _ permissions: ContactPermissions = ContactPermissions()
    ) -> Lead {
        let phones = statuses.enumerated().map { Phone("512555014\($0.offset)", status: $0.element) }
        return Lead(id: Lead.ID(1), firstName: "Ana", emails: emails, phones: phones, permissions: permissions)
    }

    @Test("one bar on one channel or one number is enough, as nobody chooses which is used")
    func bars() {
        #expect(Self.lead([nil]).barToAutomaticWriting == nil)
        #expect(Self.lead([nil], emails: []).barToAutomaticWriting == nil)
        #expect(Self.lead([]).barToAutomaticWriting == nil)
        #expect(Self.lead([nil, .dncNumber]).barToAutomaticWriting == "number on a do-not-call list")
        #expect(Self.lead([.dncContact]).barToAutomaticWriting == "do not contact")
        #expect(Self.lead([nil], ContactPermissions(cannotText: true)).barToAutomaticWriting == "marked cannot text")
        #expect(Self.lead([], ContactPermissions(cannotText: true)).barToAutomaticWriting == "marked cannot text")
        #expect(Self.lead([nil], ContactPermissions(cannotEmail: true)).barToAutomaticWriting == "marked cannot email")
        #expect(Self.lead([nil], ContactPermissions(isUnsubscribed: true)).barToAutomaticWriting == "unsubscribed")
        #expect(Self.lead([.invalid], emails: []).barToAutomaticWriting != nil)
    }

    @Test("a number is usable at this moment only within the hours where it rings")
    func hours() {
        let lead = Self.lead([nil, .dncNumber])
        let noon = Date(timeIntervalSince1970: 1_796_061_600)
        let reach = LeadReach(of: lead, at: noon)
        #expect(reach.callable == ["5125550140"] && reach.textable == ["5125550140"])
        let night = LeadReach(of: lead, at: noon - 32_400)
        #expect(night.callable.isEmpty && night.textable.isEmpty && night.addresses == ["ana@example.com"])
        #expect(night.numbers == reach.numbers && night.forbidden == reach.forbidden)
    }
}
